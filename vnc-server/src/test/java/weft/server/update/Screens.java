package weft.server.update;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;

/// Pictures as screens show them, `0x00RRGGBB` row by row.
final class Screens {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    private Screens() {}

    /// Soft light with grain, as a camera sees it.
    static int[] photo(long seed) {
        Random random = new Random(seed);
        double phase = random.nextDouble() * 6;
        int[] rgb = new int[WIDTH * HEIGHT];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            int red = (int) (120 + 80 * Math.sin(x / 61.0 + phase) + random.nextGaussian() * 4);
            int green = (int) (110 + 70 * Math.cos(y / 47.0) + random.nextGaussian() * 4);
            int blue = (int) (100 + 60 * Math.sin((x + y) / 83.0) + random.nextGaussian() * 4);
            rgb[i] =
                    Math.clamp(red, 0, 255) << 16
                            | Math.clamp(green, 0, 255) << 8
                            | Math.clamp(blue, 0, 255);
        }
        return rgb;
    }

    /// The picture with text drawn on it, antialiased.
    static int[] withText(int[] background, String text, Color colour, int lines) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, WIDTH, HEIGHT, background, 0, WIDTH);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        graphics.setColor(colour);
        for (int i = 0; i < lines; i++) {
            graphics.drawString(text, 20 + 7 * i, 40 + 90 * i);
        }
        graphics.dispose();
        int[] rgb = image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] &= 0xffffff;
        }
        return rgb;
    }
}
