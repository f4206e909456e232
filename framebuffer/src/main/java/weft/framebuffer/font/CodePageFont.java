package weft.framebuffer.font;

import java.util.Objects;

/// The glyphs of a code page, as the character generator of a display adapter holds them: 256
/// glyphs that are 8 pixels wide and up to 32 high.
///
/// Where the fonts come from, `NOTICE.md` beside them says: public domain, or our own.
public final class CodePageFont {

    /// How many glyphs there are.
    public static final int GLYPHS = 256;

    /// The most rows of a glyph.
    public static final int MAX_HEIGHT = 32;

    private static final int WIDTH = 8;

    private final int height;
    private final byte[] rows;

    private CodePageFont(int height, byte[] rows) {
        this.height = height;
        this.rows = rows;
    }

    /// [CodePage437] in 8x16 pixels.
    public static CodePageFont of8x16() {
        return load("cp437-8x16.txt", 16);
    }

    /// [CodePage437] in 8x8 pixels.
    public static CodePageFont of8x8() {
        return load("cp437-8x8.txt", 8);
    }

    /// A font of one's own, which is copied.
    ///
    /// @param rows the rows of all 256 glyphs from top to bottom, the leftmost pixel in bit 7
    /// @throws IllegalArgumentException if this is not 256 times a height of 1 to 32
    public static CodePageFont of(byte[] rows) {
        int height = rows.length / GLYPHS;
        if (rows.length % GLYPHS != 0 || height < 1 || height > MAX_HEIGHT) {
            throw new IllegalArgumentException(
                    "a font has 256 glyphs of 1 to %d rows, not %d rows in all"
                            .formatted(MAX_HEIGHT, rows.length));
        }
        return new CodePageFont(height, rows.clone());
    }

    private static CodePageFont load(String sheet, int height) {
        int[] glyphs = Sheet.glyphs(sheet, WIDTH, height, GLYPHS);
        byte[] rows = new byte[glyphs.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) glyphs[i];
        }
        return new CodePageFont(height, rows);
    }

    public int height() {
        return height;
    }

    /// One row of the glyph of a code from 0 to 255, the leftmost pixel in bit 7.
    public int row(int code, int row) {
        Objects.checkIndex(row, height);
        return rows[code * height + row] & 0xFF;
    }
}
