package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.CoQueue;
import weft.coroutine.CoSleep;
import weft.coroutine.CoroutineInfo;
import weft.coroutine.ManualLoop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// Sleep, timeout, workers and the dump.
class WaitingTest {
    private static final long MS = 1_000_000;

    private final ManualLoop loop = ManualLoop.create();
    private final Steps steps = new Steps();

    @Test
    void sleep_untilItsTime_resumesThen() {
        loop.start(
                "sleeper",
                () -> {
                    steps.expect(1);
                    loop.sleep(10 * MS);
                    steps.expect(3);
                });
        loop.advance(10 * MS - 1);
        steps.expect(2);
        loop.advance(1);
        steps.finish(4);
    }

    @Test
    void coSleep_woken_saysSoAndForgetsTheTimer() {
        var sleep = new CoSleep(loop);
        loop.start("sleeper", () -> assertTrue(sleep.sleep(10 * MS)));
        loop.start("expired", () -> assertFalse(new CoSleep(loop).sleep(5 * MS)));
        loop.advance(6 * MS);
        assertEquals(1, loop.timerCount());
        loop.locked(sleep::wake);
        loop.runReady();
        assertEquals(0, loop.timerCount());
        assertEquals(0, loop.liveCount());
    }

    @Test
    void coSleep_indefinite_wakesOnlyByHand() {
        var sleep = new CoSleep(loop);
        loop.start(
                "sleeper",
                () -> {
                    sleep.sleep();
                    steps.expect(1);
                });
        loop.advance(1_000_000 * MS);
        assertEquals(1, loop.liveCount());
        loop.locked(sleep::wake);
        loop.runReady();
        steps.finish(2);
    }

    @Test
    void timeout_inTime_returnsTheResult() {
        List<String> results = new ArrayList<>();
        loop.start(
                "caller",
                () -> {
                    try {
                        results.add(
                                loop.timeout(
                                        "quick",
                                        10 * MS,
                                        () -> {
                                            loop.sleep(9 * MS);
                                            return "done";
                                        },
                                        late -> results.add("late " + late)));
                    } catch (TimeoutException e) {
                        results.add("timeout");
                    }
                });
        loop.advance(20 * MS);
        assertEquals(List.of("done"), results);
    }

    @Test
    void timeout_over_throwsAndTheEntryGoesOnToItsCleanUp() {
        List<String> results = new ArrayList<>();
        loop.start(
                "caller",
                () -> {
                    var e =
                            assertThrows(
                                    TimeoutException.class,
                                    () ->
                                            loop.timeout(
                                                    "slow",
                                                    10 * MS,
                                                    () -> {
                                                        loop.sleep(15 * MS);
                                                        return "done";
                                                    },
                                                    late -> results.add("late " + late)));
                    results.add(e.getMessage());
                });
        loop.advance(12 * MS);
        assertEquals(List.of("'slow' took more than 10 ms"), results);
        loop.advance(5 * MS);
        assertEquals(List.of("'slow' took more than 10 ms", "late done"), results);
        assertEquals(0, loop.liveCount());
    }

    @Test
    void runOnWorker_result_reachesTheCoroutine() {
        List<Object> got = new ArrayList<>();
        loop.start("caller", () -> got.add(loop.runOnWorker("adding", () -> 1 + 1)));
        loop.runReady();
        assertEquals(List.of(2), got);
    }

    @Test
    void runOnWorker_exception_comesOutAsItIs() {
        var thrown = new IOException("disk full");
        loop.start(
                "caller",
                () -> {
                    var e =
                            assertThrows(
                                    IOException.class,
                                    () ->
                                            loop.runOnWorker(
                                                    "writing",
                                                    () -> {
                                                        throw thrown;
                                                    }));
                    assertSame(thrown, e);
                    steps.expect(1);
                });
        loop.runReady();
        steps.finish(2);
    }

    @Test
    void dump_ofParkedCoroutines_saysWhatEachWaitsForAndSinceWhen() {
        var queue = new CoQueue(loop, "a readable socket");
        loop.start("session 1", queue::await);
        loop.start("session 2", () -> loop.sleep(100 * MS));
        loop.start("session 3", loop::yield);
        loop.runReady();
        loop.advance(7 * MS);
        List<String> lines =
                loop.dump(false).stream().map(CoroutineInfo::toString).sorted().toList();
        assertEquals(
                List.of(
                        "session 1: YIELDED, waits for a readable socket, since 7 ms",
                        "session 2: YIELDED, waits for a sleep of 100 ms, since 7 ms",
                        "session 3: YIELDED, waits for enter"),
                lines);
        String withFrames = loop.dump(true).toString();
        for (String frame : List.of("CoQueue.await", "CoSleep.sleep", "Loop.yield")) {
            assertTrue(withFrames.contains(frame), withFrames);
        }
        loop.unwind();
        assertEquals(List.of(), loop.dump(true));
    }
}
