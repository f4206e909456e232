package weft.cli.terminal.host;

import weft.framebuffer.font.GlyphFont;
import weft.framebuffer.font.UnicodeFont;

/// The glyphs of cells: those of [UnicodeFont], slanted for italics, and in the middle of two cells
/// for wide characters. What is asked for is a code point and the sum of what is to be done with
/// it.
final class CellFont implements GlyphFont {

    /// Lean to the right.
    static final int ITALIC = 1 << 21;

    /// The left cell of two.
    static final int LEFT = 1 << 22;

    /// The right cell of two.
    static final int RIGHT = 1 << 23;

    private static final int CHARACTER = (1 << 21) - 1;
    private static final int FIRST_FULLWIDTH = 0xFF01;
    private static final int LAST_FULLWIDTH = 0xFF5E;
    private static final int IDEOGRAPHIC_SPACE = 0x3000;

    private final UnicodeFont font = UnicodeFont.regular();

    @Override
    public int width() {
        return font.width();
    }

    @Override
    public int height() {
        return font.height();
    }

    @Override
    public int row(int codePoint, int row) {
        int bits = font.row(narrow(codePoint & CHARACTER), row);
        if ((codePoint & ITALIC) != 0) {
            int lean = (height() / 2 - row) / 4;
            bits = lean >= 0 ? bits >> lean : bits << -lean;
        }
        int half = width() / 2;
        if ((codePoint & LEFT) != 0) {
            bits >>= half;
        } else if ((codePoint & RIGHT) != 0) {
            bits <<= half;
        }
        return bits & ((1 << width()) - 1);
    }

    /// What the font has for a fullwidth form.
    private static int narrow(int character) {
        if (character >= FIRST_FULLWIDTH && character <= LAST_FULLWIDTH) {
            return character - FIRST_FULLWIDTH + '!';
        }
        return character == IDEOGRAPHIC_SPACE ? ' ' : character;
    }
}
