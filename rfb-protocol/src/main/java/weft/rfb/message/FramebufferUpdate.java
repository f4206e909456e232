package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The header of an update; so many rectangles follow, each a [RectangleHeader] and its data (RFC
/// 6143 §7.6.1).
///
/// | bytes | type | field                |
/// |------:|------|----------------------|
/// |     1 | U8   | message-type = 0     |
/// |     1 |      | padding              |
/// |     2 | U16  | number-of-rectangles |
///
/// @param rectangles how many follow, or [#UNTIL_LAST_RECT]
public record FramebufferUpdate(int rectangles) implements ServerMessage {

    /// The count of an update that ends with a LastRect pseudo-rectangle.
    public static final int UNTIL_LAST_RECT = 0xffff;

    /// Where the count lies in the message, for a writer who knows it only in the end.
    public static final int COUNT_OFFSET = 2;

    /// Takes a count of 16 bits.
    public FramebufferUpdate {
        Fields.u16("number-of-rectangles", rectangles);
    }

    static FramebufferUpdate read(RfbInput in) {
        ServerMessageType.FRAMEBUFFER_UPDATE.expect(in);
        in.skip(1);
        return new FramebufferUpdate(in.u16());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.FRAMEBUFFER_UPDATE.number());
        out.pad(1);
        out.u16(rectangles);
    }
}
