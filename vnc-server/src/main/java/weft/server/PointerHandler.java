package weft.server;

/// Told of the viewers' pointers.
@FunctionalInterface
public interface PointerHandler {

    /// The pointer moved or its buttons changed. Called in order, one call at a time, on a worker
    /// thread unless the server was built with another executor. Moves may be merged, button
    /// changes never.
    ///
    /// @param x pixels of the host's from the left edge; may lie outside of the picture
    /// @param y pixels of the host's from the upper edge; may lie outside of the picture
    /// @param buttonMask bit 0 left, 1 middle, 2 right, 3 wheel up, 4 wheel down, 5 wheel left, 6
    ///   wheel right, 7 back (RFC 6143 §7.5.5), 8 forward, up to 14 (ExtendedMouseButtons); of all
    ///   viewers together
    void pointer(int x, int y, int buttonMask);

    /// The same for a host that takes movements, see [VncServer#relativePointer].
    ///
    /// @param dx columns to the right, in a picture that is shown larger as many as the viewer's
    /// @param dy rows down, likewise
    /// @param buttonMask as in [#pointer]
    default void moved(int dx, int dy, int buttonMask) {}
}
