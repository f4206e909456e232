package weft.framebuffer.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.Rect;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Expected similarities are computed by hand: 0.9 + (40 - MSE) / 380.
class NeedleTest {

    private static final Rect PLACE = new Rect(60, 40, 20, 10);
    private static final Picture SCREEN = Pictures.noise(new Random(6), 200, 150);

    private static Needle needle(String name, Picture picture, NeedleArea... areas) {
        return new Needle(name, () -> picture, List.of(areas), List.of("tag"), Optional.empty());
    }

    private static double similarity(Picture picture, Picture screen, NeedleArea... areas) {
        return needle("n", picture, areas).match(screen).areas().getFirst().similarity();
    }

    @Test
    void sameScreen_matchesFully() {
        NeedleMatch match = needle("boot", SCREEN, NeedleArea.of(PLACE)).match(SCREEN);
        assertTrue(match.matches());
        assertEquals(0, match.error());
        assertEquals(PLACE, match.areas().getFirst().found());
        assertEquals(1, match.areas().getFirst().similarity());
        assertEquals("boot matches: 20x10+60+40 at 20x10+60+40 1.000", match.toString());
    }

    /// Even grey is even after smoothing, so a step of d gives an MSE of d².
    @ParameterizedTest
    @CsvSource({
        "0, 1.000",
        "1, 1.000", // 1.0026 is cut off
        "2, 0.995", // 0.9 + 36 / 380 = 0.99474
        "4, 0.963", // 0.9 + 24 / 380 = 0.96316
        "5, 0.939", // 0.9 + 15 / 380 = 0.93947
        "6, 0.911", // 0.9 + 4 / 380 = 0.91053
        "10, 0.742", // 0.9 - 60 / 380 = 0.74211
        "19, 0.055", // 0.9 - 321 / 380 = 0.05526
        "20, 0.000", // less than 0 is cut off
        "255, 0.000",
    })
    void evenStep_hasTheSimilarityOfTheFormula(int step, double similarity) {
        Picture picture = Pictures.plain(100, 80, 0);
        Picture screen = Pictures.plain(100, 80, step * 0x010101);
        assertEquals(similarity, similarity(picture, screen, NeedleArea.of(PLACE)), 0.0005);
    }

    /// Brightness is 0.299 red + 0.587 green + 0.114 blue: red 20 is 5.98, so 6; green 10 is 5.87,
    /// so 6; blue 50 is 5.7, so 6. Each has an MSE of 36, that is 0.911.
    @ParameterizedTest
    @CsvSource({"140000", "000A00", "000032"})
    void colours_countByTheirBrightness(String rgb) {
        Picture screen = Pictures.plain(100, 80, Integer.parseInt(rgb, 16));
        assertEquals(
                0.911,
                similarity(Pictures.plain(100, 80, 0), screen, NeedleArea.of(PLACE)),
                0.0005);
    }

    /// A white dot of 255 is smoothed to 255/16 · {1, 2, 1; 2, 4, 2; 1, 2, 1}, that is 16, 32 and
    /// 64 after rounding: 4 · 256 + 4 · 1024 + 4096 = 9216, divided by 20 · 10 pixels 46.08: 0.884.
    @Test
    void dot_isSmoothed() {
        Picture black = Pictures.plain(100, 80, 0);
        Picture screen = Pictures.with(black, 70, 45, 0xFFFFFF);
        NeedleArea area = NeedleArea.of(PLACE).withMargin(0);
        assertEquals(0.884, similarity(black, screen, area), 0.0005);
    }

    /// The dot is just outside of the area, and has a share of 2 and 1 sixteenths in three of its
    /// pixels: 2 · 256 + 1024 = 1536, divided by 200 7.68: 0.985.
    @Test
    void dotBeside_hasAShareInTheEdge() {
        Picture black = Pictures.plain(100, 80, 0);
        Picture screen = Pictures.with(black, 80, 45, 0xFFFFFF);
        NeedleArea area = NeedleArea.of(PLACE).withMargin(0);
        assertEquals(0.985, similarity(black, screen, area), 0.0005);
    }

