/// A VNC client without a window, for tests and tools. It knows the wire and the pictures, and
/// nothing of the server.
///
/// Start at [weft.client.address.ServerAddress].
module weft.client {
    requires static transitive org.jspecify;
    requires transitive weft.framebuffer;
    requires transitive weft.rfb;

    exports weft.client.address;
}
