package weft.framebuffer.font;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.util.HashMap;

class CodePageFontTest {

    private static final String LINES = "│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌";

    @Test
    void codes_areThoseOfTheJdksCodePage() {
        Charset jdk = Charset.forName("IBM437");
        for (int code = ' '; code < 256; code++) {
            if (code != 0x7F) { // a control there, a house on the screen
                String expected = new String(new byte[] {(byte) code}, jdk);
                assertEquals(expected, String.valueOf(CodePage437.character(code)), "code " + code);
            }
        }
    }

    @Test
    void code_ofEachCharacter_isItsOwn() {
        for (int code = 0; code < 256; code++) {
            assertEquals(code, CodePage437.code(CodePage437.character(code)));
        }
        assertEquals(-1, CodePage437.code('ß' + 0x10000));
        assertEquals(-1, CodePage437.code('Ж'));
        assertEquals(-1, CodePage437.code(-1));
        assertEquals(-1, CodePage437.code(0xFFFF));
        assertEquals(-1, CodePage437.code(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void lines_joinThoseBesideThem(int height) {
        CodePageFont font = height == 8 ? CodePageFont.of8x8() : CodePageFont.of8x16();
        for (int a = 0; a < LINES.length(); a++) {
            int left = rightEdge(font, LINES.charAt(a));
            int top = font.row(CodePage437.code(LINES.charAt(a)), height - 1);
            for (int b = 0; b < LINES.length(); b++) {
                char below = LINES.charAt(b);
                int right = leftEdge(font, below);
                if (count(left) == count(right)) {
                    assertEquals(left, right, LINES.charAt(a) + " beside " + below);
                }
                int bottom = font.row(CodePage437.code(below), 0);
                if (count(top) == count(bottom)) {
                    assertEquals(top, bottom, LINES.charAt(a) + " above " + below);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void lines_haveAsManyStrokesToEachSideAsTheirNamesSay(int height) {
        CodePageFont font = height == 8 ? CodePageFont.of8x8() : CodePageFont.of8x16();
        for (int i = 0; i < LINES.length(); i++) {
            char c = LINES.charAt(i);
            String name = Character.getName(c);
            int code = CodePage437.code(c);
            assertEquals(
                    strokes(name, "LEFT", "HORIZONTAL"), count(leftEdge(font, c)), name + " left");
            assertEquals(
                    strokes(name, "RIGHT", "HORIZONTAL"),
                    count(rightEdge(font, c)),
                    name + " right");
            // a vertical stroke is two pixels wide
            assertEquals(strokes(name, "UP", "VERTICAL") * 2, count(font.row(code, 0)), name);
            assertEquals(
                    strokes(name, "DOWN", "VERTICAL") * 2, count(font.row(code, height - 1)), name);
        }
    }

    /// How many lines a character has to a side, by its Unicode name, as in "BOX DRAWINGS DOWN
    /// SINGLE AND LEFT DOUBLE" or "BOX DRAWINGS LIGHT VERTICAL AND LEFT".
    private static int strokes(String name, String side, String both) {
        if (!name.contains(side) && !name.contains(both)) {
            return 0;
        }
        int and = name.indexOf(" AND ");
        String first = and < 0 ? name : name.substring(0, and);
        String part = first.contains(side) || first.contains(both) ? first : name.substring(and);
        boolean itself = part.contains("SINGLE") || part.contains("DOUBLE");
        return (itself ? part : name).contains("DOUBLE") ? 2 : 1;
    }

    private static int count(int edge) {
        return Integer.bitCount(edge);
    }

    private static int leftEdge(CodePageFont font, char c) {
        return edge(font, c, 7);
    }

    private static int rightEdge(CodePageFont font, char c) {
        return edge(font, c, 0);
    }

    private static int edge(CodePageFont font, char c, int bit) {
        int edge = 0;
        for (int row = 0; row < font.height(); row++) {
            edge = edge << 1 | (font.row(CodePage437.code(c), row) >> bit & 1);
        }
        return edge;
    }

    @Test
    void glyphs_areAllThereAndDifferent() {
        for (CodePageFont font : new CodePageFont[] {CodePageFont.of8x8(), CodePageFont.of8x16()}) {
            var seen = new HashMap<String, Integer>();
            for (int code = 0; code < 256; code++) {
                StringBuilder look = new StringBuilder();
                int ink = 0;
                for (int row = 0; row < font.height(); row++) {
                    look.append(font.row(code, row)).append(' ');
                    ink |= font.row(code, row);
                }
                boolean blank = code == 0 || code == ' ' || code == 0xFF;
                assertEquals(blank, ink == 0, "code " + code);
                Integer other = seen.put(look.toString(), code);
                assertTrue(blank || other == null, () -> "two alike: " + other);
            }
        }
    }

    @Test
    void of_takesFontsOfOnesOwn() {
        byte[] rows = new byte[256 * 14];
        rows['A' * 14 + 3] = (byte) 0x81;
        CodePageFont font = CodePageFont.of(rows);
        rows['A' * 14 + 3] = 0;
        assertEquals(14, font.height());
        assertEquals(0x81, font.row('A', 3));
        assertThrows(IllegalArgumentException.class, () -> CodePageFont.of(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> CodePageFont.of(new byte[256 * 33]));
        assertThrows(IllegalArgumentException.class, () -> CodePageFont.of(new byte[257]));
        assertThrows(IndexOutOfBoundsException.class, () -> font.row('A', 14));
    }

    @Test
    void unicode_hasTheCodePageAndMore() {
        UnicodeFont font = UnicodeFont.regular();
        CodePageFont codePage = CodePageFont.of8x16();
        for (int row = 0; row < 16; row++) {
            assertEquals(codePage.row(0xDB, row), font.row('█', row));
            assertEquals(codePage.row('g', row), font.row('g', row));
            assertEquals(0, font.row('\n', row), "controls are blank");
            assertEquals(font.row(0xFFFD, row), font.row(0x1F600, row));
            assertEquals(BitmapFont.regular().row('漢', row), font.row('漢', row), "its number");
        }
        for (String alphabet : new String[] {"ŁęőŞž", "ΑΒΓαβγ", "ЖщЇ", "ԱԲ", "┏┳╂╲╭", "⠿▙◆✓❯"}) {
            alphabet.codePoints().forEach(c -> assertTrue(font.has(c), Character.getName(c)));
        }
        assertFalse(font.has('漢'));
        assertFalse(font.has(0x1F600));
        assertFalse(font.has(-1));
    }
}
