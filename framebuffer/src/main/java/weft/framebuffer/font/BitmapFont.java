package weft.framebuffer.font;

/// A font of fixed width for the printable characters of ASCII, 32 to 126. Others are shown by
/// their numbers if the font is large enough: four small hexadecimal digits in the place of one.
public final class BitmapFont {

    private static final char FIRST = ' ';
    private static final char LAST = '~';

    private final int width;
    private final int height;

    /// The rows of all glyphs, the leftmost pixel in bit `width - 1`.
    private final int[] rows;

    private BitmapFont(int width, int height, int[] rows) {
        this.width = width;
        this.height = height;
        this.rows = rows;
    }

    /// The font for reading: 8x16 pixels, strokes of one pixel.
    public static BitmapFont regular() {
        return load(8, 16);
    }

    /// The fine font: 6x8 pixels.
    public static BitmapFont small() {
        return load(6, 8);
    }

    /// This font with upright strokes of two pixels, for headings.
    public BitmapFont bold() {
        int[] bold = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            bold[i] = (rows[i] | rows[i] << 1) & ((1 << width) - 1);
        }
        return new BitmapFont(width, height, bold);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// One row of a glyph, the leftmost pixel in bit `width() - 1`. For a character that the font
    /// has not it is that of its number, or of `?` if the font is too small for that.
    public int row(char c, int row) {
        boolean known = c >= FIRST && c <= LAST;
        if (!known && width >= HexDigits.WIDTH && height >= HexDigits.HEIGHT) {
            return HexDigits.row(c, row) << (width - HexDigits.WIDTH);
        }
        return rows[((known ? c : '?') - FIRST) * height + row];
    }

    private static BitmapFont load(int width, int height) {
        int[] rows = Sheet.glyphs(width + "x" + height + ".txt", width, height, LAST - FIRST + 1);
        return new BitmapFont(width, height, rows);
    }
}
