package weft.framebuffer.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

/// Counts different pixels as pixelmatch does.
class PixelmatchTest {

    private static final int WIDTH = 120;
    private static final int HEIGHT = 90;

    /// Discs with smooth edges, all moved by some part of a pixel, and some noise.
    static Picture discs(long seed, double moved, int noise) {
        Random random = new Random(seed);
        int[] pixels = Pictures.plain(WIDTH, HEIGHT, 0xFFFFFF).pixels();
        for (int disc = 0; disc < 12; disc++) {
            double x = random.nextInt(WIDTH) + moved;
            double y = random.nextInt(HEIGHT) + moved / 2;
            double radius = 3 + random.nextInt(25);
            int colour = random.nextInt(1 << 24);
            for (int i = 0; i < pixels.length; i++) {
                int row = i / WIDTH;
                double dx = i % WIDTH - x;
                double dy = row - y;
                double share = Math.clamp(radius + 0.5 - Math.sqrt(dx * dx + dy * dy), 0, 1);
                pixels[i] = mixed(pixels[i], colour, (int) (share * 256));
            }
        }
        for (int i = 0; i < noise; i++) {
            pixels[random.nextInt(pixels.length)] ^= random.nextInt(1 << 24);
        }
        return Picture.of(pixels, WIDTH, HEIGHT);
    }

    private static int mixed(int ground, int ink, int share) {
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int from = ground >> shift & 0xFF;
            int to = ink >> shift & 0xFF;
            result |= (from + (((to - from) * share) >> 8)) << shift;
        }
        return result;
    }

    /// The two counts are those of pixelmatch 7.2.0, with `includeAA` and without, for the same
    /// pictures.
    @ParameterizedTest
    @CsvSource({
        "1, 0.3, 0, 0.05, 474, 2",
        "1, 0.3, 0, 0.2, 32, 0",
        "2, 0.5, 0, 0.1, 472, 10",
        "3, 0.8, 0, 0.1, 641, 24",
        "4, 2.0, 0, 0.1, 1165, 380",
        "5, 0.5, 900, 0.1, 406, 43",
        "6, 0.5, 3000, 0.3, 92, 33",
        "7, 0.1, 100, 0.01, 512, 7",
    })
    void counts_areThoseOfPixelmatch(
            long seed, double moved, int noise, double threshold, int all, int withoutSmoothing) {
        Picture one = discs(seed, 0, noise);
        Picture other = discs(seed, moved, noise);
        Tolerance tolerance = Tolerance.perceptual(threshold);
        assertEquals(all, Comparison.of(one, other, tolerance).differentPixels());
        assertEquals(
                withoutSmoothing,
                Comparison.of(one, other, tolerance.ignoringAntialiasing()).differentPixels());
    }
}
