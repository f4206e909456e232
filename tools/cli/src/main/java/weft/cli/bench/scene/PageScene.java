package weft.cli.bench.scene;

import weft.framebuffer.Rect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/// A browser's page that is scrolled: paragraphs, headings, boxes and pictures below a bar that
/// stays.
final class PageScene extends Scene {

    private static final int BAR = 40;
    private static final int BLOCK = 240;
    private static final int PAPER = 0xFDFDFB;

    private final Random random;
    private final Words words;
    private final Deque<Painter> ahead = new ArrayDeque<>();
    private int shownOfBlock;
    private boolean started;

    PageScene(Painter painter, long seed) {
        super(painter);
        this.random = new Random(seed);
        this.words = new Words(random);
    }

    @Override
    public void next(Changes changes) {
        Rect page = Rect.between(0, BAR, painter.width(), painter.height());
        if (!started || page.isEmpty()) {
            started = true;
            painter.gradient(painter.area(), 0xE9EBEF, 0xD5D9E0);
            painter.text(
                    12, 12, "https://example.org/" + words.line(24).replace(' ', '_'), 0x303030);
            appendRows(page.y(), page.height());
            changes.drawn(painter.area());
            return;
        }
        int step = Math.min(page.height(), 20 + random.nextInt(60));
        painter.scrollUp(page, step);
        appendRows(page.bottom() - step, step);
        // Browsers paint anew what they scroll.
        changes.drawn(page);
    }

    /// Shows the next rows of the page at `y`.
    private void appendRows(int y, int rows) {
        for (int row = y; row < y + rows; row++) {
            if (ahead.isEmpty()) {
                ahead.add(block());
            }
            Painter block = ahead.element();
            System.arraycopy(
                    block.rgb(),
                    shownOfBlock * painter.width(),
                    painter.rgb(),
                    row * painter.width(),
                    painter.width());
            if (++shownOfBlock == BLOCK) {
                shownOfBlock = 0;
                ahead.remove();
            }
        }
    }

    private Painter block() {
        var block = new Painter(painter.width(), BLOCK);
        block.fill(block.area(), PAPER);
        int left = painter.width() / 8;
        int right = painter.width() - left;
        if (random.nextInt(3) == 0) {
            int width = (right - left) / 3;
            new Photo(random.nextLong())
                    .paint(block, new Rect(right - width, 20, width, BLOCK - 40));
            right -= width + 24;
        }
        if (random.nextInt(4) == 0) {
            block.fill(Rect.between(left - 12, 8, right, BLOCK - 8), 0xEEF2F8);
        }
        block.text(left, 20, words.line(24), 0x1A4F9C);
        for (int y = 52; y < BLOCK - 24; y += 20) {
            block.text(left, y, words.line((right - left) / 8 - random.nextInt(6)), 0x222222);
        }
        return block;
    }
}
