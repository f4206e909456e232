package weft.framebuffer.font;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class BitmapFontTest {

    private static final List<BitmapFont> ALL =
            List.of(BitmapFont.regular(), BitmapFont.regular().bold(), BitmapFont.small());

    @Test
    void glyphs_ofEachFont_areThereAndDiffer() {
        for (BitmapFont font : ALL) {
            Map<List<Integer>, Character> glyphs = new HashMap<>();
            for (char c = ' '; c <= '~'; c++) {
                Character same = glyphs.put(rows(font, c), c);
                assertNull(same, () -> "two characters look alike in " + font.height());
            }
            assertEquals(95, glyphs.size());
        }
    }

    @Test
    void glyphs_withinTheirCells_leaveAColumnBetweenThem() {
        for (BitmapFont font : List.of(BitmapFont.regular(), BitmapFont.small())) {
            for (char c = ' '; c <= '~'; c++) {
                for (int row : rows(font, c)) {
                    assertEquals(0, row & 1, c + " reaches the last column");
                    assertTrue(row >>> font.width() == 0, c + " is too wide");
                }
            }
        }
    }

    @Test
    void row_knownGlyph_isAsDrawn() {
        assertEquals(
                List.of(0b011100, 0b100010, 0b100010, 0b111110, 0b100010, 0b100010, 0b100010, 0),
                rows(BitmapFont.small(), 'A'));
    }

    @Test
    void row_unknownCharacter_isItsNumber_orAQuestionMark() {
        List<String> drawn =
                rows(BitmapFont.regular(), '\u041c').stream()
                        .map(row -> "%8s".formatted(Integer.toBinaryString(row)).replace('0', ' '))
                        .toList();
        assertEquals(
                List.of(
                        "111 1 1 ",
                        "1 1 1 1 ",
                        "1 1 111 ",
                        "1 1   1 ",
                        "111   1 ", //
                        " 1   11 ",
                        "11  1   ",
                        " 1  1   ",
                        " 1  1   ",
                        "111  11 "),
                Stream.concat(drawn.subList(2, 7).stream(), drawn.subList(9, 14).stream())
                        .toList());
        for (char c : new char[] {0, 31, 127, 'é', '\uffff'}) {
            assertEquals(rows(BitmapFont.small(), '?'), rows(BitmapFont.small(), c));
            assertNotEquals(rows(BitmapFont.regular(), '?'), rows(BitmapFont.regular(), c));
        }
    }

    @Test
    void bold_anyGlyph_keepsItsPixels() {
        BitmapFont regular = BitmapFont.regular();
        BitmapFont bold = regular.bold();
        for (char c = ' '; c <= '~'; c++) {
            for (int row = 0; row < regular.height(); row++) {
                assertEquals(regular.row(c, row), regular.row(c, row) & bold.row(c, row));
            }
        }
    }

    private static List<Integer> rows(BitmapFont font, char c) {
        return IntStream.range(0, font.height()).mapToObj(row -> font.row(c, row)).toList();
    }
}
