package weft.cli.source;

import weft.framebuffer.Framebuffer;
import weft.rfb.keyboard.KeyboardGroups;
import weft.server.PowerHandler;
import weft.server.ResizeHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A picture to be served, and what moves it.
public interface Source extends AutoCloseable {

    /// What viewers see.
    Framebuffer framebuffer();

    /// Gives its name to the server that is being built, if it has one of its own; and from its
    /// start on each that it gets later.
    default void name(VncServerBuilder server) {}

    /// Asks the server that is being built for the viewers' input.
    default void connect(VncServerBuilder server) {}

    /// Whether it is a machine that has a keyboard, and may be told of keys by their codes.
    default boolean hasKeyboard() {
        return false;
    }

    /// Lets it be told of keys by their codes, if it can: by the server that is being built.
    ///
    /// @param layouts those that the machine believes its keyboard to have
    default void keyboard(VncServerBuilder server, KeyboardGroups layouts) {}

    /// What switches the machine that is shown, if there is any. Asked before it starts.
    default Optional<PowerHandler> power() {
        return Optional.empty();
    }

    /// Whether it can be heard.
    default boolean hasAudio() {
        return false;
    }

    /// Lets it be heard, if it can: by the server that is being built, from its start on.
    default void audio(VncServerBuilder server) {}

    /// What gives the picture the size that a viewer asks for, if it can have another one. Asked
    /// before it starts.
    default Optional<ResizeHandler> resizes() {
        return Optional.empty();
    }

    /// What viewers use that type into it, if it is more than the source itself: whoever may not
    /// have that must not come in.
    default Optional<String> lends() {
        return Optional.empty();
    }

    /// The exit code, when it is the source that ends the server; most never do.
    default CompletableFuture<Integer> end() {
        return new CompletableFuture<>();
    }

    /// Begins to move. The server is bound by now.
    default void start(VncServer server) {}

    /// Stops moving, and gives files back.
    @Override
    void close();
}
