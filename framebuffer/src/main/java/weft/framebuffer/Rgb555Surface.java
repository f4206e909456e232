package weft.framebuffer;

/// Pixels of 16 bits: from the top 5 bits each of red, green and blue; the top bit does not matter.
///
/// @param pixels the host's array, not copied
/// @param offset where the first pixel is
/// @param stride how many pixels from one row to the next
/// @param width in pixels
/// @param height in pixels
@SuppressWarnings("ArrayRecordComponent") // the host's memory, looked at and not owned
public record Rgb555Surface(short[] pixels, int offset, int stride, int width, int height)
        implements Surface {

    public Rgb555Surface {
        Limits.checkArray(pixels.length, offset, stride, width, height);
    }

    /// The surface whose rows follow each other without a gap.
    public static Rgb555Surface of(short[] pixels, int width, int height) {
        return new Rgb555Surface(pixels, 0, width, width, height);
    }

    @Override
    public void read(Rect area, int[] dst, int dstOffset, int dstStride) {
        Limits.checkWithin(area, this);
        for (int row = 0; row < area.height(); row++) {
            int from = offset + (area.y() + row) * stride + area.x();
            int to = dstOffset + row * dstStride;
            for (int x = 0; x < area.width(); x++) {
                // n bits to 8, rounded: v * 255 / (2^n - 1) in fixed point
                int pixel = pixels[from + x];
                int red = (((pixel >> 10) & 31) * 527 + 23) >> 6;
                int green = (((pixel >> 5) & 31) * 527 + 23) >> 6;
                int blue = ((pixel & 31) * 527 + 23) >> 6;
                dst[to + x] = red << 16 | green << 8 | blue;
            }
        }
    }
}
