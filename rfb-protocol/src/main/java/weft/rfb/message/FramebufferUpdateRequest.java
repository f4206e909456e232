package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The client asks for a part of the framebuffer (RFC 6143 §7.5.3). The part may lie outside of it,
/// or be empty: that still asks for an update.
///
/// | bytes | type | field            |
/// |------:|------|------------------|
/// |     1 | U8   | message-type = 3 |
/// |     1 | U8   | incremental      |
/// |     2 | U16  | x-position       |
/// |     2 | U16  | y-position       |
/// |     2 | U16  | width            |
/// |     2 | U16  | height           |
///
/// @param incremental whether changes since the last update suffice
/// @param x the left edge
/// @param y the upper edge
/// @param width how many columns
/// @param height how many rows
public record FramebufferUpdateRequest(boolean incremental, int x, int y, int width, int height)
        implements ClientMessage {

    /// Takes numbers from 0 to 65535.
    public FramebufferUpdateRequest {
        Fields.u16("x-position", x);
        Fields.u16("y-position", y);
        Fields.u16("width", width);
        Fields.u16("height", height);
    }

    static FramebufferUpdateRequest read(RfbInput in) {
        ClientMessageType.FRAMEBUFFER_UPDATE_REQUEST.expect(in);
        boolean incremental = in.u8() != 0;
        return new FramebufferUpdateRequest(incremental, in.u16(), in.u16(), in.u16(), in.u16());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.FRAMEBUFFER_UPDATE_REQUEST.number());
        out.u8(incremental ? 1 : 0);
        out.u16(x);
        out.u16(y);
        out.u16(width);
        out.u16(height);
    }
}