    /// At the edge of the picture the second pixel is mirrored, so a dot in the corner is smoothed
    /// to 4, 2 and 1 sixteenths as anywhere: 64, 32, 32 and 16.
    @Test
    void dotInTheCorner_isSmoothedAgainstTheMirroredEdge() {
        Picture black = Pictures.plain(10, 10, 0);
        Picture screen = Pictures.with(black, 0, 0, 0xFFFFFF);
        NeedleArea area = NeedleArea.of(new Rect(0, 0, 10, 10));
        // (64² + 2 · 32² + 16²) / 100 = 64: 0.9 - 24 / 380
        assertEquals(0.837, similarity(black, screen, area), 0.0005);
    }

    @Test
    void movedArea_isFoundWithinTheMargin() {
        Picture screen = Pictures.with(Pictures.plain(200, 150, 0), 67, 32, SCREEN.part(PLACE));
        Picture picture = Pictures.with(Pictures.plain(200, 150, 0), 60, 40, SCREEN.part(PLACE));
        Needle near = needle("near", picture, NeedleArea.of(PLACE).withMargin(8));
        assertEquals(PLACE.translate(7, -8), near.match(screen).areas().getFirst().found());
        assertTrue(near.match(screen).matches());
        Needle nearer = needle("nearer", picture, NeedleArea.of(PLACE).withMargin(7));
        assertFalse(nearer.match(screen).matches());
        assertTrue(nearer.matchAnywhere(screen).matches());
    }

    @Test
    void severalEqualPlaces_theClosestCounts() {
        Picture ground = Pictures.plain(200, 150, 0);
        Picture part = SCREEN.part(PLACE);
        Picture picture = Pictures.with(ground, 60, 40, part);
        Picture screen = Pictures.with(Pictures.with(ground, 20, 10, part), 75, 62, part);
        NeedleMatch match = needle("n", picture, NeedleArea.of(PLACE)).match(screen);
        assertEquals(PLACE.translate(15, 22), match.areas().getFirst().found());
        assertEquals(1, match.areas().getFirst().similarity());
    }

    @Test
    void excludedArea_doesNotMatter() {
        Picture screen = Pictures.with(SCREEN, 65, 42, Pictures.plain(5, 5, 0xFFFFFF));
        assertFalse(needle("n", SCREEN, NeedleArea.of(PLACE)).match(screen).matches());
        NeedleMatch match =
                needle(
                                "n",
                                SCREEN,
                                NeedleArea.of(PLACE),
                                NeedleArea.exclude(new Rect(65, 42, 5, 5)))
                        .match(screen);
        assertEquals(1, match.areas().getFirst().similarity());
        assertEquals(1, match.areas().size());
    }

    /// A step of 4 has a similarity of 0.96316.
    @Test
    void match_isTheBound() {
        Picture picture = Pictures.plain(100, 80, 0);
        Picture screen = Pictures.plain(100, 80, 0x040404);
        assertTrue(
                needle("n", picture, NeedleArea.of(PLACE).withMatch(96.3)).match(screen).matches());
        assertFalse(
                needle("n", picture, NeedleArea.of(PLACE).withMatch(96.4)).match(screen).matches());
    }

    /// Steps of 6 and 10: the mean of (1 - 0.91053)² = 0.00801 and (1 - 0.74211)² = 0.06651.
    @Test
    void error_isTheMeanOfTheSquares() {
        Picture picture = Pictures.plain(100, 80, 0);
        Picture screen =
                Pictures.with(
                        Pictures.plain(100, 80, 0x060606), 0, 0, Pictures.plain(50, 80, 0x0A0A0A));
        NeedleMatch match =
                needle(
                                "n",
                                picture,
                                NeedleArea.of(new Rect(70, 20, 10, 10)).withMargin(5),
                                NeedleArea.of(new Rect(10, 20, 10, 10)).withMargin(5))
                        .match(screen);
        assertEquals(0.03726, match.error(), 0.00001);
        assertFalse(match.matches());
    }

