package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What [Frame#since] finds, carried out in a picture.
class MovesTest {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 500;

    /// A header and a side bar that stay, and a page in between.
    private static final Rect PAGE = Rect.between(83, 37, WIDTH - 15, HEIGHT);

    private static int[] page(int scrolledX, int scrolledY, int seed) {
        int[] picture = new int[WIDTH * HEIGHT];
        Arrays.fill(picture, 0xc0c0c0);
        for (int y = PAGE.y(); y < PAGE.bottom(); y++) {
            for (int x = PAGE.x(); x < PAGE.right(); x++) {
                picture[y * WIDTH + x] = text(x + scrolledX, y + scrolledY, seed);
            }
        }
        return picture;
    }

    /// Lines of "letters", each line and column of letters unlike the others, with white between.
    private static int text(int x, int y, int seed) {
        if (Math.floorMod(y, 16) > 10 || Math.floorMod(x, 9) > 6) {
            return 0xffffff;
        }
        long letter = Math.floorDiv(y, 16) * 7919L + Math.floorDiv(x, 9) + seed * 104_729L;
        long mixed = letter * 0x9E3779B97F4A7C15L;
        long bits = mixed ^ (mixed >>> 29);
        return (bits >>> (Math.floorMod(y, 16) % 7 * 7 + Math.floorMod(x, 9)) & 1) == 0
                ? 0xffffff
                : 0x202020;
    }

    private static Frame frame(int[] pixels) {
        return Frame.of(XrgbSurface.of(pixels, WIDTH, HEIGHT));
    }

    /// Carries the moves out and returns how much of the changed region is left to be sent; checks
    /// that every destination is right when all is done.
    private static long left(Frame older, Frame newer) {
        FrameDelta delta = newer.since(older);
        int[] picture = older.pixels();
        Region left = delta.changed();
        for (CopyHint move : delta.moves()) {
            copy(picture, move);
            left = left.subtract(move.destination());
        }
        for (CopyHint move : delta.moves()) {
            Rect to = move.destination();
            for (int y = to.y(); y < to.bottom(); y++) {
                int at = y * WIDTH + to.x();
                int[] row = new int[to.width()];
                newer.read(new Rect(to.x(), y, to.width(), 1), row, 0, to.width());
                assertArrayEquals(row, Arrays.copyOfRange(picture, at, at + to.width()));
            }
        }
        return left.area();
    }

    private static void copy(int[] picture, CopyHint move) {
        int[] before = picture.clone();
        Rect from = move.source();
        for (int y = 0; y < from.height(); y++) {
            System.arraycopy(
                    before,
                    (from.y() + y) * WIDTH + from.x(),
                    picture,
                    (move.destination().y() + y) * WIDTH + move.destination().x(),
                    from.width());
        }
    }

    @Test
    void since_pageScrolledUnderAHeader_leavesOnlyWhatCameIntoView() {
        for (int shift : new int[] {1, 3, 17, 40, 111, 230, -1, -5, -16, -77, -199}) {
            Frame older = frame(page(0, 1000, 1));

            long down = left(older, frame(page(0, 1000 + shift, 1)));
            long sideways = left(older, frame(page(shift, 1000, 1)));

            assertTrue(
                    down <= (long) (Math.abs(shift) + 4) * PAGE.width(), shift + ": left " + down);
            assertTrue(
                    sideways <= (long) (Math.abs(shift) + 4) * PAGE.height(),
                    shift + ": left " + sideways);
        }
    }

    @Test
    void since_scrolledWithABlinkingCursorAndAClock_stillMovesTheRest() {
        Frame older = frame(page(0, 0, 2));
        int[] after = page(0, 33, 2);
        fill(after, new Rect(300, 200, 8, 16), 0xff0000);
        fill(after, new Rect(600, 5, 60, 20), 0x00ff00);

        long left = left(older, frame(after));

        assertTrue(left <= (33L + 4) * PAGE.width() + 64 * 24 + 60 * 20, "left " + left);
    }

    @Test
    void since_twoWindowsThatScrollDifferently_movesBoth() {
        int[] before = page(0, 0, 3);
        int[] after = page(0, 20, 3);
        int[] other = page(0, 500, 4);
        int[] otherAfter = page(0, 441, 4);
        Rect window = new Rect(400, 100, 250, 350);
        paste(other, before, window);
        paste(otherAfter, after, window);

        long left = left(frame(before), frame(after));

        assertTrue(left < 60_000, "left " + left + " of " + PAGE.area());
    }

    @Test
    void since_noise_findsNothing() {
        Random random = new Random(5);
        Frame older = frame(random.ints(WIDTH * HEIGHT, 0, 1 << 24).toArray());
        Frame newer = frame(random.ints(WIDTH * HEIGHT, 0, 1 << 24).toArray());

        assertEquals(List.of(), newer.since(older).moves());
        assertEquals(newer.difference(older), newer.since(older).changed());
    }

    @Test
    void since_randomRectanglesMovedAbout_everyMoveIsTrue() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int[] before = page(0, 0, seed);
            int[] after = before.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                int width = random.nextInt(100, 500);
                int height = random.nextInt(80, 300);
                int x = random.nextInt(WIDTH - width);
                int y = random.nextInt(HEIGHT - height);
                boolean vertical = random.nextBoolean();
                int dx = vertical ? 0 : random.nextInt(-x, WIDTH - width - x + 1);
                int dy = vertical ? random.nextInt(-y, HEIGHT - height - y + 1) : 0;
                copy(after, new CopyHint(new Rect(x + dx, y + dy, width, height), dx, dy));
            }

            left(frame(before), frame(after)); // checks that every move is true
        }
    }

    private static void fill(int[] picture, Rect rect, int colour) {
        for (int y = rect.y(); y < rect.bottom(); y++) {
            Arrays.fill(picture, y * WIDTH + rect.x(), y * WIDTH + rect.right(), colour);
        }
    }

    private static void paste(int[] from, int[] to, Rect rect) {
        for (int y = rect.y(); y < rect.bottom(); y++) {
            System.arraycopy(from, y * WIDTH + rect.x(), to, y * WIDTH + rect.x(), rect.width());
        }
    }
}
