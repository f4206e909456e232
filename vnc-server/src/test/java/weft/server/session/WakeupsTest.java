package weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import weft.coroutine.ManualLoop;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

class WakeupsTest {
    private static final int SIZE = 256;
    private static final Rect TOP = new Rect(0, 0, SIZE, 64);
    private static final Rect BOTTOM = new Rect(0, SIZE - 64, SIZE, 64);

    private final ManualLoop loop = ManualLoop.create();
    private final Framebuffer framebuffer = new Framebuffer(SIZE, SIZE);
    private final Wakeups wakeups = new Wakeups(loop, framebuffer);
    private final List<Waiting> woken = new ArrayList<>();
    private final int[] picture = new int[SIZE * SIZE];

    /// One that waits for a change in a part of the picture.
    private class Waiting implements Wakeups.Viewer {
        Rect part;
        int asked;
        final List<Frame> held = new ArrayList<>();

        Waiting(Rect part) {
            this.part = part;
            wakeups.add(this);
            wakeups.looksAt(this, part);
        }

        @Override
        public boolean news() {
            woken.add(this);
            return true;
        }

        @Override
        public boolean news(Region changed) {
            asked++;
            return changed.overlaps(part) && news();
        }

        @Override
        public void letGo(Frame newest) {
            held.add(newest);
        }
    }

