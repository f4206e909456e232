package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The header of one rectangle of an update; its data follows (RFC 6143 §7.6.1).
///
/// | bytes | type | field         |
/// |------:|------|---------------|
/// |     2 | U16  | x-position    |
/// |     2 | U16  | y-position    |
/// |     2 | U16  | width         |
/// |     2 | U16  | height        |
/// |     4 | S32  | encoding-type |
///
/// @param x the left edge; for a pseudo-encoding what that says
/// @param y the upper edge
/// @param width how many columns
/// @param height how many rows
/// @param encoding the number of the encoding, known or not
public record RectangleHeader(int x, int y, int width, int height, int encoding) {

    /// Where the encoding lies in the header, for an encoder that decides late.
    public static final int ENCODING_OFFSET = 8;

    /// Takes numbers of 16 bits.
    public RectangleHeader {
        Fields.u16("x-position", x);
        Fields.u16("y-position", y);
        Fields.u16("width", width);
        Fields.u16("height", height);
    }

    /// Reads a header.
    public static RectangleHeader read(RfbInput in) {
        return new RectangleHeader(in.u16(), in.u16(), in.u16(), in.u16(), in.s32());
    }

    /// Writes the 12 bytes.
    public void write(RfbOutput out) {
        out.u16(x);
        out.u16(y);
        out.u16(width);
        out.u16(height);
        out.s32(encoding);
    }
}
