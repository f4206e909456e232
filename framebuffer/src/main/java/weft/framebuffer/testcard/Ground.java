package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.font.BitmapFont;

import java.util.List;

/// What never moves on the card: grid, border, bars, gradients, texts, and the ground of the
/// panels.
final class Ground {

    private static final int[] BARS = {
        0xFFFFFF, 0xFFFF00, 0x00FFFF, 0x00FF00, 0xFF00FF, 0xFF0000, 0x0000FF, 0x000000
    };
    private static final List<String> NAMES =
            List.of("white", "yellow", "cyan", "green", "magenta", "red", "blue", "black");
    private static final List<String> LETTERS = List.of("W", "Y", "C", "G", "M", "R", "B", "K");

    /// What a gradient's value is multiplied with: grey, red, green, blue.
    private static final int[] GRADIENTS = {0x010101, 0x010000, 0x000100, 0x000001};

    private static final String SAMPLE =
            "The quick brown fox jumps over the lazy dog. 0123456789 "
                    + "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz "
                    + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ";

    private final Layout layout;
    private final Canvas canvas;

    private Ground(Layout layout, Canvas canvas) {
        this.layout = layout;
        this.canvas = canvas;
    }

    static void draw(Layout layout, Canvas.Pixels target) {
        Ground ground = new Ground(layout, Canvas.over(target));
        ground.drawGrid();
        ground.drawBorder();
        ground.drawHeader();
        ground.drawBars();
        ground.drawGradients();
        Landscape.draw(layout.photo(), ground.canvas.clippedTo(layout.photo()));
        Patterns.draw(layout.patterns(), ground.canvas.clippedTo(layout.patterns()));
        ground.drawText();
        ground.drawPanel(layout.track());
        ground.drawPanel(layout.echo());
    }

    private void drawGrid() {
        Rect all = layout.all();
        canvas.fill(all, Colours.GROUND);
        for (int x = layout.grid(); x < all.width(); x += layout.grid()) {
            canvas.fill(x, 0, 1, all.height(), Colours.GRID);
        }
        for (int y = layout.grid(); y < all.height(); y += layout.grid()) {
            canvas.fill(0, y, all.width(), 1, Colours.GRID);
        }
    }

    /// The outermost line of pixels is white, the next black, and each corner has its own colour: a
    /// line that is missing or doubled shows.
    private void drawBorder() {
        Rect all = layout.all();
        canvas.frame(all, Colours.WHITE);
        canvas.frame(new Rect(1, 1, all.width() - 2, all.height() - 2), Colours.BLACK);
        int size = Math.max(3, layout.grid() / 2);
        int right = all.width() - 2 - size;
        int bottom = all.height() - 2 - size;
        canvas.fill(2, 2, size, size, 0xFF0000);
        canvas.fill(right, 2, size, size, 0x00FF00);
        canvas.fill(2, bottom, size, size, 0x0000FF);
        canvas.fill(right, bottom, size, size, 0xFFFF00);
    }

    private void drawHeader() {
        if (layout.header().isEmpty()) {
            return;
        }
        Rect header = layout.header();
        BitmapFont font = layout.headline();
        int scale = layout.headlineScale();
        drawPanel(header);
        int x = header.x() + 2 + 2 * scale;
        Canvas inside = canvas.clippedTo(header);
        inside.text(font, scale, x, header.y() + 2, "WEFT", Colours.ACCENT);
        String size = layout.all().width() + "x" + layout.all().height();
        int sizeX = x + 5 * font.width() * scale;
        inside.text(font, scale, sizeX, header.y() + 2, size, Colours.TEXT);
    }

    private void drawBars() {
        Rect area = layout.bars();
        int barWidth = area.width() / BARS.length;
        boolean roomy = barWidth > "magenta".length() * layout.body().width();
        List<String> names = roomy ? NAMES : LETTERS;
        for (int i = 0; i < BARS.length; i++) {
            int left = area.x() + area.width() * i / BARS.length;
            int right = area.x() + area.width() * (i + 1) / BARS.length;
            Rect bar = new Rect(left, area.y(), right - left, area.height());
            canvas.fill(bar, BARS[i]);
            if (!layout.header().isEmpty()) {
                drawName(names.get(i), bar, isBright(BARS[i]) ? Colours.BLACK : Colours.WHITE);
            }
        }
    }

    private void drawName(String name, Rect bar, int rgb) {
        BitmapFont font = layout.body();
        int x = bar.x() + (bar.width() - name.length() * font.width()) / 2;
        canvas.clippedTo(bar).text(font, 1, x, bar.bottom() - font.height() - 2, name, rgb);
    }

    private static boolean isBright(int rgb) {
        return 3 * (rgb >> 16 & 0xFF) + 6 * (rgb >> 8 & 0xFF) + (rgb & 0xFF) > 5 * 255;
    }

    /// From black on the left to the full channel on the right, both reached.
    private void drawGradients() {
        Rect area = layout.gradients();
        int height = area.height() / GRADIENTS.length;
        int last = Math.max(1, area.width() - 1);
        for (int x = 0; x < area.width(); x++) {
            int value = (255 * x + last / 2) / last;
            for (int i = 0; i < GRADIENTS.length; i++) {
                canvas.fill(area.x() + x, area.y() + i * height, 1, height, value * GRADIENTS[i]);
            }
        }
    }

    /// The upper part in the larger font, dark on light, the lower part in the fine one, light on
    /// dark.
    private void drawText() {
        Rect area = layout.text();
        if (area.isEmpty()) {
            return;
        }
        int half = Math.max(area.height() / 2, Math.min(area.height(), 40));
        Rect upper = new Rect(area.x(), area.y(), area.width(), half);
        Rect lower = new Rect(area.x(), area.y() + half, area.width(), area.height() - half);
        canvas.fill(upper, Colours.TEXT);
        canvas.fill(lower, Colours.PANEL);
        drawLines(upper, BitmapFont.regular(), 0, Colours.BLACK);
        drawLines(lower, BitmapFont.small(), 2, Colours.TEXT);
    }

    private void drawLines(Rect area, BitmapFont font, int leading, int rgb) {
        int perLine = Math.max(0, (area.width() - 8) / font.width());
        int from = 0;
        int y = area.y() + 3;
        while (perLine > 0 && y + font.height() <= area.bottom()) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < perLine; i++) {
                line.append(SAMPLE.charAt((from + i) % SAMPLE.length()));
            }
            canvas.text(font, 1, area.x() + 4, y, line.toString(), rgb);
            from += perLine;
            y += font.height() + leading;
        }
    }

    private void drawPanel(Rect area) {
        canvas.fill(area, Colours.PANEL);
        canvas.frame(area, Colours.GRID);
    }
}
