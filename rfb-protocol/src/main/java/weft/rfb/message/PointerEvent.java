package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The pointer moved, or a button changed (RFC 6143 §7.5.5).
///
/// | bytes | type | field            |
/// |------:|------|------------------|
/// |     1 | U8   | message-type = 5 |
/// |     1 | U8   | button-mask      |
/// |     2 | U16  | x-position       |
/// |     2 | U16  | y-position       |
///
/// @param buttonMask the buttons that are down: bit 0 is button 1
/// @param x the column, perhaps outside of the framebuffer; or a movement, see [PointerMotion]
/// @param y the row, likewise
public record PointerEvent(int buttonMask, int x, int y) implements ClientMessage {

    /// Takes a mask of 8 bits and a position of 16 bits each.
    public PointerEvent {
        Fields.u8("button-mask", buttonMask);
        Fields.u16("x-position", x);
        Fields.u16("y-position", y);
    }

    /// Reads this or, if there may be one, an [ExtendedPointerEvent].
    static ClientMessage read(RfbInput in, boolean extendedButtons) {
        ClientMessageType.POINTER_EVENT.expect(in);
        int mask = in.u8();
        return extendedButtons && (mask & ExtendedPointerEvent.MARKER) != 0
                ? ExtendedPointerEvent.read(in, mask)
                : new PointerEvent(mask, in.u16(), in.u16());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.POINTER_EVENT.number());
        out.u8(buttonMask);
        out.u16(x);
        out.u16(y);
    }
}
