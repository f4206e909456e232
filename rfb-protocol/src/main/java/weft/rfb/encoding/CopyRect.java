package weft.rfb.encoding;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The data of a CopyRect rectangle: where in the viewer's framebuffer its pixels are already (RFC
/// 6143 §7.7.2).
///
/// | bytes | type | field          |
/// |------:|------|----------------|
/// |     2 | U16  | src-x-position |
/// |     2 | U16  | src-y-position |
///
/// @param sourceX the left edge
/// @param sourceY the upper edge
public record CopyRect(int sourceX, int sourceY) {

    /// Takes numbers of 16 bits.
    public CopyRect {
        if (sourceX < 0 || sourceX > 0xffff || sourceY < 0 || sourceY > 0xffff) {
            throw new IllegalArgumentException(
                    "CopyRect from %d,%d, expected 0 to 65535".formatted(sourceX, sourceY));
        }
    }

    /// Reads the data.
    public static CopyRect read(RfbInput in) {
        return new CopyRect(in.u16(), in.u16());
    }

    /// Writes the data.
    public void write(RfbOutput out) {
        out.u16(sourceX);
        out.u16(sourceY);
    }
}
