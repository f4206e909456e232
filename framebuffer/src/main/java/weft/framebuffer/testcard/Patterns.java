package weft.framebuffer.testcard;

import weft.framebuffer.Rect;

/// Six fine patterns, which scaling, lossy encodings and shifts by a pixel destroy: checkerboard,
/// upright and level lines of one pixel, a grid, diagonals, and rings that get finer outwards.
final class Patterns {

    private static final int COLUMNS = 2;
    private static final int ROWS = 3;

    private Patterns() {}

    static void draw(Rect area, Canvas canvas) {
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            int column = i % COLUMNS;
            int row = i / COLUMNS;
            Rect cell =
                    Rect.between(
                            area.x() + area.width() * column / COLUMNS,
                            area.y() + area.height() * row / ROWS,
                            area.x() + area.width() * (column + 1) / COLUMNS,
                            area.y() + area.height() * (row + 1) / ROWS);
            drawCell(i, cell, canvas);
        }
    }

    private static void drawCell(int pattern, Rect cell, Canvas canvas) {
        for (int y = 0; y < cell.height(); y++) {
            for (int x = 0; x < cell.width(); x++) {
                int rgb =
                        switch (pattern) {
                            case 0 -> onOff((x + y) % 2 == 0);
                            case 1 -> onOff(x % 2 == 0);
                            case 2 -> onOff(y % 2 == 0);
                            case 3 -> onOff(x % 8 == 0 || y % 8 == 0);
                            case 4 -> onOff((x + y) % 6 == 0 || (x - y) % 6 == 0);
                            default -> ring(x - cell.width() / 2, y - cell.height() / 2, cell);
                        };
                canvas.pixel(cell.x() + x, cell.y() + y, rgb);
            }
        }
    }

    private static int onOff(boolean on) {
        return on ? Colours.WHITE : Colours.BLACK;
    }

    /// A zone plate: at the nearer edge the rings are two pixels apart, the finest that there is.
    private static int ring(int x, int y, Rect cell) {
        double radius = Math.max(1, Math.min(cell.width(), cell.height()) / 2);
        double phase = Math.PI * ((double) x * x + (double) y * y) / (2 * radius);
        int level = (int) (127.5 + 127.5 * StrictMath.cos(phase));
        return level * 0x010101;
    }
}
