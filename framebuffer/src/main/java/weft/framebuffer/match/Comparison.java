package weft.framebuffer.match;

import weft.framebuffer.Rect;

/// What comes of comparing a picture with the one that is expected.
///
/// Where one picture is larger than the other, what is beyond counts as different, and they never
/// match.
public final class Comparison {

    private final PixelComparer comparer;
    private final Tolerance tolerance;

    private Comparison(PixelComparer comparer, Tolerance tolerance) {
        this.comparer = comparer;
        this.tolerance = tolerance;
    }

    /// Compares all of two pictures; what is masked in the expected one is left out.
    public static Comparison of(Picture actual, Picture expected, Tolerance tolerance) {
        PixelComparer comparer = PixelComparer.of(actual, expected, tolerance);
        comparer.run();
        return new Comparison(comparer, tolerance);
    }

    /// Whether the pictures are as alike as the tolerance wants it.
    public boolean matches() {
        return sameSize() && differentPixels() <= tolerance.allowed(comparedPixels());
    }

    public boolean sameSize() {
        return comparer.actual.sameSize(comparer.expected);
    }

    /// The share of the compared pixels that are not different: 1 if none are.
    public double score() {
        long compared = comparedPixels();
        return compared == 0 ? 1 : 1 - (double) differentPixels() / compared;
    }

    /// The largest distance of two pixels, 0 to 1, on the scale of [Tolerance#threshold()]; of
    /// smoothed edges too.
    public double worst() {
        return Math.sqrt(comparer.worst / Yiq.MAX_DELTA);
    }

    /// How many pixels are not masked.
    public long comparedPixels() {
        return comparer.compared;
    }

    /// How many pixels are further apart than the threshold.
    public long differentPixels() {
        return comparer.different;
    }

    /// How many more would be different if smoothed edges counted.
    public long antialiasedPixels() {
        return comparer.antialiased;
    }

    /// The smallest rectangle around the different pixels; empty if there are none.
    public Rect bounds() {
        return comparer.bounds();
    }

    /// A picture for people: what is expected in dimmed grey, different pixels in red, smoothed
    /// edges that were let pass in yellow, masked ones in pale magenta. It is made anew at each
    /// call.
    public Picture diff() {
        return comparer.draw();
    }

    /// One line for people.
    @Override
    public String toString() {
        if (!sameSize()) {
            return "%dx%d pixels instead of %dx%d"
                    .formatted(
                            comparer.actual.width(),
                            comparer.actual.height(),
                            comparer.expected.width(),
                            comparer.expected.height());
        }
        if (differentPixels() == 0) {
            return "no different pixels";
        }
        return "%d of %d pixels are different (allowed: %d), all within %s; the worst distance is %.3f"
                .formatted(
                        differentPixels(),
                        comparedPixels(),
                        tolerance.allowed(comparedPixels()),
                        bounds(),
                        worst());
    }
}
