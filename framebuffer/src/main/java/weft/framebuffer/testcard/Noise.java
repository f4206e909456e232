package weft.framebuffer.testcard;

/// Deterministic noise from 0 to 1.
final class Noise {

    private Noise() {}

    /// White noise: unrelated values for neighbouring points.
    static double hash(int x, int y) {
        int h = x * 0x27D4EB2D ^ y * 0x165667B1;
        h = (h ^ h >>> 15) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return ((h ^ h >>> 16) >>> 8) / (double) (1 << 24);
    }

    /// Smooth noise with detail at `octaves` sizes, each half as large and half as strong as the
    /// one before.
    static double fractal(double x, double y, int octaves) {
        double sum = 0;
        double strength = 0.5;
        double reached = 0;
        for (int i = 0; i < octaves; i++) {
            sum += strength * smooth(x, y);
            reached += strength;
            strength /= 2;
            x = x * 2 + 17.3;
            y = y * 2 + 9.7;
        }
        return sum / reached;
    }

    private static double smooth(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double fx = ease(x - left);
        double fy = ease(y - top);
        double upper = mix(hash(left, top), hash(left + 1, top), fx);
        double lower = mix(hash(left, top + 1), hash(left + 1, top + 1), fx);
        return mix(upper, lower, fy);
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
