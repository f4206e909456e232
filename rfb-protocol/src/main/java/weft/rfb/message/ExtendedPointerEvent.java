package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The pointer moved, or one of up to 15 buttons changed: what a client sends instead of a
/// [PointerEvent] to a server that has announced ExtendedMouseButtons (rfbproto, PointerEvent).
///
/// | bytes | type | field                                          |
/// |------:|------|------------------------------------------------|
/// |     1 | U8   | message-type = 5                               |
/// |     1 | U8   | button-mask: buttons 1 to 7, and bit 7 set     |
/// |     2 | U16  | x-position                                     |
/// |     2 | U16  | y-position                                     |
/// |     1 | U8   | extended-buttons-mask: buttons 8 to 15         |
///
/// @param buttonMask the buttons that are down: bit 0 is button 1, bit 7 is button 8 (back), bit 8
///   is button 9 (forward)
/// @param x as in [PointerEvent]
/// @param y likewise
public record ExtendedPointerEvent(int buttonMask, int x, int y) implements ClientMessage {

    /// The highest button.
    public static final int BUTTONS = 15;

    static final int MARKER = 0x80;
    private static final int PLAIN_BUTTONS = 7;
    private static final int LARGEST_MASK = (1 << BUTTONS) - 1;

    /// Takes a mask of 15 bits and a position of 16 bits each.
    public ExtendedPointerEvent {
        if (buttonMask < 0 || buttonMask > LARGEST_MASK) {
            throw new IllegalArgumentException(
                    "button-mask is %d, expected 0 to %d".formatted(buttonMask, LARGEST_MASK));
        }
        Fields.u16("x-position", x);
        Fields.u16("y-position", y);
    }

    /// Reads what follows the type and a mask with the marker.
    static ExtendedPointerEvent read(RfbInput in, int mask) {
        int x = in.u16();
        int y = in.u16();
        int higher = in.u8();
        return new ExtendedPointerEvent((mask & ~MARKER) | (higher << PLAIN_BUTTONS), x, y);
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.POINTER_EVENT.number());
        out.u8(buttonMask | MARKER);
        out.u16(x);
        out.u16(y);
        out.u8(buttonMask >> PLAIN_BUTTONS);
    }
}
