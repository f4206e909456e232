package weft.framebuffer.match;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Pictures for tests.
final class Pictures {

    private Pictures() {}

    static Picture plain(int width, int height, int rgb) {
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, rgb);
        return Picture.of(pixels, width, height);
    }

    static Picture noise(RandomGenerator random, int width, int height) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(1 << 24);
        }
        return Picture.of(pixels, width, height);
    }

    /// A picture with the pixel at `x`, `y` in another colour.
    static Picture with(Picture picture, int x, int y, int rgb) {
        int[] pixels = picture.pixels();
        pixels[y * picture.width() + x] = rgb;
        return Picture.of(pixels, picture.width(), picture.height());
    }

    /// A picture with another one drawn into it.
    static Picture with(Picture picture, int x, int y, Picture part) {
        int[] pixels = picture.pixels();
        for (int row = 0; row < part.height(); row++) {
            for (int column = 0; column < part.width(); column++) {
                pixels[(y + row) * picture.width() + x + column] = part.pixel(column, row);
            }
        }
        return Picture.of(pixels, picture.width(), picture.height());
    }

    /// Rows of hexadecimal digits, each a shade of grey from 0 to F.
    static Picture greys(String... rows) {
        int[] pixels = new int[rows[0].length() * rows.length];
        for (int i = 0; i < pixels.length; i++) {
            char shade = rows[i / rows[0].length()].charAt(i % rows[0].length());
            pixels[i] = Character.digit(shade, 16) * 0x111111;
        }
        return Picture.of(pixels, rows[0].length(), rows.length);
    }
}
