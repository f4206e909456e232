package weft.cli.bench.soak;

import weft.cli.source.Size;

/// A picture that follows from its number, in which each block of 16x16 changes with every 16th
/// number; its first pixels hold the number and when it was drawn. So a viewer knows, without
/// asking, what it must have got, and how long that took.
///
/// ```
/// pixel    0       1           2            3           4
///        number  nanos 0-23  nanos 24-47  nanos 48-63  the rest, from the number
/// ```
public final class NumberedPicture {

    /// Pixels of the first row that hold the number and the time.
    private static final int HEAD = 4;

    private static final int BITS = 24;
    private static final int MASK = (1 << BITS) - 1;

    private NumberedPicture() {}

    /// Draws one.
    ///
    /// @param number 24 bits of it count
    /// @param nanos when, by [System#nanoTime], which is the same for all processes of a machine
    public static int[] draw(int number, long nanos, Size size) {
        int[] rgb = new int[size.width() * size.height()];
        int shown = number & MASK;
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                rgb[y * size.width() + x] = pixel(shown, x, y);
            }
        }
        rgb[0] = shown;
        for (int i = 1; i < HEAD; i++) {
            rgb[i] = (int) (nanos >> ((i - 1) * BITS)) & MASK;
        }
        return rgb;
    }

    private static int pixel(int number, int x, int y) {
        int column = x / 16;
        int row = y / 16;
        int turn = (number + column * 7 + row * 13) / 16;
        int colour = (turn * 0x9E3779B1 ^ column * 0x85EBCA6B ^ row * 0xC2B2AE35) & MASK;
        boolean stripe = ((x * (row + 1) + y * (column + 1) + turn) & 8) != 0;
        return stripe ? colour : colour ^ 0x404040;
    }

    /// The number that a picture says it has.
    public static int number(int[] rgb) {
        return rgb[0] & MASK;
    }

    /// When it says that it was drawn.
    public static long nanos(int[] rgb) {
        long nanos = 0;
        for (int i = 1; i < HEAD; i++) {
            nanos |= (rgb[i] & (long) MASK) << ((i - 1) * BITS);
        }
        return nanos;
    }

    /// How many pixels are not as its number says; 0 if it is right.
    public static int wrongPixels(int[] rgb, Size size) {
        int number = number(rgb);
        int wrong = 0;
        for (int y = 0; y < size.height(); y++) {
            for (int x = y == 0 ? HEAD : 0; x < size.width(); x++) {
                if ((rgb[y * size.width() + x] & MASK) != pixel(number, x, y)) {
                    wrong++;
                }
            }
        }
        return wrong;
    }
}
