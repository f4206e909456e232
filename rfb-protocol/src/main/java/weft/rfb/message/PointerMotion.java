package weft.rfb.message;

/// The numbers of relative pointer events (rfbproto, QEMU Pointer Motion Change Pseudo-encoding):
/// where the server has asked for movements, the position of a [PointerEvent] is how far the
/// pointer has moved, added to [#NONE].
public final class PointerMotion {

    /// No movement.
    public static final int NONE = 0x7fff;

    private PointerMotion() {}

    /// How far a position on the wire says that the pointer moved.
    public static int delta(int position) {
        return (short) (position - NONE);
    }

    /// The position on the wire for a movement.
    ///
    /// @param delta from -32768 to 32767
    public static int position(int delta) {
        if (delta != (short) delta) {
            throw new IllegalArgumentException(
                    "a movement by %d, expected -32768 to 32767".formatted(delta));
        }
        return delta + NONE & 0xffff;
    }
}
