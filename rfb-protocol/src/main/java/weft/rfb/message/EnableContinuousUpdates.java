package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The client wants updates without asking for each, or no longer (rfbproto,
/// EnableContinuousUpdates). The part may lie outside of the framebuffer, or be empty.
///
/// | bytes | type | field              |
/// |------:|------|--------------------|
/// |     1 | U8   | message-type = 150 |
/// |     1 | U8   | enable-flag        |
/// |     2 | U16  | x-position         |
/// |     2 | U16  | y-position         |
/// |     2 | U16  | width              |
/// |     2 | U16  | height             |
///
/// @param enable whether they begin or end
/// @param x the left edge of the part that they are wanted of
/// @param y the upper edge
/// @param width how many columns
/// @param height how many rows
public record EnableContinuousUpdates(boolean enable, int x, int y, int width, int height)
        implements ClientMessage {

    /// Takes numbers from 0 to 65535.
    public EnableContinuousUpdates {
        Fields.u16("x-position", x);
        Fields.u16("y-position", y);
        Fields.u16("width", width);
        Fields.u16("height", height);
    }

    static EnableContinuousUpdates read(RfbInput in) {
        ClientMessageType.ENABLE_CONTINUOUS_UPDATES.expect(in);
        boolean enable = in.u8() != 0;
        return new EnableContinuousUpdates(enable, in.u16(), in.u16(), in.u16(), in.u16());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.ENABLE_CONTINUOUS_UPDATES.number());
        out.u8(enable ? 1 : 0);
        out.u16(x);
        out.u16(y);
        out.u16(width);
        out.u16(height);
    }
}
