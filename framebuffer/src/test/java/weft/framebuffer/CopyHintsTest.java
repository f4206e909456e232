package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

/// Composed moves against an array whose every value tells where it came from.
class CopyHintsTest {

    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;
    private static final Rect ALL = Rect.ofSize(WIDTH, HEIGHT);
    private static final int DRAWN = -1;

    @Test
    void take_anyMoves_eachHintTellsWhereItsPixelsWere() {
        int hints = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            CopyHints subject = new CopyHints();
            int[] origins = origins();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                CopyHint move = move(random);
                copy(origins, move);
                subject.copied(move.destination(), move.dx(), move.dy());
            }
            for (CopyHint hint : subject.take(ALL)) {
                check(seed, origins, hint);
                hints++;
            }
        }
        assertTrue(hints > 4_000, "only " + hints + " hints");
    }

    @Test
    void take_drawnOverAfterwards_hintsLeaveThatOut() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            CopyHints subject = new CopyHints();
            int[] origins = origins();
            CopyHint move = move(random);
            copy(origins, move);
            subject.copied(move.destination(), move.dx(), move.dy());
            Rect drawn = FrameTest.rect(random, WIDTH, HEIGHT);
            FrameTest.fill(origins, WIDTH, drawn, DRAWN);
            subject.drawn(drawn);
            for (CopyHint hint : subject.take(ALL)) {
                check(seed, origins, hint);
            }
        }
    }

    @Test
    void take_scrolledTwice_isOneLongMoveAboveAll() {
        CopyHints subject = new CopyHints();
        Rect destination = new Rect(0, 0, WIDTH, HEIGHT - 4);
        subject.copied(destination, 0, -4);
        subject.copied(destination, 0, -4);

        List<CopyHint> hints = subject.take(ALL);

        assertEquals(new CopyHint(new Rect(0, 0, WIDTH, HEIGHT - 8), 0, -8), hints.getFirst());
        assertTrue(subject.take(ALL).isEmpty());
    }

    @Test
    void take_manyMoves_staysBounded() {
        CopyHints subject = new CopyHints();
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            CopyHint move = move(random);
            subject.copied(move.destination(), move.dx(), move.dy());
        }

        assertTrue(subject.take(ALL).size() <= CopyHints.LIMIT);
    }

    @Test
    void take_sourceBeyondThePicture_isCutOff() {
        CopyHints subject = new CopyHints();
        subject.copied(ALL, 10, 0);
        subject.copied(ALL, Integer.MAX_VALUE, Integer.MIN_VALUE);

        for (CopyHint hint : subject.take(ALL)) {
            assertTrue(ALL.contains(hint.source()), hint.toString());
        }
    }

    private static void check(int seed, int[] origins, CopyHint hint) {
        for (int y = hint.destination().y(); y < hint.destination().bottom(); y++) {
            for (int x = hint.destination().x(); x < hint.destination().right(); x++) {
                assertEquals(
                        (y - hint.dy()) * WIDTH + x - hint.dx(),
                        origins[y * WIDTH + x],
                        "seed " + seed + ", " + hint);
            }
        }
    }

    private static int[] origins() {
        int[] origins = new int[WIDTH * HEIGHT];
        for (int i = 0; i < origins.length; i++) {
            origins[i] = i;
        }
        return origins;
    }

    /// A move whose source and destination are within the picture.
    private static CopyHint move(Random random) {
        Rect source = FrameTest.rect(random, WIDTH, HEIGHT);
        int x = random.nextInt(WIDTH - source.width() + 1);
        int y = random.nextInt(HEIGHT - source.height() + 1);
        Rect destination = new Rect(x, y, source.width(), source.height());
        return new CopyHint(destination, x - source.x(), y - source.y());
    }

    private static void copy(int[] picture, CopyHint move) {
        int[] before = picture.clone();
        Rect to = move.destination();
        for (int y = to.y(); y < to.bottom(); y++) {
            int from = (y - move.dy()) * WIDTH + to.x() - move.dx();
            System.arraycopy(before, from, picture, y * WIDTH + to.x(), to.width());
        }
    }
}
