package weft.rfb.message;

import weft.rfb.PixelFormat;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// What the server shows (RFC 6143 §7.3.2).
///
/// | bytes | type         | field               |
/// |------:|--------------|---------------------|
/// |     2 | U16          | framebuffer-width   |
/// |     2 | U16          | framebuffer-height  |
/// |    16 | PIXEL_FORMAT | server-pixel-format |
/// |     4 | U32          | name-length         |
/// |     * | U8           | name-string         |
///
/// @param width the width of the framebuffer
/// @param height its height
/// @param format the server's own pixel format, used until the client sets another
/// @param name the name of the desktop; at most 4096 bytes of UTF-8 can be sent
public record ServerInit(int width, int height, PixelFormat format, String name) {

    /// Takes a size of 16 bits each.
    public ServerInit {
        Fields.u16("framebuffer-width", width);
        Fields.u16("framebuffer-height", height);
    }

    /// Reads the message.
    public static ServerInit read(RfbInput in) {
        int width = in.u16();
        int height = in.u16();
        PixelFormat format = PixelFormat.read(in);
        return new ServerInit(width, height, format, BoundedString.read(in, "Name"));
    }

    /// Writes the message.
    public void write(RfbOutput out) {
        BoundedString.check("Name", name); // not before: what is no UTF-8 grows when it is read
        out.u16(width);
        out.u16(height);
        format.write(out);
        BoundedString.write(out, name);
    }
}
