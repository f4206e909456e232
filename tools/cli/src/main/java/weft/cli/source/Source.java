package weft.cli.source;

import weft.framebuffer.Framebuffer;
import weft.server.VncServer;

/// A picture to be served, and what moves it.
public interface Source extends AutoCloseable {

    /// What viewers see.
    Framebuffer framebuffer();

    /// Asks the server that is being built for the viewers' input.
    default void connect(VncServer.Builder server) {}

    /// Begins to move. The server is bound by now.
    default void start(VncServer server) {}

    /// Stops moving, and gives files back.
    @Override
    void close();
}
