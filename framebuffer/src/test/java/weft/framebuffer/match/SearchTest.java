package weft.framebuffer.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.Rect;

import java.util.List;
import java.util.Optional;
import java.util.Random;

class SearchTest {

    private static final Picture NOISE = Pictures.noise(new Random(5), 160, 120);
    private static final Rect PLACE = new Rect(97, 41, 16, 12);
    private static final Picture PART = NOISE.part(PLACE);

    @Test
    void part_isFoundWhereItIs() {
        Optional<Found> found = Optional.of(new Found(PLACE, 1));
        assertEquals(found, Search.exact(PART).best(NOISE));
        assertEquals(found, Search.similar(PART, 0.96).best(NOISE));
        assertEquals(List.of(found.get()), Search.exact(PART).all(NOISE));
        assertEquals(List.of(found.get()), Search.similar(PART, 0.96).all(NOISE));
        assertEquals(found, Search.exact(PART).best(NOISE, PLACE));
        assertEquals(found, Search.similar(PART, 1).best(NOISE, PLACE));
    }

    @Test
    void picture_atEveryEdge_isFound() {
        for (Rect place :
                List.of(
                        new Rect(0, 0, 9, 7),
                        new Rect(151, 0, 9, 7),
                        new Rect(0, 113, 9, 7),
                        new Rect(151, 113, 9, 7),
                        NOISE.area())) {
            Picture part = NOISE.part(place);
            assertEquals(Optional.of(new Found(place, 1)), Search.exact(part).best(NOISE));
            assertEquals(Optional.of(new Found(place, 1)), Search.similar(part, 1).best(NOISE));
        }
    }

    @Test
    void place_notWhollyWithinTheArea_isNotFound() {
        for (Rect within :
                List.of(
                        new Rect(98, 0, 62, 120),
                        new Rect(0, 42, 160, 78),
                        new Rect(0, 0, 112, 120),
                        new Rect(0, 0, 160, 52),
                        new Rect(500, 500, 10, 10),
                        Rect.EMPTY)) {
            assertEquals(Optional.empty(), Search.exact(PART).best(NOISE, within));
            assertEquals(Optional.empty(), Search.similar(PART, 0.96).best(NOISE, within));
            assertEquals(List.of(), Search.exact(PART).all(NOISE, within));
            assertEquals(List.of(), Search.similar(PART, 0.96).all(NOISE, within));
        }
    }

    @Test
    void area_aroundAPlace_reachesAsFarAsTheMargin() {
        Rect expected = PLACE.translate(5, -7);
        assertTrue(Search.exact(PART).best(NOISE, Search.around(expected, 7)).isPresent());
        assertTrue(Search.exact(PART).best(NOISE, Search.around(expected, 6)).isEmpty());
        assertEquals(new Rect(-6, -6, 16, 15), Search.around(new Rect(1, 1, 2, 1), 7));
    }

    @Test
    void pictureLargerThanTheOther_isNotFound() {
        assertEquals(Optional.empty(), Search.exact(NOISE).best(PART));
        assertEquals(Optional.empty(), Search.similar(NOISE, 0.5).best(PART));
    }

    @Test
    void oneBit_isEnoughForNoExactPlaceAndIsSimilarStill() {
        for (int[] at : new int[][] {{0, 0}, {15, 11}, {7, 5}, {15, 0}}) {
            Picture other = Pictures.with(PART, at[0], at[1], PART.pixel(at[0], at[1]) ^ 1);
            assertEquals(Optional.empty(), Search.exact(other).best(NOISE));
            assertEquals(Optional.of(new Found(PLACE, 1)), Search.similar(other, 1).best(NOISE));
        }
    }

    /// Every colour of every pixel is off by 5, so the mean square is 25: 0.9 + 15 / 380 = 0.939.
    @Test
    void similarity_isWhatTheFormulaSays() {
        int[] pixels = Pictures.plain(40, 30, 0x405060).pixels();
        Picture haystack = Pictures.with(Picture.of(pixels, 40, 30), 8, 9, 0xFFFFFF);
        Picture needle = Pictures.with(Pictures.plain(10, 10, 0x45555B), 3, 4, 0xFFFFFF - 0x050505);
        Found found = Search.similar(needle, 0.93).best(haystack).orElseThrow();
        assertEquals(new Rect(5, 5, 10, 10), found.area());
        assertEquals(0.9395, found.similarity(), 0.0001);
        assertTrue(Search.similar(needle, 0.94).best(haystack).isEmpty());
    }

