package weft.cli.source;

import weft.framebuffer.Framebuffer;
import weft.server.VncServer;

import java.util.Optional;

/// A picture to be served, and what moves it.
public interface Source extends AutoCloseable {

    /// What viewers see.
    Framebuffer framebuffer();

    /// What it is called, if it has a name of its own.
    default Optional<String> name() {
        return Optional.empty();
    }

    /// Asks the server that is being built for the viewers' input.
    default void connect(VncServer.Builder server) {}

    /// Begins to move. The server is bound by now.
    default void start(VncServer server) {}

    /// Stops moving, and gives files back.
    @Override
    void close();
}
