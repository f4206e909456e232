package weft.framebuffer.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.Rect;

import java.util.Random;

class ComparisonTest {

    private static final Picture NOISE = Pictures.noise(new Random(2), 90, 70);

    @Test
    void samePictures_match() {
        Comparison same = Comparison.of(NOISE, NOISE, Tolerance.exact());
        assertTrue(same.matches());
        assertEquals(1, same.score());
        assertEquals(0, same.worst());
        assertEquals(90 * 70, same.comparedPixels());
        assertEquals(Rect.EMPTY, same.bounds());
        assertEquals("no different pixels", same.toString());
    }

    @Test
    void oneBitOfBlue_isDifferentWhenExact() {
        Picture other = Pictures.with(NOISE, 31, 17, NOISE.pixel(31, 17) ^ 1);
        Comparison comparison = Comparison.of(other, NOISE, Tolerance.exact());
        assertFalse(comparison.matches());
        assertEquals(1, comparison.differentPixels());
        assertEquals(new Rect(31, 17, 1, 1), comparison.bounds());
        assertEquals(1 - 1 / 6300.0, comparison.score(), 1e-12);
        assertTrue(Comparison.of(other, NOISE, Tolerance.perceptual(0.01)).matches());
    }

    /// By hand, from the coefficients of the paper: white and black differ by 255 in Y, and by
    /// nothing in I and Q: 0.5053 · 255² = 32857, of 35215. One step of blue: 0.5053 · 0.11448² +
    /// 0.299 · 0.32180² + 0.1957 · 0.31115² = 0.00662 + 0.03096 + 0.01895 = 0.05653. Blue and
    /// yellow: Y 196.61, I 164.12, Q 158.68, that is 19533 + 8054 + 4928 = 32515; red and cyan are
    /// the furthest apart: Y 102.56, I 303.95, Q 107.85, that is 5315 + 27623 + 2276 = 35215.
    @ParameterizedTest
    @CsvSource({
        "000000, FFFFFF, 0.96594",
        "000000, 000001, 0.00127",
        "FF0000, 00FFFF, 1.00000",
        "0000FF, FFFF00, 0.96090",
        "808080, 808080, 0",
    })
    void worst_ofTwoColours_isTheirDistanceInYiq(String one, String other, double distance) {
        Comparison comparison =
                Comparison.of(
                        Pictures.plain(3, 3, Integer.parseInt(one, 16)),
                        Pictures.plain(3, 3, Integer.parseInt(other, 16)),
                        Tolerance.exact());
        assertEquals(distance, comparison.worst(), 0.0001);
    }

    /// Grey 100 and 110: 0.5053 · 10² = 50.53; the root of its share of 35215 is 0.03788, on the
    /// scale of fuzz 9.66.
    @Test
    void thresholds_ofBothScales_areBounds() {
        Picture one = Pictures.plain(4, 4, 0x646464);
        Picture other = Pictures.plain(4, 4, 0x6E6E6E);
        assertFalse(Comparison.of(one, other, Tolerance.perceptual(0.0378)).matches());
        assertTrue(Comparison.of(one, other, Tolerance.perceptual(0.0379)).matches());
        assertFalse(Comparison.of(one, other, Tolerance.fuzz(9.65)).matches());
        assertTrue(Comparison.of(one, other, Tolerance.fuzz(9.67)).matches());
    }

    @Test
    void allowances_boundTheNumberOfDifferentPixels() {
        Picture golden = Pictures.plain(10, 10, 0);
        Picture actual = Pictures.with(Pictures.with(golden, 1, 1, -1), 8, 9, -1);
        Tolerance exact = Tolerance.exact();
        assertFalse(Comparison.of(actual, golden, exact.allowingPixels(1)).matches());
        assertTrue(Comparison.of(actual, golden, exact.allowingPixels(2)).matches());
        assertFalse(Comparison.of(actual, golden, exact.allowingRatio(0.019)).matches());
        assertTrue(Comparison.of(actual, golden, exact.allowingRatio(0.02)).matches());
        assertFalse(
                Comparison.of(actual, golden, exact.allowingRatio(1).allowingPixels(1)).matches());
        Comparison comparison = Comparison.of(actual, golden, exact.allowingPixels(1));
        assertEquals(new Rect(1, 1, 8, 9), comparison.bounds());
        assertEquals(
                "2 of 100 pixels are different (allowed: 1), all within 8x9+1+1; the worst distance"
                        + " is 0.966",
                comparison.toString());
    }