    private List<Waiting> viewers(int count, Rect part) {
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Waiting(part));
        }
        return all;
    }

    private void change(Rect part) {
        for (int y = part.y(); y < part.bottom(); y++) {
            for (int x = part.x(); x < part.right(); x++) {
                picture[y * SIZE + x]++;
            }
        }
        framebuffer.publish(picture);
    }

    @BeforeEach
    void begin() {
        framebuffer.addListener(wakeups::news);
    }

    @AfterEach
    void nothingIsLeftRunning() {
        assertEquals(List.of(), loop.dump(true));
    }

    @Test
    void news_fewViewers_wakesAllInTheirOrder() {
        List<Waiting> all = viewers(Wakeups.FEW, TOP);
        change(BOTTOM);
        loop.runReady();
        assertEquals(all, woken);
    }

    @Test
    void news_manyViewers_wakesThoseWhoLookThere() {
        List<Waiting> above = viewers(20, TOP);
        List<Waiting> below = viewers(20, BOTTOM);
        change(TOP); // nothing was seen before
        loop.runReady();
        assertEquals(40, woken.size());
        woken.clear();
        change(BOTTOM);
        loop.runReady();
        assertEquals(below, woken);
        woken.clear();
        change(TOP);
        change(BOTTOM);
        loop.runReady();
        assertEquals(new HashSet<>(woken).size(), woken.size());
        assertTrue(woken.containsAll(above) && woken.containsAll(below));
    }

    @Test
    void news_ofWhatWasSeenAlready_wakesNobodyWhoLooksElsewhere() {
        viewers(20, TOP);
        change(BOTTOM); // nothing was seen before
        loop.runReady();
        woken.clear();
        loop.locked(() -> wakeups.news());
        loop.runReady();
        assertEquals(List.of(), woken);
    }

    @Test
    void news_changesInSeveralTilesAndPlaces_wakesNobodyWhoLooksBesideThem() {
        viewers(20, new Rect(0, 100, SIZE, 28)); // in the tiles of both changes, and between them
        change(BOTTOM); // nothing was seen before
        loop.runReady();
        woken.clear();
        loop.locked(() -> {
            change(new Rect(0, 90, SIZE, 10));
            change(new Rect(10, 128, 10, 10));
        });
        loop.runReady();
        assertEquals(List.of(), woken);
        change(new Rect(10, 127, 10, 10));
        loop.runReady();
        assertEquals(20, woken.size());
    }

    @Test
    void news_manyViewers_asksNobodyWhoLooksElsewhere() {
        List<Waiting> above = viewers(20, TOP);
        Waiting moving = above.getFirst();
        change(TOP); // nothing was seen before
        loop.runReady();
        woken.clear();
        change(BOTTOM);
        loop.runReady();
        assertEquals(0, above.stream().mapToInt(viewer -> viewer.asked).sum());
        loop.locked(() -> wakeups.looksAt(moving, BOTTOM));
        moving.part = BOTTOM;
        change(BOTTOM);
        loop.runReady();
        assertEquals(List.of(moving), woken);
        loop.locked(() -> wakeups.looksAt(moving, Wakeups.EVERYTHING));
        change(TOP);
        loop.runReady();
        assertEquals(2, moving.asked);
        loop.locked(wakeups::news); // of nothing
        loop.runReady();
        assertEquals(3, moving.asked);
    }

    @Test
    void pointer_movedOrOfAnotherShape_allAreAsked() {
        List<Waiting> all = viewers(20, TOP);
        change(TOP); // nothing was seen before
        loop.runReady();
        loop.locked(wakeups::pointerMoved); // which has no shape
        loop.runReady();
        assertEquals(0, all.getFirst().asked);
        framebuffer.cursor(Cursor.invisible());
        loop.runReady();
        assertEquals(1, all.getFirst().asked);
        loop.locked(wakeups::pointerMoved);
        loop.runReady();
        assertEquals(2, all.getLast().asked);
        framebuffer.cursor(new Cursor(1, 1, 0, 0, new int[] {~0}));
        loop.runReady();
        assertEquals(3, all.getLast().asked);
        change(BOTTOM);
        loop.runReady();
        assertEquals(3, all.getLast().asked);
    }

    @Test
    void news_anotherSize_wakesAll() {
        viewers(40, TOP);
        change(TOP);
        loop.runReady();
        woken.clear();
        framebuffer.resize(SIZE, SIZE / 2);
        loop.runReady();
        assertEquals(40, woken.size());
    }

    @Test
    void news_thousands_othersHaveTheirTurnBetween() {
        List<Waiting> all = viewers(1000, TOP);
        loop.locked(() -> change(TOP));
        int[] before = new int[1];
        loop.later(() -> {
            // as one that a socket has woken
            var _ = loop.start("other", () -> before[0] = woken.size());
        });
        loop.runReady();
        assertEquals(all, woken);
        assertTrue(before[0] <= 2 * Wakeups.AT_A_TIME, "woken before: " + before[0]);
    }

    @Test
    void news_thousands_whoHasActedIsFirst() {
        List<Waiting> all = viewers(1000, TOP);
        loop.locked(() -> {
            wakeups.acted(all.get(700));
            wakeups.acted(all.get(800));
        });
        change(TOP);
        loop.runReady();
        assertEquals(List.of(all.get(800), all.get(700)), woken.subList(0, 2));
    }

    @Test
    void news_again_beforeAllAreWoken_whoLooksElsewhereHasItsTurn() {
        List<Waiting> all = viewers(1000, TOP);
        int[] changes = {20};
        all.add(
                new Waiting(TOP) {
                    @Override
                    public boolean news() {
                        if (changes[0] > 0) {
                            changes[0]--;
                            change(TOP);
                        }
                        return super.news();
                    }
                });
        loop.locked(() -> wakeups.acted(all.getLast()));
        Waiting other = new Waiting(new Rect(0, 0, SIZE, 32)); // half of it
        change(TOP); // nothing was seen before
        loop.runReady();
        woken.clear();
        changes[0] = 20;
        change(TOP);
        loop.runReady();
        assertTrue(woken.indexOf(other) < 2 * Wakeups.AT_A_TIME, "" + woken.indexOf(other));
    }

    @Test
    void news_duringNews_everybodyHearsOfBoth() {
        List<Waiting> all = new ArrayList<>(viewers(100, TOP));
        boolean[] changes = new boolean[1];
        all.add(
                new Waiting(TOP) {
                    @Override
                    public boolean news() {
                        if (changes[0]) {
                            changes[0] = false;
                            change(BOTTOM);
                        }
                        return super.news();
                    }
                });
        all.addAll(viewers(100, BOTTOM));
        all.addAll(viewers(100, TOP));
        change(TOP); // nothing was seen before
        loop.runReady();
        woken.clear();
        changes[0] = true;
        change(TOP);
        loop.runReady();
        assertEquals(new HashSet<>(all), new HashSet<>(woken));
    }

    @Test
    void news_viewersLeaveMeanwhile_theOthersAreWoken() {
        List<Waiting> all = new ArrayList<>();
        Waiting leaving =
                new Waiting(TOP) {
                    @Override
                    public boolean news() {
                        all.subList(0, 150).forEach(wakeups::remove);
                        return super.news();
                    }
                };
        all.addAll(viewers(300, TOP));
        change(TOP);
        loop.runReady();
        assertTrue(woken.contains(leaving));
        assertTrue(woken.containsAll(all.subList(150, 300)));
        woken.clear();
        wakeups.remove(leaving);
        all.forEach(wakeups::remove);
        change(TOP);
        loop.runReady();
        assertEquals(List.of(), woken);
    }

    @Test
    void pointerMoved_wakesNobodyWhoSeesIt() {
        viewers(1, TOP);
        loop.locked(wakeups::pointerMoved);
        loop.runReady();
        assertEquals(List.of(), woken);
        loop.locked(wakeups::newsForAll);
        assertEquals(1, woken.size());
    }

    @Test
    void letGo_isAskedOfAllNowAndThen_whileThePictureChanges() {
        List<Waiting> all = viewers(3 * Wakeups.AT_A_TIME, TOP);
        loop.advance(Wakeups.HOLD_NANOS);
        loop.runReady();
        assertTrue(all.stream().allMatch(viewer -> viewer.held.isEmpty()));
        change(BOTTOM);
        change(BOTTOM);
        loop.runReady();
        List<Frame> first = List.of(framebuffer.current());
        assertTrue(all.stream().allMatch(viewer -> viewer.held.equals(first)));
        loop.advance(Wakeups.HOLD_NANOS - 1);
        change(BOTTOM);
        loop.runReady();
        assertTrue(all.stream().allMatch(viewer -> viewer.held.equals(first)));
        loop.advance(1);
        change(BOTTOM);
        loop.runReady();
        List<Frame> both = List.of(first.getFirst(), framebuffer.current());
        assertTrue(all.stream().allMatch(viewer -> viewer.held.equals(both)));
    }
}