    @Test
    void maskedPixels_doNotMatter() {
        Picture needle =
                Pictures.with(PART, 4, 4, Pictures.plain(3, 3, 0x123456))
                        .masked(new Rect(4, 4, 3, 3));
        assertEquals(Optional.of(new Found(PLACE, 1)), Search.exact(needle).best(NOISE));
        assertEquals(Optional.of(new Found(PLACE, 1)), Search.similar(needle, 1).best(NOISE));
        Picture half = needle.masked(new Rect(0, 0, 16, 11));
        assertEquals(Optional.of(new Found(PLACE, 1)), Search.exact(half).best(NOISE));
        assertEquals(Optional.of(new Found(PLACE, 1)), Search.similar(half, 1).best(NOISE));
        assertThrows(IllegalArgumentException.class, () -> Search.exact(PART.masked(PART.area())));
        assertThrows(
                IllegalArgumentException.class,
                () -> Search.similar(PART.masked(PART.area()), 0.9));
    }

    @Test
    void allPlaces_doNotOverlap() {
        Picture plain = Pictures.plain(10, 7, 0x808080);
        Picture needle = Pictures.plain(4, 3, 0x808080);
        List<Found> expected =
                List.of(
                        new Found(new Rect(0, 0, 4, 3), 1),
                        new Found(new Rect(4, 0, 4, 3), 1),
                        new Found(new Rect(0, 3, 4, 3), 1),
                        new Found(new Rect(4, 3, 4, 3), 1));
        assertEquals(expected, Search.exact(needle).all(plain));
        assertEquals(expected, Search.similar(needle, 0.96).all(plain));
    }

    @Test
    void severalPlaces_comeBestFirst() {
        Picture ground = Pictures.plain(160, 120, 0);
        Picture worse = Pictures.with(PART, 3, 3, ~PART.pixel(3, 3));
        Picture haystack = Pictures.with(Pictures.with(ground, 20, 10, worse), 100, 80, PART);
        List<Found> found = Search.similar(PART, 0.1).all(haystack);
        assertEquals(new Found(new Rect(100, 80, 16, 12), 1), found.getFirst());
        assertEquals(new Rect(20, 10, 16, 12), found.get(1).area());
        assertEquals(found.getFirst(), Search.similar(PART, 0.1).best(haystack).orElseThrow());
    }

    /// What every place's mean square is, computed without any shortcut.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bestPlace_isTheOneOfAFullComparison(long seed) {
        Random random = new Random(seed);
        Picture haystack = softNoise(random, 50, 40);
        Picture needle = softNoise(random, 1 + random.nextInt(12), 1 + random.nextInt(12));
        if (seed % 2 == 0) {
            needle = needle.masked(new Rect(0, 0, needle.width() / 2, needle.height()));
        }
        double least = Double.MAX_VALUE;
        Rect best = Rect.EMPTY;
        for (int y = 0; y + needle.height() <= 40; y++) {
            for (int x = 0; x + needle.width() <= 50; x++) {
                double mean = meanSquare(haystack, needle, x, y);
                if (mean < least) {
                    least = mean;
                    best = new Rect(x, y, needle.width(), needle.height());
                }
            }
        }
        Found found = Search.similar(needle, 1e-9).best(haystack).orElseThrow();
        assertEquals(best, found.area());
        assertEquals(Math.clamp(0.9 + (40 - least) / 380, 0, 1), found.similarity(), 1e-9);
    }

    private static double meanSquare(Picture haystack, Picture needle, int x, int y) {
        long sum = 0;
        int count = 0;
        for (int row = 0; row < needle.height(); row++) {
            for (int column = 0; column < needle.width(); column++) {
                if (!needle.isMasked(column, row)) {
                    for (int shift = 0; shift <= 16; shift += 8) {
                        int one = haystack.pixel(x + column, y + row) >> shift & 0xFF;
                        int other = needle.pixel(column, row) >> shift & 0xFF;
                        sum += (long) (one - other) * (one - other);
                        count++;
                    }
                }
            }
        }
        return (double) sum / count;
    }

    private static Picture softNoise(Random random, int width, int height) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 0x808080 + random.nextInt(24) * 0x010101 + random.nextInt(8);
        }
        return Picture.of(pixels, width, height);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void similarity_outOfRange_isRefused(double similarity) {
        assertThrows(IllegalArgumentException.class, () -> Search.similar(PART, similarity));
    }
}