    @Test
    void maskedPixels_areNotCompared() {
        Picture actual = Pictures.with(Pictures.with(NOISE, 5, 5, 0), 80, 60, 0);
        Picture golden = NOISE.masked(new Rect(5, 5, 3, 2), new Rect(79, 59, 2, 2));
        Comparison comparison = Comparison.of(actual, golden, Tolerance.exact());
        assertTrue(comparison.matches());
        assertEquals(90 * 70 - 10, comparison.comparedPixels());
        assertFalse(
                Comparison.of(
                                Pictures.with(actual, 8, 5, ~NOISE.pixel(8, 5)),
                                golden,
                                Tolerance.exact())
                        .matches());
        assertEquals(
                1, Comparison.of(NOISE, NOISE.masked(NOISE.area()), Tolerance.exact()).score());
    }

    /// Beyond are: a column of 70, two columns of 70 and a row of 92, a row of 90.
    @ParameterizedTest
    @CsvSource({"89, 70, 70", "92, 71, 232", "90, 71, 90"})
    void otherSize_neverMatchesAndCountsWhatIsBeyond(int width, int height, long beyond) {
        Picture plain = Pictures.plain(90, 70, 0);
        Comparison comparison =
                Comparison.of(
                        Pictures.plain(width, height, 0),
                        plain,
                        Tolerance.exact().allowingPixels(10_000));
        assertFalse(comparison.matches());
        assertFalse(comparison.sameSize());
        assertEquals(beyond, comparison.differentPixels());
        assertEquals(
                "%dx%d pixels instead of 90x70".formatted(width, height), comparison.toString());
        assertEquals(Math.max(width, 90), comparison.diff().width());
    }

    /// A bright area left of a dark one; the column between them is the smoothed edge, in another
    /// shade in each picture.
    @Test
    void smoothedEdge_canBeIgnored() {
        Picture golden = Pictures.greys("FFF8000", "FFF8000", "FFF8000", "FFF8000", "FFF8000");
        Picture actual = Pictures.greys("FFF4000", "FFF4000", "FFF4000", "FFF4000", "FFF4000");
        assertEquals(5, Comparison.of(actual, golden, Tolerance.perceptual(0.1)).differentPixels());
        Comparison ignoring =
                Comparison.of(actual, golden, Tolerance.perceptual(0.1).ignoringAntialiasing());
        assertEquals(0, ignoring.differentPixels());
        assertEquals(5, ignoring.antialiasedPixels());
        assertTrue(ignoring.matches());
        assertEquals(0xFFFF00, ignoring.diff().pixel(3, 2));
    }

    /// The same change inside of an area of one colour is no smoothing: no neighbour is darker.
    @Test
    void dotInAnArea_isNoSmoothing() {
        Picture golden = Pictures.greys("FFFFF", "FFFFF", "FFFFF", "FFFFF", "FFFFF");
        Picture actual = Pictures.greys("FFFFF", "FFFFF", "FF4FF", "FFFFF", "FFFFF");
        Tolerance tolerance = Tolerance.perceptual(0.1).ignoringAntialiasing();
        assertEquals(1, Comparison.of(actual, golden, tolerance).differentPixels());
    }

    /// A moved edge: three equal neighbours say that it is content.
    @Test
    void movedEdge_isNoSmoothing() {
        Picture golden = Pictures.greys("FFF0000", "FFF0000", "FFF0000", "FFF0000", "FFF0000");
        Picture actual = Pictures.greys("FFFF000", "FFFF000", "FFFF000", "FFFF000", "FFFF000");
        Tolerance tolerance = Tolerance.perceptual(0.1).ignoringAntialiasing();
        assertEquals(5, Comparison.of(actual, golden, tolerance).differentPixels());
    }

