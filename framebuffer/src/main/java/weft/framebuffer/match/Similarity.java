package weft.framebuffer.match;

/// openQA's measure of how alike two pictures are, from the mean squared difference of their
/// pixels: 0.9 + (40 - MSE) / 380, within 0 and 1. So a mean of 2 is noise that counts as equal,
/// 17.2 is the usual bound of 96 %, 40 is 90 %.
final class Similarity {

    private static final double AT_BASE = 0.9;
    private static final double BASE = 40;
    private static final double SCALE = 380;

    private Similarity() {}

    static double ofMeanSquare(double meanSquare) {
        return Math.clamp(AT_BASE + (BASE - meanSquare) / SCALE, 0, 1);
    }

    /// The largest mean square that has this similarity.
    static double meanSquare(double similarity) {
        return similarity <= 0 ? Double.MAX_VALUE : BASE + (AT_BASE - similarity) * SCALE;
    }
}
