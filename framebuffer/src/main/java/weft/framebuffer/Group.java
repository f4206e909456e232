package weft.framebuffer;

/// Changes that become visible together, when the group is closed.
///
/// Made by [Framebuffer#begin()], to be closed by the thread that began it, best by
/// try-with-resources. Groups may be nested: the outermost one counts.
public final class Group implements AutoCloseable {

    private final Framebuffer framebuffer;
    private boolean open = true;

    Group(Framebuffer framebuffer) {
        this.framebuffer = framebuffer;
    }

    /// Shows the changes. Closing again does nothing.
    ///
    /// @throws IllegalStateException if another thread began the group
    @Override
    public void close() {
        if (open) {
            framebuffer.end();
            open = false;
        }
    }
}
