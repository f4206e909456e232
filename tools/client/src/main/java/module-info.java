/// A VNC client without a window, for tests and tools. It knows the wire and the pictures, and
/// nothing of the server.
///
/// Start at [weft.client.VncClient].
module weft.client {
    requires com.fasterxml.jackson.core;
    requires static transitive org.jspecify;
    requires transitive weft.framebuffer;
    requires transitive weft.rfb;

    exports weft.client;
    exports weft.client.address;
    exports weft.client.expect;
    exports weft.client.failure;
    exports weft.client.needle;
    exports weft.client.probe;
    exports weft.client.proxy;
    exports weft.client.recording;
    exports weft.client.trust;
}