    @Test
    void bestNeedle_matchesThenIsCloseThenIsNoWorkaroundThenComesByName() {
        Picture screen = Pictures.plain(100, 80, 0);
        NeedleArea area = NeedleArea.of(PLACE);
        Picture close = Pictures.plain(100, 80, 0x020202);
        List<Needle> needles =
                List.of(
                        needle("far", Pictures.plain(100, 80, 0x0A0A0A), area),
                        needle("close", close, area),
                        new Needle("a", () -> screen, List.of(area), List.of(), Optional.of("bug")),
                        needle("c", screen, area),
                        needle("b", screen, area),
                        needle("strict", close, area.withMatch(99.9)),
                        needle("lax", Pictures.plain(100, 80, 0x0A0A0A), area.withMatch(50)));
        assertEquals(
                List.of("b", "c", "a", "close", "lax", "strict", "far"),
                Needle.match(needles, screen).stream()
                        .map(match -> match.needle().name())
                        .toList());
    }

    @Test
    void clickPoints_moveWithTheirArea() {
        Picture screen = Pictures.with(Pictures.plain(200, 150, 0), 70, 45, SCREEN.part(PLACE));
        NeedleArea area = NeedleArea.of(PLACE);
        NeedleMatch centre =
                needle("n", SCREEN, area.withClickPoint(ClickPoint.center())).match(screen);
        assertEquals(Optional.of(new Rect(80, 50, 1, 1)), centre.clickPoint());
        NeedleMatch ids =
                needle(
                                "n",
                                SCREEN,
                                area.withClickPoint(ClickPoint.at(1, 2).withId("first")),
                                area.withClickPoint(ClickPoint.at(3, 4).withId("second")))
                        .match(screen);
        assertEquals(Optional.of(new Rect(71, 47, 1, 1)), ids.clickPoint("first"));
        assertEquals(Optional.of(new Rect(73, 49, 1, 1)), ids.clickPoint("second"));
        assertEquals(Optional.empty(), ids.clickPoint("third"));
        assertEquals(Optional.empty(), needle("n", SCREEN, area).match(screen).clickPoint());
    }

    @Test
    void needle_withoutAnythingToFind_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> needle("n", SCREEN, NeedleArea.exclude(PLACE)));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        needle(
                                "n",
                                SCREEN,
                                NeedleArea.of(PLACE).withClickPoint(ClickPoint.center()),
                                NeedleArea.of(PLACE).withClickPoint(ClickPoint.center())));
        Needle beyond = needle("n", SCREEN, NeedleArea.of(new Rect(190, 0, 11, 5)));
        assertThrows(IllegalArgumentException.class, () -> beyond.match(SCREEN));
    }

    @Test
    void textArea_isNotTakenForFound() {
        NeedleArea text = new NeedleArea(NeedleArea.Type.OCR, PLACE, 96, 50, Optional.empty());
        assertFalse(needle("n", SCREEN, text).match(SCREEN).matches());
        assertFalse(needle("n", SCREEN, NeedleArea.of(PLACE), text).match(SCREEN).matches());
    }

    @Test
    void screen_smallerThanTheArea_doesNotMatch() {
        NeedleMatch match =
                needle("n", SCREEN, NeedleArea.of(PLACE)).match(Pictures.plain(19, 100, 0));
        assertFalse(match.matches());
        assertEquals(0, match.areas().getFirst().similarity());
        assertFalse(
                needle("n", SCREEN, NeedleArea.of(new Rect(180, 140, 9, 9)).withMargin(3))
                        .match(Pictures.plain(100, 100, 0))
                        .matches());
    }
}
