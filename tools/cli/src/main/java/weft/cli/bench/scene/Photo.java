package weft.cli.bench.scene;

import weft.framebuffer.Rect;

/// Something with the statistics of a photo: soft shapes with detail of every size, and grain.
final class Photo {

    private static final int[] SIZES = {256, 128, 64, 32, 16, 8, 4};
    private static final int GRAIN = 6;

    private final int seed;

    Photo(long seed) {
        this.seed = Long.hashCode(seed);
    }

    void paint(Painter painter, Rect rect) {
        for (int y = 0; y < rect.height(); y++) {
            for (int x = 0; x < rect.width(); x++) {
                int light = clouds(x, y, seed);
                int hue = clouds(x / 2, y / 2, seed + 1);
                int grain = (hash(x, y, seed + 2) & 0xff) * GRAIN / 256;
                painter.set(
                        rect.x() + x,
                        rect.y() + y,
                        channel(light + hue / 3 - 40 + grain) << 16
                                | channel(light + grain) << 8
                                | channel(light - hue / 3 + 40 + grain));
            }
        }
    }

    /// Noise from 0 to 255, with less of the finer sizes.
    private static int clouds(int x, int y, int seed) {
        int sum = 0;
        int weights = 0;
        for (int i = 0; i < SIZES.length; i++) {
            int weight = 64 >> i;
            sum += weight * smooth(x, y, SIZES[i], seed + 31 * i);
            weights += weight;
        }
        return sum / weights;
    }

    /// Bilinear between random values at every `size` pixels.
    private static int smooth(int x, int y, int size, int seed) {
        int left = x / size;
        int top = y / size;
        int fx = x % size * 256 / size;
        int fy = y % size * 256 / size;
        int upper = between(hash(left, top, seed), hash(left + 1, top, seed), fx);
        int lower = between(hash(left, top + 1, seed), hash(left + 1, top + 1, seed), fx);
        return between(upper, lower, fy);
    }

    private static int between(int a, int b, int share) {
        int from = a & 0xff;
        return from + ((b & 0xff) - from) * share / 256;
    }

    private static int hash(int x, int y, int seed) {
        int h = x * 0x27D4EB2D ^ y * 0x165667B1 ^ seed * 0x9E3779B9;
        h = (h ^ h >>> 15) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }

    private static int channel(int value) {
        return Math.clamp(value, 0, 255);
    }
}
