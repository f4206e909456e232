package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.font.BitmapFont;

/// Draws into an array of pixels, never outside of its clip.
record Canvas(Pixels target, Rect clip) {

    /// An array of pixels 0x00RRGGBB, row by row.
    static final class Pixels {
        final int[] values;
        final int width;
        final int height;

        Pixels(int width, int height) {
            this.values = new int[width * height];
            this.width = width;
            this.height = height;
        }
    }

    static Canvas over(Pixels target) {
        return new Canvas(target, Rect.ofSize(target.width, target.height));
    }

    Canvas clippedTo(Rect area) {
        return new Canvas(target, clip.intersect(area));
    }

    void fill(Rect area, int rgb) {
        Rect visible = clip.intersect(area);
        for (int y = visible.y(); y < visible.bottom(); y++) {
            int start = y * target.width;
            for (int x = visible.x(); x < visible.right(); x++) {
                target.values[start + x] = rgb;
            }
        }
    }

    void fill(int x, int y, int width, int height, int rgb) {
        fill(Rect.clamped(x, y, width, height), rgb);
    }

    /// A line of one pixel along the inside of a rectangle.
    void frame(Rect area, int rgb) {
        fill(area.x(), area.y(), area.width(), 1, rgb);
        fill(area.x(), area.bottom() - 1, area.width(), 1, rgb);
        fill(area.x(), area.y(), 1, area.height(), rgb);
        fill(area.right() - 1, area.y(), 1, area.height(), rgb);
    }

    void pixel(int x, int y, int rgb) {
        if (clip.contains(x, y)) {
            target.values[y * target.width + x] = rgb;
        }
    }

    /// Copies what is within the clip from a picture of the same size.
    void copy(Pixels source) {
        for (int y = clip.y(); y < clip.bottom(); y++) {
            int start = y * target.width + clip.x();
            System.arraycopy(source.values, start, target.values, start, clip.width());
        }
    }

    /// Text whose upper left corner is at `x`, `y`, its pixels enlarged `scale` times.
    void text(BitmapFont font, int scale, int x, int y, String text, int rgb) {
        for (int i = 0; i < text.length(); i++) {
            for (int row = 0; row < font.height(); row++) {
                glyphRow(font.row(text.charAt(i), row), font, scale, x, y + row * scale, rgb);
            }
            x += font.width() * scale;
        }
    }

    private void glyphRow(int bits, BitmapFont font, int scale, int x, int y, int rgb) {
        for (int column = 0; column < font.width(); column++) {
            if ((bits >> (font.width() - 1 - column) & 1) != 0) {
                fill(x + column * scale, y, scale, scale, rgb);
            }
        }
    }
}
