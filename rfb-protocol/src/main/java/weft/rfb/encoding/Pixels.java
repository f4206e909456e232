package weft.rfb.encoding;

import java.util.Arrays;
import java.util.Objects;

/// The pixels of one rectangle, as an encoder takes them.
public sealed interface Pixels {

    /// How many columns, at least 1.
    int width();

    /// How many rows, at least 1.
    int height();

    /// The same pixels, packed.
    default PackedPixels toPacked() {
        return switch (this) {
            case PackedPixels packed -> packed;
            case IndexedPixels indexed -> indexed.unpack();
        };
    }

    /// Pixels as packed `0x00RRGGBB`; the top byte is zero.
    ///
    /// @param rgb the array that holds them
    /// @param offset the index of the upper left one
    /// @param stride how far the rows are apart
    /// @param width how many columns
    /// @param height how many rows
    @SuppressWarnings("ArrayRecordComponent")
    record PackedPixels(int[] rgb, int offset, int stride, int width, int height)
            implements Pixels {

        /// Refuses a rectangle that leaves its array.
        public PackedPixels {
            Pixels.check(rgb.length, offset, stride, width, height);
        }
    }

    /// Pixels as indices into a palette.
    ///
    /// @param index the array that holds them, unsigned
    /// @param offset the index of the upper left one
    /// @param stride how far the rows are apart
    /// @param width how many columns
    /// @param height how many rows
    /// @param palette colours as `0x00RRGGBB`, 1 to 256; an index beyond them is black
    @SuppressWarnings("ArrayRecordComponent")
    record IndexedPixels(byte[] index, int offset, int stride, int width, int height, int[] palette)
            implements Pixels {

        /// Refuses a rectangle that leaves its array and a palette that is too large.
        public IndexedPixels {
            Pixels.check(index.length, offset, stride, width, height);
            if (palette.length < 1 || palette.length > 256) {
                throw new IllegalArgumentException(
                        "Palette of " + palette.length + ", expected 1 to 256 colours");
            }
        }

        private PackedPixels unpack() {
            int[] colours = Arrays.copyOf(palette, 256);
            int[] rgb = new int[width * height];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    rgb[y * width + x] = colours[index[offset + y * stride + x] & 0xff];
                }
            }
            return new PackedPixels(rgb, 0, width, width, height);
        }
    }

    private static void check(int length, int offset, int stride, int width, int height) {
        if (width < 1 || height < 1 || width > 0xffff || height > 0xffff || stride < width) {
            throw new IllegalArgumentException(
                    "Rectangle %dx%d with stride %d".formatted(width, height, stride));
        }
        Objects.checkFromIndexSize(offset, (height - 1L) * stride + width, (long) length);
    }
}
