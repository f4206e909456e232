package weft.framebuffer.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.Rect;
import weft.framebuffer.font.BitmapFont;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ScreenFontTest {

    private static final BitmapFont REGULAR = BitmapFont.regular();
    private static final ScreenFont FONT = ScreenFont.of(REGULAR);

    private static final List<String> SCREEN =
            List.of(
                    "**** COMMODORE 64 BASIC V2 ****",
                    "",
                    " 64K RAM SYSTEM  38911 BASIC BYTES FREE",
                    "READY.",
                    "a~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./0");

    /// Draws rows of text from a pixel on, with colours of its own for each cell if `random` is
    /// given.
    private static Picture draw(
            BitmapFont font,
            List<String> rows,
            int left,
            int top,
            int width,
            int height,
            long seed) {
        Random random = new Random(seed);
        int[] pixels = Pictures.plain(width, height, 0x202020).pixels();
        for (int row = 0; row < rows.size(); row++) {
            String text = rows.get(row);
            for (int i = 0; i < text.length(); i++) {
                int ground = seed == 0 ? 0x202020 : random.nextInt(1 << 23);
                int ink = seed == 0 ? 0xFFFFFF : random.nextInt(1 << 23) | 1 << 23;
                for (int p = 0; p < font.width() * font.height(); p++) {
                    int x = p % font.width();
                    int y = p / font.width();
                    boolean set = (font.row(text.charAt(i), y) >> (font.width() - 1 - x) & 1) == 1;
                    int at = (top + row * font.height() + y) * width + left + i * font.width() + x;
                    pixels[at] = set ? ink : ground;
                }
            }
        }
        return Picture.of(pixels, width, height);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void text_onTheGrid_isRead(long colours) {
        ScreenText text = FONT.read(draw(REGULAR, SCREEN, 0, 0, 320, 80, colours));
        assertEquals(String.join("\n", SCREEN), text.toString());
        assertEquals(new Rect(0, 0, 320, 80), text.area());
        assertEquals(40, text.rows().get(3).length());
        assertEquals("READY.", text.row(3));
        assertTrue(text.contains("BASIC BYTES"));
        assertFalse(text.contains("READY. x"));
    }

    @Test
    void allCharacters_areTold() {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        for (BitmapFont font : List.of(REGULAR, BitmapFont.small())) {
            Picture picture =
                    draw(font, List.of(all.toString()), 0, 0, 95 * font.width(), font.height(), 3);
            assertEquals(all.toString(), ScreenFont.of(font).read(picture).rows().getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13})
    void text_atAnyOffset_isRead(int offset) {
        Picture picture = draw(REGULAR, SCREEN, offset, 2 * offset, 400, 140, 0);
        ScreenText text = FONT.readAtAnyOffset(picture);
        assertEquals(offset % 8, text.area().x());
        assertEquals(2 * offset % 16, text.area().y());
        assertTrue(text.contains("64K RAM SYSTEM  38911 BASIC BYTES FREE"), text.toString());
        assertTrue(text.contains(SCREEN.getLast()), text.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7})
    void text_anywhere_isFound(long colours) {
        Picture picture = draw(REGULAR, SCREEN, 5, 9, 400, 140, colours);
        assertEquals(List.of(new Rect(5, 9 + 48, 48, 16)), FONT.find(picture, "READY."));
        List<Rect> twice = new ArrayList<>();
        twice.add(new Rect(5 + 8 * 18, 9, 40, 16));
        twice.add(new Rect(5 + 8 * 23, 9 + 32, 40, 16));
        assertEquals(twice, FONT.find(picture, "BASIC"));
        assertEquals(List.of(), FONT.find(picture, "READY!"));
        assertEquals(List.of(new Rect(5, 9 + 32, 64, 16)), FONT.find(picture, " 64K RAM"));
    }

    @Test
    void textThatCannotBeFound_isRefused() {
        Picture picture = Pictures.plain(100, 100, 0);
        assertThrows(IllegalArgumentException.class, () -> FONT.find(picture, "  "));
        assertThrows(IllegalArgumentException.class, () -> FONT.find(picture, ""));
        var e = assertThrows(IllegalArgumentException.class, () -> FONT.find(picture, "100 €"));
        assertEquals("the font has no \"€\" to look for \"100 €\"", e.getMessage());
    }

    @Test
    void cells_thatShowNoCharacter_areUnknown() {
        Picture picture = draw(REGULAR, List.of("abc"), 0, 0, 24, 16, 0);
        Picture oneDot = Pictures.with(picture, 12, 3, 0xFFFFFF);
        assertEquals("a\uFFFDc", FONT.read(oneDot).rows().getFirst());
        Picture thirdColour = Pictures.with(picture, 12, 3, 0x123456);
        assertEquals("a\uFFFDc", FONT.read(thirdColour).rows().getFirst());
    }

    @Test
    void pictureSmallerThanACell_hasNoText() {
        assertEquals(List.of(), FONT.read(Pictures.plain(7, 15, 0)).rows());
        assertEquals("", FONT.readAtAnyOffset(Pictures.plain(7, 15, 0)).toString());
        assertEquals(List.of(), FONT.find(Pictures.plain(7, 15, 0), "a"));
    }

    /// Letters of 4x3 that no font has, learned from one picture and read in another, inverse too.
    @Test
    void font_learnedFromAPicture_readsAnother() {
        Picture sample =
                Pictures.greys(
                        "0F000FF00000", //
                        "0F0F0F0F0000",
                        "0F000F000000");
        ScreenFont font = ScreenFont.learn(sample, 4, 3, List.of("ÄΩ"));
        Picture screen =
                Pictures.greys(
                        "333383388333", //
                        "333383838383",
                        "333383888388");
        // the third one is no letter of the sample
        assertEquals(" Ω\uFFFD", font.read(screen).rows().getFirst());
        assertTrue(font.has('Ω'));
        assertFalse(font.has('A'));
        assertEquals(List.of(new Rect(4, 0, 4, 3)), font.find(screen, "Ω"));
        Picture inverse = Pictures.greys("F0FF", "F0F0", "F0FF");
        assertEquals("Ä", font.read(inverse).rows().getFirst());
    }

    @Test
    void fontOfTheSameLook_isLearnedWhole() {
        String letters = "abcdefghijklm nopqrstuvwxyz";
        Picture sample = draw(REGULAR, List.of(letters), 0, 0, 27 * 8, 16, 5);
        ScreenFont font = ScreenFont.learn(sample, 8, 16, List.of(letters));
        Picture screen = draw(REGULAR, List.of("hello world"), 0, 0, 88, 16, 0);
        assertEquals("hello world", font.read(screen).toString());
        ScreenFont more = font.and(FONT);
        assertTrue(more.has('A'));
        assertEquals("READY.", more.read(draw(REGULAR, SCREEN, 0, 0, 400, 80, 0)).row(3));
        assertThrows(
                IllegalArgumentException.class, () -> font.and(ScreenFont.of(BitmapFont.small())));
    }

    @Test
    void sampleThatDoesNotShowItsText_isRefused() {
        Picture sample = draw(REGULAR, List.of("ab"), 0, 0, 16, 16, 0);
        for (List<String> rows :
                List.of(
                        List.of("a "), // b is not empty
                        List.of("abc"), // not within the picture
                        List.of("ab", "c"))) {
            assertThrows(
                    IllegalArgumentException.class, () -> ScreenFont.learn(sample, 8, 16, rows));
        }
        Picture empty = Pictures.plain(16, 16, 0);
        assertThrows(
                IllegalArgumentException.class, () -> ScreenFont.learn(empty, 8, 16, List.of("a")));
        assertThrows(
                IllegalArgumentException.class,
                () -> ScreenFont.learn(Pictures.with(sample, 0, 0, 0x00FF00), 8, 16, List.of("a")));
        assertThrows(
                IllegalArgumentException.class,
                () -> ScreenFont.learn(sample, 33, 16, List.of()).read(sample));
    }
}
