/// The VNC server for the JVM: each viewer is one sequential coroutine on one loop.
///
/// Start at [weft.server.VncServer].
@SuppressWarnings("module") // weft.cli is compiled later
module weft.server {
    requires static transitive org.jspecify;
    requires transitive weft.coroutine;
    requires transitive weft.framebuffer;
    requires transitive weft.rfb;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires jdk.net;
    requires org.slf4j;

    exports weft.server;
    exports weft.server.access;
    exports weft.server.awt;

    // the benchmarks time what a session runs
    exports weft.server.update to
            weft.cli;
}
