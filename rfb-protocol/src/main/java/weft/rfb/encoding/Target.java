package weft.rfb.encoding;

import java.util.Arrays;
import java.util.Objects;

/// Where a decoder puts the pixels of one rectangle, as packed `0x00RRGGBB`.
///
/// @param rgb the array that takes them
/// @param offset the index of the upper left one
/// @param stride how far the rows are apart
/// @param width how many columns, perhaps 0
/// @param height how many rows, perhaps 0
@SuppressWarnings("ArrayRecordComponent")
public record Target(int[] rgb, int offset, int stride, int width, int height) {

    /// Refuses a rectangle that leaves its array.
    public Target {
        if (width < 0 || height < 0 || width > 0xffff || height > 0xffff || stride < width) {
            throw new IllegalArgumentException(
                    "Rectangle %dx%d with stride %d".formatted(width, height, stride));
        }
        long length = width == 0 || height == 0 ? 0 : (height - 1L) * stride + width;
        Objects.checkFromIndexSize((long) offset, length, (long) rgb.length);
    }

    /// How many pixels there are.
    public long area() {
        return (long) width * height;
    }

    /// The index of the pixel in this column and row of the rectangle.
    int at(int x, int y) {
        return offset + y * stride + x;
    }

    /// Fills a part that lies within the rectangle.
    void fill(int x, int y, int partWidth, int partHeight, int colour) {
        for (int row = y; row < y + partHeight; row++) {
            int start = at(x, row);
            Arrays.fill(rgb, start, start + partWidth, colour);
        }
    }
}
