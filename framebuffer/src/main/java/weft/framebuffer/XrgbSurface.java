package weft.framebuffer;

/// Pixels of 32 bits: red, green and blue from bit 16, 8 and 0 on; the top byte does not matter.
///
/// @param pixels the host's array, not copied
/// @param offset where the first pixel is
/// @param stride how many pixels from one row to the next
/// @param width in pixels
/// @param height in pixels
@SuppressWarnings("ArrayRecordComponent") // the host's memory, looked at and not owned
public record XrgbSurface(int[] pixels, int offset, int stride, int width, int height)
        implements Surface {

    public XrgbSurface {
        Limits.checkArray(pixels.length, offset, stride, width, height);
    }

    /// The surface whose rows follow each other without a gap.
    public static XrgbSurface of(int[] pixels, int width, int height) {
        return new XrgbSurface(pixels, 0, width, width, height);
    }

    @Override
    public void read(Rect area, int[] dst, int dstOffset, int dstStride) {
        Limits.checkWithin(area, this);
        int width = area.width();
        for (int row = 0; row < area.height(); row++) {
            int from = offset + (area.y() + row) * stride + area.x();
            System.arraycopy(pixels, from, dst, dstOffset + row * dstStride, width);
        }
        // One long loop is several times as fast as one that masks while it copies short rows.
        if (dstStride == width) {
            clearTopBytes(dst, dstOffset, width * area.height());
        } else {
            for (int row = 0; row < area.height(); row++) {
                clearTopBytes(dst, dstOffset + row * dstStride, width);
            }
        }
    }

    private static void clearTopBytes(int[] dst, int from, int count) {
        for (int i = from; i < from + count; i++) {
            dst[i] &= 0xFFFFFF;
        }
    }
}
