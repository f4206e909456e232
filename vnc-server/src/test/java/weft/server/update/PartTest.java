package weft.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// Which part of what is owed comes first, on a picture of 10x7 tiles; those at the edges are cut.
class PartTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final Rect ALL = new Rect(0, 0, WIDTH, HEIGHT);

    private final Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
    private final ViewerPicture picture = new ViewerPicture(framebuffer.snapshot());
    private final int[] pixels = new int[WIDTH * HEIGHT];
    private final Random random = new Random(20261121);

    private void change(Rect area) {
        for (int y = area.y(); y < area.bottom(); y++) {
            for (int x = area.x(); x < area.right(); x++) {
                pixels[y * WIDTH + x] = 1 + random.nextInt(0xffffff);
            }
        }
        framebuffer.publish(pixels);
    }

    private Region owed(ViewerPicture.Step step) {
        return step.to().difference(step.from()).union(step.stale()).intersect(step.wanted());
    }

    /// The viewer has the picture and gets what is new.
    private void follow() {
        picture.beginContinuous(ALL);
        var step = picture.begin(framebuffer.snapshot());
        picture.finish(step, Region.EMPTY, Region.of(ALL), true);
    }

    /// Takes one part of so many pixels as sent, and says what was in it.
    private Region send(Part part) {
        Region changed = part.step().to().difference(part.step().from());
        Region sent = owed(part.step());
        picture.finish(part.step(), changed, sent, true);
        return sent;
    }

    @Test
    void littleOwed_isSentWhole() {
        follow();
        change(new Rect(10, 10, 100, 100));
        var step = picture.begin(framebuffer.snapshot());
        Part part = Part.of(step, 10_000, 3, false);
        assertTrue(part.isAll());
        assertSame(step, part.step());
        assertEquals(3, part.next());
    }

    @Test
    void muchOwed_isSentInPartsThatMakeUpTheWhole() {
        follow();
        change(ALL);
        int next = 0;
        int parts = 0;
        Region sent = Region.EMPTY;
        while (!sent.equals(Region.of(ALL))) {
            Part part = Part.of(picture.begin(framebuffer.snapshot()), 5000, next, false);
            next = part.next();
            Region now = send(part);
            assertTrue(now.intersect(sent).isEmpty(), "sent twice");
            assertTrue(now.area() <= 5000 + 1024, () -> now.area() + " pixels");
            assertFalse(now.isEmpty());
            sent = sent.union(now);
            parts++;
        }
        assertTrue(parts > 9 && parts < 14, "parts: " + parts);
        assertTrue(picture.begin(framebuffer.snapshot()).isIdle());
    }

    @Test
    void fewPixels_areAtLeastOneTile() {
        follow();
        change(ALL);
        Part part = Part.of(picture.begin(framebuffer.snapshot()), 1, 10, false);
        // The corner, which is a small one, and the one that is next.
        Region expected = Region.of(new Rect(288, 192, 12, 8)).union(new Rect(0, 32, 32, 32));
        assertEquals(expected, owed(part.step()));
        assertEquals(11, part.next());
    }

    @Test
    void tilesOfWhichLittleHasChanged_comeFirst() {
        follow();
        change(new Rect(0, 0, 256, 192));
        change(new Rect(288, 186, 12, 12)); // in two tiles at the other end
        Part part = Part.of(picture.begin(framebuffer.snapshot()), 5000, 0, false);
        assertTrue(owed(part.step()).contains(new Rect(288, 186, 12, 12)));
        assertTrue(owed(part.step()).contains(new Rect(0, 0, 32, 32)));
    }

    @Test
    void everyTile_isSentHoweverMuchElseChanges() {
        follow();
        int next = 0;
        Map<Integer, Integer> sentAt = new HashMap<>();
        int longest = 0;
        for (int round = 0; round < 100; round++) {
            // Video everywhere, but in every other tile little has changed, always.
            for (int tile = 0; tile < 70; tile++) {
                int size = tile % 2 == 0 ? 32 : 12;
                change(new Rect(tile % 10 * 32, tile / 10 * 32, size, size).intersect(ALL));
            }
            Part part = Part.of(picture.begin(framebuffer.snapshot()), 5000, next, false);
            next = part.next();
            Region sent = send(part);
            for (int tile = 0; tile < 70; tile++) {
                if (sent.contains(tile % 10 * 32, tile / 10 * 32)) {
                    sentAt.put(tile, round);
                }
                longest = Math.max(longest, round - sentAt.getOrDefault(tile, 0));
            }
        }
        assertTrue(longest <= 25, "a tile waited for " + longest + " parts");
        assertEquals(70, sentAt.size());
    }

    @Test
    void copy_thatTheViewerCanMake_isInThePart() {
        follow();
        change(ALL);
        picture.finish(picture.begin(framebuffer.snapshot()), Region.of(ALL), Region.of(ALL), true);
        System.arraycopy(pixels.clone(), 20 * WIDTH, pixels, 0, 180 * WIDTH);
        framebuffer.copied(new Rect(0, 20, WIDTH, 180), 0, -20);
        change(new Rect(0, 180, WIDTH, 20));
        var step = picture.begin(framebuffer.snapshot());
        Rect destination = step.to().copies().getLast().destination();
        assertTrue(Part.of(step, 5000, 0, true).step().wanted().contains(destination));
        assertFalse(Part.of(step, 5000, 0, false).step().wanted().contains(destination));
    }

    @Test
    void requestedOutsideOfThePart_staysRequested() {
        change(ALL);
        picture.request(false, ALL);
        picture.beginContinuous(new Rect(0, 0, 1, 1));
        Part part = Part.of(picture.begin(framebuffer.snapshot()), 5000, 0, false);
        Region first = send(part);
        picture.endContinuous();
        assertTrue(picture.isAsked());
        var rest = picture.begin(framebuffer.snapshot());
        assertEquals(Region.of(ALL).subtract(first), rest.wanted());
        assertFalse(rest.atOnce());
        picture.finish(rest, Region.EMPTY, rest.wanted(), true);
        assertFalse(picture.isAsked());
    }

    @Test
    void scrolled_withoutAHint_movesWithTheFirstPart() {
        change(ALL);
        follow();
        System.arraycopy(pixels.clone(), 20 * WIDTH, pixels, 0, (HEIGHT - 20) * WIDTH);
        change(new Rect(0, HEIGHT - 20, WIDTH, 20));
        var step = picture.begin(framebuffer.snapshot());

        Part with = Part.of(step, 2000, 0, true);
        Part without = Part.of(step, 2000, 0, false);

        assertFalse(with.isAll());
        assertTrue(with.step().wanted().contains(new Rect(0, 0, WIDTH, HEIGHT - 20)));
        assertEquals(1, with.step().moves().size());
        assertTrue(without.step().wanted().area() <= 2000 + 1024);
    }
}
