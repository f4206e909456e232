package weft.framebuffer.match;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Tile;

/// The peak signal-to-noise ratio of pictures in decibels, by which openQA's wait functions tell
/// whether a screen has changed: 10 · log10(255² / MSE), the mean over all pixels and the three
/// colours.
public final class Psnr {

    /// What identical pictures have.
    public static final double IDENTICAL = 1_000_000;

    private static final double PEAK = 255 * 255;

    private Psnr() {}

    /// The ratio of two pictures, masks or not; 0 if they have not the same size.
    public static double of(Picture one, Picture other) {
        if (!one.sameSize(other)) {
            return 0;
        }
        long squares = 0;
        for (int y = 0; y < one.height(); y++) {
            squares +=
                    squares(
                            one.array(),
                            one.index(0, y),
                            other.array(),
                            other.index(0, y),
                            one.width());
        }
        return ratio(squares, one.area().area());
    }

    /// The ratio of two frames, of which only the tiles that are not the same are looked at; 0 if
    /// they have not the same size.
    public static double of(Frame one, Frame other) {
        if (!one.sameSize(other)) {
            return 0;
        }
        long squares = 0;
        int[] pixels = new int[Tile.SIZE * Tile.SIZE];
        int[] otherPixels = new int[Tile.SIZE * Tile.SIZE];
        for (int row = 0; row < one.rows(); row++) {
            for (int column = 0; column < one.columns(); column++) {
                if (one.tile(column, row) != other.tile(column, row)) {
                    Rect area = one.tileArea(column, row);
                    one.read(area, pixels, 0, area.width());
                    other.read(area, otherPixels, 0, area.width());
                    squares += squares(pixels, 0, otherPixels, 0, (int) area.area());
                }
            }
        }
        return ratio(squares, one.area().area());
    }

    private static long squares(int[] one, int start, int[] other, int otherStart, int count) {
        long squares = 0;
        for (int i = 0; i < count; i++) {
            int a = one[start + i];
            int b = other[otherStart + i];
            int red = (a >> 16 & 0xFF) - (b >> 16 & 0xFF);
            int green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
            int blue = (a & 0xFF) - (b & 0xFF);
            squares += red * red + green * green + blue * blue;
        }
        return squares;
    }

    private static double ratio(long squares, long pixels) {
        return squares == 0 ? IDENTICAL : 10 * Math.log10(PEAK / ((double) squares / (3 * pixels)));
    }
}
