package weft.framebuffer;

/// How large a picture may be.
public final class Limits {

    /// The most pixels per side.
    public static final int MAX_SIDE = 16384;

    /// The most pixels in all: 64 Mpixel, which is 256 MiB.
    public static final int MAX_PIXELS = 64 << 20;

    private Limits() {}

    /// Whether a framebuffer can have this size.
    public static boolean isPossible(int width, int height) {
        return width > 0
                && height > 0
                && width <= MAX_SIDE
                && height <= MAX_SIDE
                && (long) width * height <= MAX_PIXELS;
    }

    /// Refuses a size that no framebuffer can have.
    ///
    /// @throws IllegalArgumentException that says the size and the limit
    public static void checkSize(int width, int height) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "a picture has 1 to %d pixels per side, not %dx%d"
                            .formatted(MAX_SIDE, width, height));
        }
        if ((long) width * height > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "a picture has at most %d pixels, not %dx%d = %d"
                            .formatted(MAX_PIXELS, width, height, (long) width * height));
        }
    }

    /// Refuses a picture that reaches beyond the array that holds it.
    static void checkArray(int length, int offset, int stride, int width, int height) {
        checkSize(width, height);
        if (stride < width) {
            throw new IllegalArgumentException(
                    "the stride must be at least the width %d, not %d".formatted(width, stride));
        }
        long end = offset + (long) stride * (height - 1) + width;
        if (offset < 0 || end > length) {
            throw new IllegalArgumentException(
                    "%dx%d pixels with stride %d at offset %d need an array of %d, not of %d"
                            .formatted(width, height, stride, offset, end, length));
        }
    }

    /// Refuses to read beyond a surface.
    ///
    /// @throws IndexOutOfBoundsException that says what and where
    public static void checkWithin(Rect area, Surface surface) {
        if (!Rect.ofSize(surface.width(), surface.height()).contains(area)) {
            throw new IndexOutOfBoundsException(
                    "%s is not within a surface of %dx%d"
                            .formatted(area, surface.width(), surface.height()));
        }
    }
}
