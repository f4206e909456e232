package weft.cli.bench.scene;

import weft.framebuffer.Rect;
import weft.framebuffer.font.BitmapFont;

import java.util.Arrays;

/// Draws into an array; what would be outside is left out.
final class Painter {

    private static final BitmapFont REGULAR = BitmapFont.regular();

    private final int[] rgb;
    private final Rect area;

    Painter(int width, int height) {
        this.rgb = new int[Math.multiplyExact(width, height)];
        this.area = Rect.ofSize(width, height);
    }

    int[] rgb() {
        return rgb;
    }

    Rect area() {
        return area;
    }

    int width() {
        return area.width();
    }

    int height() {
        return area.height();
    }

    int pixel(int x, int y) {
        return rgb[y * width() + x];
    }

    void set(int x, int y, int colour) {
        if (area.contains(x, y)) {
            rgb[y * width() + x] = colour;
        }
    }

    void fill(Rect rect, int colour) {
        Rect inside = rect.intersect(area);
        for (int y = inside.y(); y < inside.bottom(); y++) {
            int start = y * width() + inside.x();
            Arrays.fill(rgb, start, start + inside.width(), colour);
        }
    }

    /// Fills with a colour that changes from the top to the bottom.
    void gradient(Rect rect, int top, int bottom) {
        for (int y = 0; y < rect.height(); y++) {
            fill(
                    new Rect(rect.x(), rect.y() + y, rect.width(), 1),
                    mix(top, bottom, 256 * y / rect.height()));
        }
    }

    /// Moves everything up, which leaves the lowest `rows` as they were.
    void scrollUp(Rect rect, int rows) {
        for (int y = rect.y(); y < rect.bottom() - rows; y++) {
            System.arraycopy(
                    rgb,
                    (y + rows) * width() + rect.x(),
                    rgb,
                    y * width() + rect.x(),
                    rect.width());
        }
    }

    /// Text with soft edges: each pixel of a glyph shines into those beside it, as antialiasing
    /// does.
    void text(int x, int y, String text, int colour) {
        for (int i = 0; i < text.length(); i++) {
            glyph(x + i * REGULAR.width(), y, text.charAt(i), colour);
        }
    }

    private void glyph(int x, int y, char c, int colour) {
        for (int row = 0; row < REGULAR.height(); row++) {
            int bits = REGULAR.row(c, row) << 1;
            for (int column = 0; column < REGULAR.width(); column++) {
                int at = REGULAR.width() - column;
                int share =
                        128 * (bits >> at & 1)
                                + 64 * (bits >> (at + 1) & 1)
                                + 64 * (bits >> (at - 1) & 1);
                if (share > 0 && area.contains(x + column, y + row)) {
                    int under = pixel(x + column, y + row);
                    set(x + column, y + row, mix(under, colour, share));
                }
            }
        }
    }

    /// A colour between two; `share` of the second in 256th.
    static int mix(int a, int b, int share) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int from = a >> shift & 0xff;
            int to = b >> shift & 0xff;
            mixed |= (from + (to - from) * share / 256) << shift;
        }
        return mixed;
    }
}
