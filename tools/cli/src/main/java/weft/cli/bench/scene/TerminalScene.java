package weft.cli.bench.scene;

import weft.framebuffer.Rect;

import java.util.Random;

/// A terminal in which a program prints: each step scrolls by some lines and draws them.
final class TerminalScene extends Scene {

    private static final int LINE = 16;
    private static final int GLYPH = 8;
    private static final int PAPER = 0x1B1F27;
    private static final int[] INKS = {0xD8DEE9, 0xD8DEE9, 0x8FBCBB, 0xA3BE8C, 0xEBCB8B, 0xBF616A};

    private final Random random;
    private final Words words;
    private boolean started;

    TerminalScene(Painter painter, long seed) {
        super(painter);
        this.random = new Random(seed);
        this.words = new Words(random);
    }

    @Override
    public void next(Changes changes) {
        int lines = painter.height() / LINE;
        if (!started || lines < 2) {
            started = true;
            painter.fill(painter.area(), PAPER);
            for (int i = 0; i < lines; i++) {
                print(i * LINE);
            }
            changes.drawn(painter.area());
            return;
        }
        int step = LINE * (1 + random.nextInt(Math.min(6, lines - 1)));
        int height = lines * LINE;
        painter.scrollUp(new Rect(0, 0, painter.width(), height), step);
        changes.copied(new Rect(0, 0, painter.width(), height - step), 0, -step);
        for (int y = height - step; y < height; y += LINE) {
            painter.fill(new Rect(0, y, painter.width(), LINE), PAPER);
            print(y);
        }
        changes.drawn(new Rect(0, height - step, painter.width(), step));
    }

    private void print(int y) {
        int columns = painter.width() / GLYPH;
        int indent = 4 * random.nextInt(4);
        int x = indent * GLYPH;
        int left = random.nextInt(Math.max(1, columns - indent));
        while (left > 0) {
            int length = Math.min(left, 4 + random.nextInt(24));
            painter.text(x, y, words.line(length), INKS[random.nextInt(INKS.length)]);
            x += length * GLYPH;
            left -= length;
        }
    }
}
