package weft.framebuffer.match;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How alike two pictures have to be. Begin with one of the three factories, and change what is to
/// be different:
///
/// ```
/// Tolerance.perceptual(0.1).ignoringAntialiasing().allowingPixels(20)
/// ```
///
/// The distance of two colours is pixelmatch's and Playwright's: the perceived difference in YIQ by
/// Kotsarenko and Ramos, 0 for equal colours and 1 for black and white.
///
/// @param threshold the largest distance, 0 to 1, at which two pixels count as equal
/// @param ignoresAntialiasing whether a pixel that looks like smoothing, in either picture, does
///   not count as different
/// @param maxDiffPixels how many pixels may be different
/// @param maxDiffPixelRatio which share of the compared pixels may be different; with both limits
///   the stricter holds, with neither none may
/// @param blur the standard deviation in pixels of a Gaussian blur of both pictures before they are
///   compared; 0 for none. For pictures that came over a lossy encoding
public record Tolerance(
        double threshold,
        boolean ignoresAntialiasing,
        OptionalLong maxDiffPixels,
        OptionalDouble maxDiffPixelRatio,
        double blur) {

    /// What no blur may exceed.
    public static final double MAX_BLUR = 50;

    private static final double FUZZ_SCALE = 255;

    public Tolerance {
        check("threshold", threshold, 1);
        check("blur", blur, MAX_BLUR);
        if (maxDiffPixels.isPresent()) {
            check(
                    "number of different pixels",
                    (double) maxDiffPixels.getAsLong(),
                    (double) Long.MAX_VALUE);
        }
        if (maxDiffPixelRatio.isPresent()) {
            check("share of different pixels", maxDiffPixelRatio.getAsDouble(), 1);
        }
    }

    /// Every pixel has to be the same.
    public static Tolerance exact() {
        return perceptual(0);
    }

    /// Every pixel has to be within a distance from 0 to 1. Playwright's is 0.2 if nothing is said.
    public static Tolerance perceptual(double threshold) {
        return new Tolerance(threshold, false, OptionalLong.empty(), OptionalDouble.empty(), 0);
    }

    /// The same on the scale of vncdotool 2.0, from 0 to 255.
    public static Tolerance fuzz(double fuzz) {
        check("fuzz", fuzz, FUZZ_SCALE);
        return perceptual(fuzz / FUZZ_SCALE);
    }

    public Tolerance ignoringAntialiasing() {
        return new Tolerance(threshold, true, maxDiffPixels, maxDiffPixelRatio, blur);
    }

    public Tolerance allowingPixels(long pixels) {
        return new Tolerance(
                threshold, ignoresAntialiasing, OptionalLong.of(pixels), maxDiffPixelRatio, blur);
    }

    public Tolerance allowingRatio(double ratio) {
        return new Tolerance(
                threshold, ignoresAntialiasing, maxDiffPixels, OptionalDouble.of(ratio), blur);
    }

    public Tolerance blurred(double deviation) {
        return new Tolerance(
                threshold, ignoresAntialiasing, maxDiffPixels, maxDiffPixelRatio, deviation);
    }

    /// How many of so many pixels may be different.
    long allowed(long compared) {
        if (maxDiffPixels.isEmpty() && maxDiffPixelRatio.isEmpty()) {
            return 0;
        }
        return Math.min(
                maxDiffPixels.orElse(Long.MAX_VALUE),
                (long) (maxDiffPixelRatio.orElse(1) * compared));
    }

    private static void check(String what, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    "the %s must be from 0 to %s, not %s".formatted(what, most, value));
        }
    }
}
