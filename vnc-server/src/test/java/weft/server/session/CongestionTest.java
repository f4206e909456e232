package weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// The window over lines of every kind, which are a few lines of arithmetic themselves.
class CongestionTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private record Sent(int number, long answered) {}

    private long now = 5 * SECOND;
    private Congestion congestion = new Congestion(() -> now);
    private int number;

    // The line.
    private long bytesPerSecond;
    private long tripNanos;
    private long idleFrom;
    private long delivered;
    private final Deque<Sent> onTheWay = new ArrayDeque<>();

    private void mark(int bytes) {
        assertEquals(++number, congestion.nextNumber());
        congestion.sentMarked(bytes);
    }

    /// Sends as much as it may, for `nanos`: parts of the size that it says.
    private void saturate(long nanos, long largestPart) {
        long end = now + nanos;
        while (now < end) {
            while (!onTheWay.isEmpty() && onTheWay.peek().answered <= now) {
                congestion.returned(onTheWay.remove().number);
            }
            if (congestion.waitNanos() == 0 && congestion.canMark()) {
                if (congestion.wantsBareMark()) {
                    mark(17);
                    idleFrom = Math.max(idleFrom, now);
                    onTheWay.add(new Sent(number, idleFrom + tripNanos));
                }
                int part = (int) Math.min(largestPart, congestion.partBytes());
                mark(part);
                idleFrom = Math.max(idleFrom, now) + part * SECOND / bytesPerSecond;
                onTheWay.add(new Sent(number, idleFrom + tripNanos));
                delivered += part;
            } else {
                long wake = now + Math.max(1, congestion.waitNanos());
                now = onTheWay.isEmpty() ? wake : Math.min(wake, onTheWay.peek().answered);
            }
        }
    }

    private long queueNanos() {
        return Math.max(0, idleFrom - now);
    }

    @ParameterizedTest
    @CsvSource({
        "250000, 100", // 2 Mbit/s
        "31250, 100", // 250 kbit/s
        "250000, 600", // a satellite
        "12500000, 20", // 100 Mbit/s
        "12500000, 0",
        "125000000, 1",
    })
    void line_saturated_isUsedWithAShortQueue(long rate, long tripMillis) {
        bytesPerSecond = rate;
        tripNanos = tripMillis * MILLI + MILLI / 10;
        saturate(8 * SECOND, Long.MAX_VALUE);
        delivered = 0;
        long longest = 0;
        for (int i = 0; i < 1000; i++) {
            saturate(20 * MILLI, Long.MAX_VALUE);
            longest = Math.max(longest, queueNanos());
        }
        assertTrue(delivered > 0.85 * 20 * rate, () -> delivered + " bytes in 20 s");
        long shown = longest;
        assertTrue(longest < 200 * MILLI, () -> "queue of " + shown / MILLI + " ms");
    }

    @Test
    void line_becomingSlow_isNoticedWithinASecond() {
        bytesPerSecond = 5_000_000;
        tripNanos = 50 * MILLI;
        saturate(5 * SECOND, Long.MAX_VALUE);
        bytesPerSecond = 500_000;
        saturate(2 * SECOND, Long.MAX_VALUE);
        assertTrue(queueNanos() < 150 * MILLI, () -> queueNanos() / MILLI + " ms");
    }

    @Test
    void line_becomingLonger_isMeasuredAnewAndUsed() {
        bytesPerSecond = 1_000_000;
        tripNanos = 10 * MILLI;
        saturate(5 * SECOND, Long.MAX_VALUE);
        tripNanos = 200 * MILLI;
        saturate(Congestion.LEAST_VALID_NANOS + 8 * SECOND, Long.MAX_VALUE);
        assertTrue(congestion.leastTripNanos() >= 200 * MILLI);
        delivered = 0;
        saturate(3 * SECOND, Long.MAX_VALUE);
        assertTrue(delivered > 2_400_000, () -> delivered + " bytes in 3 s");
    }

    @Test
    void leastTrip_onABusyLine_doesNotCreepUp() {
        bytesPerSecond = 250_000;
        tripNanos = 100 * MILLI;
        saturate(120 * SECOND, Long.MAX_VALUE);
        long least = congestion.leastTripNanos();
        assertTrue(least < 120 * MILLI, () -> least / MILLI + " ms");
        assertTrue(queueNanos() < 120 * MILLI, () -> queueNanos() / MILLI + " ms");
    }

    @Test
    void picturesAtRest_tellNothingOfTheWindow() {
        bytesPerSecond = 10_000_000;
        tripNanos = 20 * MILLI;
        saturate(2 * SECOND, Long.MAX_VALUE);
        now += SECOND;
        saturate(1, 0);
        long before = congestion.window();
        for (int i = 0; i < 50; i++) {
            mark(200);
            now += (20 + i % 7 * 40) * MILLI;
            congestion.returned(number);
        }
        assertEquals(before, congestion.window());
    }

    @Test
    void window_full_waitsForTheMark() {
        mark((int) Congestion.FIRST_WINDOW);
        assertEquals(Congestion.ANSWER_NANOS, congestion.waitNanos());
        now += MILLI;
        assertEquals(Congestion.ANSWER_NANOS - MILLI, congestion.waitNanos());
        congestion.returned(1);
        assertEquals(0, congestion.waitNanos());
        assertEquals(0, congestion.inFlight());
    }

    @Test
    void mark_returned_answersForAllBeforeIt() {
        for (int i = 0; i < 5; i++) {
            mark(100);
        }
        congestion.sent(7);
        congestion.returned(4);
        assertEquals(107, congestion.inFlight());
        congestion.returned(3);
        congestion.returned(4);
        assertEquals(107, congestion.inFlight());
    }

    @Test
    void mark_neverSent_isIgnored() {
        mark(100);
        for (int made : new int[] {0, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            congestion.returned(made);
        }
        assertEquals(100, congestion.inFlight());
        assertEquals(Congestion.FIRST_WINDOW, congestion.window());
    }

    @Test
    void marks_areBounded() {
        for (int i = 0; i < Congestion.MARKS; i++) {
            assertTrue(congestion.canMark());
            mark(1);
        }
        assertFalse(congestion.canMark());
        congestion.returned(1);
        assertTrue(congestion.canMark());
    }

    @Test
    void viewer_thatNeverAnswers_getsLittleNowAndThen() {
        mark(1 << 20);
        int updates = 0;
        for (int i = 0; i < 60; i++) {
            long wait = congestion.waitNanos();
            assertTrue(wait >= 0 && wait <= Congestion.ANSWER_NANOS);
            if (wait == 0) {
                mark((int) Congestion.LEAST_WINDOW);
                updates++;
            }
            now += SECOND;
        }
        assertEquals(60 * SECOND / Congestion.ANSWER_NANOS - 1, updates);
    }

    @Test
    void window_whateverTheViewerAnswers_staysWithinItsBounds() {
        var random = new Random(20261121);
        for (int i = 0; i < 100_000; i++) {
            if (random.nextBoolean() && congestion.canMark()) {
                mark(random.nextInt(1 << 22));
            }
            now += random.nextInt(4) == 0 ? random.nextLong(20 * SECOND) : random.nextInt(2);
            congestion.returned(random.nextInt(number + 2));
            assertTrue(congestion.window() >= Congestion.LEAST_WINDOW);
            assertTrue(congestion.window() <= Congestion.LARGEST_WINDOW);
            assertTrue(congestion.inFlight() >= 0);
            long part = congestion.partBytes();
            assertTrue(part >= Congestion.LEAST_WINDOW / 2 && part <= Congestion.LARGEST_WINDOW);
        }
    }
}
