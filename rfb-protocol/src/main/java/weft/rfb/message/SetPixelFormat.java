package weft.rfb.message;

import weft.rfb.PixelFormat;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The client wants pixels in another format from now on (RFC 6143 §7.5.1).
///
/// | bytes | type         | field            |
/// |------:|--------------|------------------|
/// |     1 | U8           | message-type = 0 |
/// |     3 |              | padding          |
/// |    16 | PIXEL_FORMAT | pixel-format     |
///
/// @param format the format
public record SetPixelFormat(PixelFormat format) implements ClientMessage {

    static SetPixelFormat read(RfbInput in) {
        ClientMessageType.SET_PIXEL_FORMAT.expect(in);
        in.skip(3);
        return new SetPixelFormat(PixelFormat.read(in));
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.SET_PIXEL_FORMAT.number());
        out.pad(3);
        format.write(out);
    }
}
