package weft.framebuffer.match;

import weft.framebuffer.Rect;

/// Numbers from 0 to 255 for the pixels of a picture: one of its colours, or its brightness.
///
/// @param values row by row
/// @param width in pixels
/// @param height in pixels
@SuppressWarnings("ArrayRecordComponent") // made and read within this package
record Plane(int[] values, int width, int height) {

    /// Red, green and blue.
    static Plane[] colours(Picture picture) {
        return new Plane[] {colour(picture, 16), colour(picture, 8), colour(picture, 0)};
    }

    private static Plane colour(Picture picture, int shift) {
        int[] values = picture.copyPixels();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] >> shift & 0xFF;
        }
        return new Plane(values, picture.width(), picture.height());
    }

    /// The brightness by ITU-R BT.601, rounded: 0.299 red, 0.587 green, 0.114 blue.
    static Plane grey(Picture picture) {
        int[] values = picture.copyPixels();
        for (int i = 0; i < values.length; i++) {
            int rgb = values[i];
            int red = rgb >> 16 & 0xFF;
            int green = rgb >> 8 & 0xFF;
            int blue = rgb & 0xFF;
            values[i] = (299 * red + 587 * green + 114 * blue + 500) / 1000;
        }
        return new Plane(values, picture.width(), picture.height());
    }

    /// Blurred by a Gaussian of 3x3, whose weights are 1, 2, 1 in each direction. Beyond the edges
    /// the rows and columns before the outermost ones are repeated, as in a mirror.
    Plane smoothed() {
        int[] across = new int[values.length];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                int left = values[row + mirrored(x - 1, width)];
                int right = values[row + mirrored(x + 1, width)];
                across[row + x] = left + 2 * values[row + x] + right;
            }
        }
        int[] result = new int[values.length];
        for (int y = 0; y < height; y++) {
            int above = mirrored(y - 1, height) * width;
            int below = mirrored(y + 1, height) * width;
            for (int x = 0; x < width; x++) {
                int sum = across[above + x] + 2 * across[y * width + x] + across[below + x];
                result[y * width + x] = (sum + 8) / 16;
            }
        }
        return new Plane(result, width, height);
    }

    private static int mirrored(int i, int size) {
        if (i < 0) {
            return Math.min(1, size - 1);
        }
        return i < size ? i : Math.max(size - 2, 0);
    }

    Plane part(Rect area) {
        int[] part = new int[(int) area.area()];
        for (int y = 0; y < area.height(); y++) {
            System.arraycopy(
                    values,
                    (area.y() + y) * width + area.x(),
                    part,
                    y * area.width(),
                    area.width());
        }
        return new Plane(part, area.width(), area.height());
    }

    /// For each corner of a pixel the sum of all that is left of it and above: (width + 1) ·
    /// (height +
    /// 1) numbers. They wrap around, which does not matter to differences within an int.
    int[] integral() {
        int[] sums = new int[(width + 1) * (height + 1)];
        for (int y = 0; y < height; y++) {
            int sum = 0;
            int above = y * (width + 1) + 1;
            for (int x = 0; x < width; x++) {
                sum += values[y * width + x];
                sums[above + width + 1 + x] = sums[above + x] + sum;
            }
        }
        return sums;
    }
}
