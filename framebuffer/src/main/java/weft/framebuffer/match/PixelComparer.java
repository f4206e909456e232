package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.Arrays;

/// Goes over all pixels of two pictures, and counts or draws those that are different.
final class PixelComparer {

    private static final int DIFFERENT = 0xFF0000;
    private static final int SMOOTHED = 0xFFFF00;
    private static final int MASKED = 0xFFD8FF;
    private static final double DIMMED = 0.1;

    final Picture actual;
    final Picture expected;
    private final double maxDelta;
    private final boolean ignoresAntialiasing;

    /// What both pictures have.
    private final int width;

    private final int height;

    long compared;
    long different;
    long antialiased;
    double worst;
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right;
    private int bottom;

    private PixelComparer(Picture actual, Picture expected, Tolerance tolerance) {
        this.actual = actual;
        this.expected = expected;
        this.maxDelta = Yiq.MAX_DELTA * tolerance.threshold() * tolerance.threshold();
        this.ignoresAntialiasing = tolerance.ignoresAntialiasing();
        this.width = Math.min(actual.width(), expected.width());
        this.height = Math.min(actual.height(), expected.height());
    }

    static PixelComparer of(Picture actual, Picture expected, Tolerance tolerance) {
        Picture shown = actual.unmasked();
        if (tolerance.blur() == 0 || areEqual(shown, expected)) {
            return new PixelComparer(shown, expected, tolerance);
        }
        return new PixelComparer(
                Blur.gaussian(withMasked(shown, expected), tolerance.blur()),
                Blur.gaussian(expected, tolerance.blur()),
                tolerance);
    }

    /// Pictures that are equal already need no blur.
    private static boolean areEqual(Picture actual, Picture expected) {
        PixelComparer exact = new PixelComparer(actual, expected, Tolerance.exact());
        exact.run();
        return exact.different == 0;
    }

    /// With the colours of `expected` where that is masked, so that nothing there is blurred over
    /// the edge of the mask.
    private static Picture withMasked(Picture actual, Picture expected) {
        if (!expected.hasMask()) {
            return actual;
        }
        int[] pixels = actual.copyPixels();
        for (int y = 0; y < Math.min(actual.height(), expected.height()); y++) {
            for (int x = 0; x < Math.min(actual.width(), expected.width()); x++) {
                int pixel = expected.array()[expected.index(x, y)];
                if ((pixel & Picture.MASK) != 0) {
                    pixels[y * actual.width() + x] = pixel & ~Picture.MASK;
                }
            }
        }
        return Picture.owning(pixels, actual.width(), actual.height(), false);
    }

    /// Compares everything.
    void run() {
        compared = (long) width * height;
        for (int y = 0; y < height; y++) {
            compareRow(y);
        }
        countBeyond(actual);
        countBeyond(expected);
    }

    private void compareRow(int y) {
        int[] one = actual.array();
        int[] other = expected.array();
        int start = actual.index(0, y);
        int otherStart = expected.index(0, y);
        int x = 0;
        while (true) {
            int equal =
                    Arrays.mismatch(
                            one,
                            start + x,
                            start + width,
                            other,
                            otherStart + x,
                            otherStart + width);
            if (equal < 0) {
                return;
            }
            x += equal;
            // neighbours of a difference often differ too
            do {
                comparePixel(one[start + x], other[otherStart + x], x, y);
                x++;
            } while (x < width && one[start + x] != other[otherStart + x]);
        }
    }

    private void comparePixel(int shown, int wanted, int x, int y) {
        if ((wanted & Picture.MASK) != 0) {
            compared--;
            return;
        }
        double delta = Yiq.delta(shown, wanted);
        worst = Math.max(worst, delta);
        if (delta > maxDelta) {
            if (isAntialiasing(x, y)) {
                antialiased++;
            } else {
                different++;
                include(x, y, x + 1, y + 1);
            }
        }
    }

    private boolean isAntialiasing(int x, int y) {
        return ignoresAntialiasing && Antialiasing.at(actual, expected, x, y, width, height);
    }

    private void countBeyond(Picture picture) {
        long beyond = picture.area().area() - (long) width * height;
        compared += beyond;
        different += beyond;
        if (picture.width() > width) {
            include(width, 0, picture.width(), picture.height());
            worst = Yiq.MAX_DELTA;
        }
        if (picture.height() > height) {
            include(0, height, picture.width(), picture.height());
            worst = Yiq.MAX_DELTA;
        }
    }

    private void include(int fromX, int fromY, int toX, int toY) {
        left = Math.min(left, fromX);
        top = Math.min(top, fromY);
        right = Math.max(right, toX);
        bottom = Math.max(bottom, toY);
    }

    Rect bounds() {
        return right == 0 ? Rect.EMPTY : Rect.between(left, top, right, bottom);
    }

    Picture draw() {
        int fullWidth = Math.max(actual.width(), expected.width());
        int fullHeight = Math.max(actual.height(), expected.height());
        int[] drawn = new int[fullWidth * fullHeight];
        Arrays.fill(drawn, DIFFERENT);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                drawn[y * fullWidth + x] = colour(x, y);
            }
        }
        return Picture.owning(drawn, fullWidth, fullHeight, false);
    }

    private int colour(int x, int y) {
        int wanted = expected.array()[expected.index(x, y)];
        if ((wanted & Picture.MASK) != 0) {
            return MASKED;
        }
        if (Yiq.delta(actual.array()[actual.index(x, y)], wanted) > maxDelta) {
            return isAntialiasing(x, y) ? SMOOTHED : DIFFERENT;
        }
        int grey = (int) (255 - (255 - Yiq.brightness(wanted)) * DIMMED);
        return grey << 16 | grey << 8 | grey;
    }
}