    @Test
    void blur_evensOutNoiseButNotContent() {
        Random random = new Random(3);
        int[] noisy = new int[64 * 64];
        for (int i = 0; i < noisy.length; i++) {
            int grey = 128 + random.nextInt(-20, 21);
            noisy[i] = grey << 16 | grey << 8 | grey;
        }
        Picture golden = Pictures.plain(64, 64, 0x808080);
        Picture actual = Picture.of(noisy, 64, 64);
        Tolerance tolerance = Tolerance.perceptual(0.04);
        assertFalse(Comparison.of(actual, golden, tolerance).matches());
        assertTrue(Comparison.of(actual, golden, tolerance.blurred(2)).matches());
        Picture block = Pictures.with(golden, 20, 20, Pictures.plain(12, 12, 0xFFFFFF));
        assertFalse(Comparison.of(block, golden, tolerance.blurred(2)).matches());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 0.3, 1, 2.5, 50})
    void blur_ofOneColour_changesNothing(double deviation) {
        Picture plain = Pictures.plain(20, 10, 0x12FE80);
        assertEquals(
                0,
                Comparison.of(Blur.gaussian(plain, deviation), plain, Tolerance.exact())
                        .differentPixels());
    }

    /// The weights of a Gaussian of deviation 1, normalized: 0.3991, 0.2421, 0.0540, 0.0044. A
    /// single white pixel gives 255 times their products.
    @Test
    void blur_ofADot_isTheBellCurve() {
        Picture dot = Pictures.with(Pictures.plain(9, 9, 0), 4, 4, 0xFFFFFF);
        Picture blurred = Blur.gaussian(dot, 1);
        assertEquals(255 * 0.3991 * 0.3991, blurred.pixel(4, 4) & 0xFF, 1);
        assertEquals(255 * 0.3991 * 0.2421, blurred.pixel(3, 4) & 0xFF, 1);
        assertEquals(255 * 0.2421 * 0.0540, blurred.pixel(5, 6) & 0xFF, 1);
        assertEquals(blurred.pixel(2, 4), blurred.pixel(4, 2));
        assertEquals(blurred.pixel(4, 4) & 0xFF, blurred.pixel(4, 4) >> 16);
    }

    @Test
    void blur_doesNotCarryWhatIsMaskedOverItsEdge() {
        Picture golden = Pictures.plain(30, 30, 0x404040).masked(new Rect(10, 10, 5, 5));
        Picture actual =
                Pictures.with(
                        Pictures.plain(30, 30, 0x404040), 10, 10, Pictures.plain(5, 5, 0xFFFFFF));
        Tolerance blurred = Tolerance.exact().blurred(2);
        assertTrue(Comparison.of(actual, golden, blurred).matches());
        // one step of grey far away, so that there is something to blur
        Picture other = Pictures.with(actual, 29, 29, 0x414141);
        Comparison comparison = Comparison.of(other, golden, blurred);
        assertTrue(comparison.bounds().isEmpty() || comparison.bounds().x() > 20);
        assertTrue(comparison.worst() < 0.01);
    }

    @Test
    void diff_showsGreyRedAndMask() {
        Picture golden = Pictures.plain(4, 2, 0).masked(new Rect(3, 0, 1, 2));
        Picture actual = Pictures.with(Pictures.plain(4, 2, 0), 1, 1, 0x00FF00);
        Picture diff = Comparison.of(actual, golden, Tolerance.exact()).diff();
        assertEquals(0xFF0000, diff.pixel(1, 1));
        assertEquals(0xE5E5E5, diff.pixel(0, 0)); // 255 - 255 · 0.1
        assertEquals(0xFFD8FF, diff.pixel(3, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void threshold_outOfRange_isRefused(double threshold) {
        assertThrows(IllegalArgumentException.class, () -> Tolerance.perceptual(threshold));
        assertThrows(IllegalArgumentException.class, () -> Tolerance.fuzz(threshold * 255));
        assertThrows(
                IllegalArgumentException.class, () -> Tolerance.exact().allowingRatio(threshold));
        assertThrows(
                IllegalArgumentException.class, () -> Tolerance.exact().blurred(threshold * 50));
    }

    @Test
    void part_isComparedWhereItIs() {
        Picture part = NOISE.part(new Rect(10, 20, 30, 40));
        Picture copy = Picture.of(part.pixels(), 30, 40);
        assertTrue(Comparison.of(part, copy, Tolerance.exact()).matches());
        Comparison other =
                Comparison.of(NOISE.part(new Rect(11, 20, 30, 40)), copy, Tolerance.exact());
        assertTrue(other.differentPixels() > 30 * 40 - 3);
    }
}
