package weft.cli.bench.scene;

import weft.framebuffer.Rect;

import java.util.Random;

/// Windows over a plain desktop; the topmost one is dragged about.
final class WindowsScene extends Scene {

    private static final int TITLE = 24;

    private final Random random;
    private final Words words;
    private final Painter behind;
    private final Painter window;
    private int x;
    private int y;
    private int dx = 9;
    private int dy = 5;
    private boolean started;

    WindowsScene(Painter painter, long seed) {
        super(painter);
        this.random = new Random(seed);
        this.words = new Words(random);
        this.behind = new Painter(painter.width(), painter.height());
        this.window =
                new Painter(Math.max(1, painter.width() / 3), Math.max(1, painter.height() / 3));
    }

    @Override
    public void next(Changes changes) {
        if (!started) {
            started = true;
            behind.gradient(behind.area(), 0x2E5C7E, 0x14344A);
            for (int i = 0; i < 4; i++) {
                int left = random.nextInt(behind.width());
                int top = random.nextInt(behind.height());
                window(behind, new Rect(left, top, behind.width() / 3, behind.height() / 3));
            }
            window(window, window.area());
            put(behind, behind.area(), 0, 0);
            put(window, window.area(), x, y);
            changes.drawn(painter.area());
            return;
        }
        Rect before = window.area().translate(x, y);
        put(behind, before, before.x(), before.y());
        dx = x + dx < 0 || x + dx + window.width() > painter.width() ? -dx : dx;
        dy = y + dy < 0 || y + dy + window.height() > painter.height() ? -dy : dy;
        x += dx;
        y += dy;
        put(window, window.area(), x, y);
        changes.drawn(before.bounds(window.area().translate(x, y)).intersect(painter.area()));
    }

    /// Puts a part of `source` at a place of the picture.
    private void put(Painter source, Rect part, int left, int top) {
        Rect inside = part.intersect(source.area());
        for (int row = 0; row < inside.height(); row++) {
            for (int column = 0; column < inside.width(); column++) {
                painter.set(
                        left + column,
                        top + row,
                        source.pixel(inside.x() + column, inside.y() + row));
            }
        }
    }

    private void window(Painter target, Rect rect) {
        target.fill(rect, 0xE6E6E6);
        target.gradient(new Rect(rect.x(), rect.y(), rect.width(), TITLE), 0x5A8FD6, 0x2C5AA0);
        target.text(rect.x() + 8, rect.y() + 4, words.line(16), 0xFFFFFF);
        for (int row = 0; row < 4; row++) {
            int top = rect.y() + TITLE + 12 + row * 40;
            target.text(rect.x() + 12, top + 6, words.line(10), 0x202020);
            var field = new Rect(rect.x() + 110, top, Math.max(0, rect.width() - 230), 26);
            target.fill(field, 0x909090);
            target.fill(
                    Rect.between(
                            field.x() + 1, field.y() + 1, field.right() - 1, field.bottom() - 1),
                    0xFFFFFF);
            var button = new Rect(rect.right() - 104, top, 92, 26);
            target.gradient(button, 0xFAFAFA, 0xC8C8C8);
            target.text(button.x() + 14, top + 5, words.line(8), 0x202020);
        }
    }
}
