package weft.framebuffer.font;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// 8x16 pixels for some 3,500 characters: those of [CodePage437] as [CodePageFont#of8x16()] has
/// them, the other alphabets written from left to right that 8 pixels suffice for, mathematics,
/// symbols, and all of box drawing, blocks and Braille, which join. A character without a glyph is
/// shown by its number, four small hexadecimal digits, and one beyond 0xFFFF as U+FFFD.
public final class UnicodeFont implements GlyphFont {

    private static final int WIDTH = 8;
    private static final int HEIGHT = 16;
    private static final int REPLACEMENT = 0xFFFD;
    private static final int SPACE = ' ';
    private static final int HEX = 16;

    private final CodePageFont codePage = CodePageFont.of8x16();

    /// The characters beyond the code page, ascending, and the rows of each.
    private final char[] characters;

    private final byte[] rows;

    private UnicodeFont(List<String> lines) {
        characters = new char[lines.size()];
        rows = new byte[lines.size() * HEIGHT];
        for (int i = 0; i < characters.length; i++) {
            String line = lines.get(i);
            int colon = line.indexOf(':');
            characters[i] = (char) Integer.parseInt(line, 0, colon, HEX);
            for (int row = 0; row < HEIGHT; row++) {
                int at = colon + 1 + 2 * row;
                rows[i * HEIGHT + row] = (byte) Integer.parseInt(line, at, at + 2, HEX);
            }
        }
    }

    /// The font, which is read once.
    public static UnicodeFont regular() {
        return Holder.REGULAR;
    }

    private static final class Holder {
        static final UnicodeFont REGULAR = new UnicodeFont(Sheet.lines("unicode-8x16.hex"));
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    /// Whether there is a glyph for a character.
    public boolean has(int codePoint) {
        return CodePage437.code(codePoint) >= 0 || index(codePoint) >= 0;
    }

    @Override
    public int row(int codePoint, int row) {
        Objects.checkIndex(row, HEIGHT);
        int code = codePoint < SPACE ? 0 : CodePage437.code(codePoint);
        if (code >= 0) {
            return codePage.row(code, row);
        }
        int index = index(codePoint);
        if (index < 0 && codePoint > Character.MAX_VALUE) {
            index = index(REPLACEMENT);
        }
        return index < 0 ? HexDigits.row((char) codePoint, row) : rows[index * HEIGHT + row] & 0xFF;
    }

    private int index(int codePoint) {
        return codePoint < 0 || codePoint > Character.MAX_VALUE
                ? -1
                : Arrays.binarySearch(characters, (char) codePoint);
    }
}
