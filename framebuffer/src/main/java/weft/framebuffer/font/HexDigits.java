package weft.framebuffer.font;

/// Glyphs of 8x16 pixels for characters without one: their numbers, four hexadecimal digits of 3x5
/// pixels each.
final class HexDigits {

    static final int WIDTH = 8;
    static final int HEIGHT = 16;

    /// Of each digit, its rows from top to bottom, three bits as an octal digit.
    private static final int[] DIGITS = {
        075557, 026227, 071747, 071717, 055711, 074717, 074757, 071122,
        075757, 075717, 025755, 065656, 034443, 065556, 074647, 074644
    };

    private static final int DIGIT_ROWS = 5;
    private static final int UPPER = 2;
    private static final int LOWER = 9;

    private HexDigits() {}

    /// One row of the glyph, the leftmost pixel in bit 7.
    static int row(char c, int row) {
        if (row >= UPPER && row < UPPER + DIGIT_ROWS) {
            return pair(c >> 8, row - UPPER);
        }
        return row >= LOWER && row < LOWER + DIGIT_ROWS ? pair(c, row - LOWER) : 0;
    }

    private static int pair(int digits, int row) {
        return digit(digits >> 4, row) << 5 | digit(digits, row) << 1;
    }

    private static int digit(int digit, int row) {
        return DIGITS[digit & 0xF] >> (3 * (DIGIT_ROWS - 1 - row)) & 7;
    }
}
