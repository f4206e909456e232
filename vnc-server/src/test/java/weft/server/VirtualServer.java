package weft.server;

import weft.server.transport.VirtualLoop;

import java.io.IOException;

/// A server as hosts have it, with sockets, whose clock a test moves on.
///
/// @param server the server
/// @param loop its loop
@SuppressWarnings("exports") // for tests of this module
public record VirtualServer(VncServer server, VirtualLoop loop) implements AutoCloseable {

    /// Starts what `builder` says.
    public static VirtualServer start(VncServerBuilder builder) throws IOException {
        VirtualLoop[] loop = new VirtualLoop[1];
        Engine engine =
                Engine.start((name, workers) -> {
                    loop[0] = new VirtualLoop(name, workers);
                    return loop[0];
                });
        var server = new VncServer(builder, engine);
        server.bind(builder.listening);
        return new VirtualServer(server, loop[0]);
    }

    /// As [VncServer#close]; the clock is moved on until it is done.
    @Override
    public void close() {
        Thread closing = Thread.ofPlatform().start(server::close);
        while (closing.isAlive()) {
            loop.hurry(1_000_000);
            Thread.onSpinWait();
        }
    }
}
