package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.util.Locale;

/// The moving part: a block that sweeps to and fro in its track, and the number of the frame.
///
/// The block is white in front and fades behind, so that a torn or doubled frame shows.
final class MovingPart implements Part {

    /// How far the block moves in a frame.
    private static final int STEP = 4;

    private static final int STRIPES = 4;
    private static final int COUNTER_LENGTH = 13;

    private final Layout layout;
    private final Rect track;
    private final Rect counter;
    private final int blockWidth;
    private long frame;

    MovingPart(Layout layout) {
        this.layout = layout;
        Rect all = layout.track();
        int counterWidth =
                layout.echo().isEmpty() ? 0 : (COUNTER_LENGTH + 2) * layout.body().width();
        track =
                Rect.clamped(
                        all.x() + 2, all.y() + 2, all.width() - 4 - counterWidth, all.height() - 4);
        counter =
                Rect.between(
                        track.right() + layout.body().width(),
                        all.y() + (all.height() - layout.body().height()) / 2,
                        counterWidth == 0 ? 0 : all.right() - 1,
                        all.y() + (all.height() + layout.body().height()) / 2);
        blockWidth = Math.max(4, Math.min(64, track.width() / 8) / STRIPES * STRIPES);
    }

    void frame(long number) {
        frame = number;
    }

    @Override
    public Region area() {
        return Region.of(block()).union(counter);
    }

    @Override
    public void paint(Canvas canvas) {
        Rect block = block();
        int stripe = blockWidth / STRIPES;
        for (int i = 0; i < STRIPES; i++) {
            int level = 255 * (i + 1) / STRIPES;
            int place = forward() ? i : STRIPES - 1 - i;
            canvas.clippedTo(block)
                    .fill(
                            block.x() + place * stripe,
                            block.y(),
                            stripe,
                            block.height(),
                            shade(level));
        }
        String text = String.format(Locale.ROOT, "frame %07d", Math.floorMod(frame, 10_000_000L));
        canvas.clippedTo(counter)
                .text(layout.body(), 1, counter.x(), counter.y(), text, Colours.TEXT);
    }

    private static int shade(int level) {
        return (level << 16) | (level << 8) | (level * level / 255);
    }

    private Rect block() {
        int way = way();
        int place = place();
        int x = place <= way ? place : 2 * way - place;
        return new Rect(track.x() + x, track.y(), blockWidth, track.height()).intersect(track);
    }

    private boolean forward() {
        return place() <= way();
    }

    private int way() {
        return Math.max(1, track.width() - blockWidth);
    }

    private int place() {
        return (int) Math.floorMod(Math.floorMod(frame, 2L * way()) * STEP, 2L * way());
    }
}
