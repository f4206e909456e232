package weft.framebuffer;

import java.util.Arrays;

/// The immutable shape of the mouse pointer, with the pixel that points, its hot spot.
public final class Cursor {

    /// The most pixels per side.
    public static final int MAX_SIDE = 1024;

    /// From this alpha on a pixel is opaque for viewers that know no transparency in between.
    private static final int OPAQUE = 128;

    private final int width;
    private final int height;
    private final int hotX;
    private final int hotY;
    private final int[] argb;

    /// A shape of `width` x `height` pixels 0xAARRGGBB (alpha not premultiplied), which are copied.
    public Cursor(int width, int height, int hotX, int hotY, int[] argb) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "a cursor has 1 to %d pixels per side, not %dx%d"
                            .formatted(MAX_SIDE, width, height));
        }
        if (hotX < 0 || hotY < 0 || hotX >= width || hotY >= height) {
            throw new IllegalArgumentException(
                    "the hot spot %d,%d is not within a cursor of %dx%d"
                            .formatted(hotX, hotY, width, height));
        }
        if (argb.length != width * height) {
            throw new IllegalArgumentException(
                    "a cursor of %dx%d has %d pixels, not %d"
                            .formatted(width, height, width * height, argb.length));
        }
        this.width = width;
        this.height = height;
        this.hotX = hotX;
        this.hotY = hotY;
        this.argb = argb.clone();
    }

    /// The cursor that cannot be seen: one transparent pixel.
    public static Cursor invisible() {
        return new Cursor(1, 1, 0, 0, new int[1]);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int hotX() {
        return hotX;
    }

    public int hotY() {
        return hotY;
    }

    /// A copy of the pixels, 0xAARRGGBB.
    public int[] argb() {
        return argb.clone();
    }

    /// The colours as 0x00RRGGBB, 0 where the shape is not [#opaque()].
    public int[] rgb() {
        int[] rgb = new int[argb.length];
        for (int i = 0; i < argb.length; i++) {
            rgb[i] = isOpaque(argb[i]) ? argb[i] & 0xFFFFFF : 0;
        }
        return rgb;
    }

    /// For each pixel, whether it is drawn by who knows no transparency in between.
    public boolean[] opaque() {
        boolean[] opaque = new boolean[argb.length];
        for (int i = 0; i < argb.length; i++) {
            opaque[i] = isOpaque(argb[i]);
        }
        return opaque;
    }

    /// Where the shape is when it points to `x`, `y`.
    public Rect areaAt(int x, int y) {
        return Rect.between(
                (long) x - hotX,
                (long) y - hotY,
                (long) x - hotX + width,
                (long) y - hotY + height);
    }

    /// Draws the cursor, pointing to `x`, `y`, over a picture of `dstWidth` x `dstHeight` pixels
    /// 0x00RRGGBB, as far as it is within.
    public void compositeOnto(
            int[] dst, int offset, int stride, int dstWidth, int dstHeight, int x, int y) {
        Rect shape = areaAt(x, y);
        Rect visible = shape.intersect(Rect.ofSize(dstWidth, dstHeight));
        for (int row = visible.y(); row < visible.bottom(); row++) {
            int from = (row - shape.y()) * width - shape.x();
            int to = offset + row * stride;
            for (int column = visible.x(); column < visible.right(); column++) {
                dst[to + column] = blend(argb[from + column], dst[to + column]);
            }
        }
    }

    private static boolean isOpaque(int pixel) {
        return pixel >>> 24 >= OPAQUE;
    }

    /// A pixel 0xAARRGGBB over one 0x00RRGGBB.
    static int blend(int over, int under) {
        int alpha = over >>> 24;
        int red = channel(over >> 16, under >> 16, alpha);
        int green = channel(over >> 8, under >> 8, alpha);
        int blue = channel(over, under, alpha);
        return red << 16 | green << 8 | blue;
    }

    private static int channel(int over, int under, int alpha) {
        return ((over & 0xFF) * alpha + (under & 0xFF) * (255 - alpha) + 127) / 255;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cursor cursor
                && width == cursor.width
                && height == cursor.height
                && hotX == cursor.hotX
                && hotY == cursor.hotY
                && Arrays.equals(argb, cursor.argb);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(argb) * 31 + width * 1024 + hotX;
    }

    @Override
    public String toString() {
        return "cursor of %dx%d, hot spot %d,%d".formatted(width, height, hotX, hotY);
    }
}
