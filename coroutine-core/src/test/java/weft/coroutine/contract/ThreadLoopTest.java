package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import weft.coroutine.CoQueue;
import weft.coroutine.Coroutine;
import weft.coroutine.CoroutineMisuseException;
import weft.coroutine.Loop;
import weft.coroutine.ThreadLoop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120)
class ThreadLoopTest {
    private static final long MS = 1_000_000;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private String name = "";
    private ThreadLoop loop = ThreadLoop.start("replaced");

    @BeforeEach
    void start(TestInfo test) {
        loop.close();
        name = test.getDisplayName();
        loop = ThreadLoop.start(name);
    }

    @AfterEach
    void closesInTimeAndLeavesNoThread() throws InterruptedException {
        long since = System.nanoTime();
        loop.close();
        assertTrue(System.nanoTime() - since < 5_000 * MS, "it gave up waiting for its thread");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(name)) {
                // It may be on its last steps, but no further.
                assertTrue(thread.join(Duration.ofSeconds(20)), thread + " is left");
            }
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(60, TimeUnit.SECONDS), "still to come: " + latch.getCount());
    }

    @Test
    void wake_fromManyThreads_entersEachOnce() throws Exception {
        int threads = 8;
        int each = 500;
        var parked = new CountDownLatch(threads * each);
        var resumed = new CountDownLatch(threads * each);
        List<Coroutine> all = new ArrayList<>();
        for (int i = 0; i < threads * each; i++) {
            all.add(
                    loop.start(
                            "parked",
                            () -> {
                                parked.countDown();
                                loop.yield();
                                resumed.countDown();
                            }));
        }
        await(parked);
        for (int t = 0; t < threads; t++) {
            List<Coroutine> own = all.subList(t * each, (t + 1) * each);
            Thread.ofPlatform().start(() -> own.forEach(Coroutine::wake));
        }
        await(resumed);
    }

    @Test
    void runOnWorker_fromSeveralCoroutinesAtOnce_runsThemInParallel() throws Exception {
        var together = new CyclicBarrier(PROCESSORS);
        var done = new CountDownLatch(PROCESSORS);
        AtomicInteger sum = new AtomicInteger();
        for (int i = 1; i <= PROCESSORS; i++) {
            int own = i;
            loop.start(
                    "caller " + i,
                    () -> {
                        int result =
                                runOnWorker(() -> {
                                    together.await(60, TimeUnit.SECONDS);
                                    assertFalse(loop.inCoroutine());
                                    return own;
                                });
                        sum.addAndGet(result);
                        done.countDown();
                    });
        }
        await(done);
        assertEquals(PROCESSORS * (PROCESSORS + 1) / 2, sum.get());
    }

    private <T> T runOnWorker(Loop.Task<T, Exception> task) {
        try {
            return loop.runOnWorker("a task of the test", task);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runOnWorker_manyTimes_losesNoWake() throws Exception {
        var done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            loop.start(
                    "caller",
                    () -> {
                        for (int round = 0; round < 2_000; round++) {
                            int expected = round;
                            assertEquals(expected, runOnWorker(() -> expected));
                        }
                        done.countDown();
                    });
        }
        await(done);
    }

    @Test
    void timers_fireInOrderOfTime_andNotIfCancelled() throws Exception {
        List<Integer> fired = new ArrayList<>();
        var last = new CountDownLatch(1);
        loop.later(() -> {
            // A thread held up between the two calls would rightly turn their times around: again.
            for (long since = loop.nanoTime(); ; since = loop.nanoTime()) {
                Loop.Timer later = loop.after(3 * MS, () -> fired.add(3));
                Loop.Timer sooner = loop.after(1 * MS, () -> fired.add(1));
                if (loop.nanoTime() - since < 2 * MS) {
                    break;
                }
                later.cancel();
                sooner.cancel();
            }
            Loop.Timer cancelled = loop.after(2 * MS, () -> fired.add(2));
            loop.after(4 * MS, last::countDown);
            cancelled.cancel();
        });
        await(last);
        loop.locked(() -> assertEquals(List.of(1, 3), fired));
    }

    @Test
    void sleep_ofManyCoroutines_endsForEach() throws Exception {
        var done = new CountDownLatch(1_000);
        for (int i = 0; i < 1_000; i++) {
            long nanos = i % 10 * MS;
            loop.start(
                    "sleeper",
                    () -> {
                        long since = loop.nanoTime();
                        loop.sleep(nanos);
                        assertTrue(loop.nanoTime() - since >= nanos);
                        done.countDown();
                    });
        }
        await(done);
    }

    @Test
    void schedule_fromAnotherThreadWhileTheLoopRests_wakesIt() throws Exception {
        var far = new CountDownLatch(1);
        loop.after(3_600_000 * MS, far::countDown);
        var fired = new CountDownLatch(1);
        loop.after(1 * MS, fired::countDown);
        await(fired);
        assertEquals(1, far.getCount());
    }

    @Test
    void close_withCoroutinesParkedEverywhere_unwindsEach() throws Exception {
        var queue = new CoQueue(loop, "never");
        var release = new CountDownLatch(1);
        List<Runnable> waits =
                List.of(
                        queue::await,
                        loop::yield,
                        () -> loop.sleep(3_600_000 * MS),
                        () -> runOnWorker(() -> release.await(60, TimeUnit.SECONDS)));
        var parked = new CountDownLatch(waits.size());
        var unwound = new CountDownLatch(waits.size());
        for (Runnable wait : waits) {
            loop.start(
                    "parked",
                    () -> {
                        try {
                            parked.countDown();
                            wait.run();
                        } finally {
                            unwound.countDown();
                        }
                    });
        }
        await(parked);
        Thread closing = Thread.ofPlatform().start(loop::close);
        release.countDown();
        assertTrue(closing.join(Duration.ofSeconds(5)), "it gave up waiting for its thread");
        assertEquals(0, unwound.getCount());
        loop.locked(() -> assertEquals(0, loop.liveCount()));
    }

    @Test
    void close_fromSeveralThreadsWhileBusy_endsItForAllOfThem() throws Exception {
        var busy = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            loop.start(
                    "busy",
                    () -> {
                        busy.countDown();
                        while (true) {
                            loop.self().wake();
                            loop.yield();
                        }
                    });
        }
        loop.start(
                "worker user",
                () -> {
                    while (true) {
                        runOnWorker(() -> 1);
                    }
                });
        await(busy);
        List<Thread> closing = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            closing.add(Thread.ofPlatform().start(loop::close));
        }
        for (Thread thread : closing) {
            assertTrue(thread.join(Duration.ofSeconds(5)), "it gave up waiting for its thread");
        }
        loop.locked(() -> assertEquals(0, loop.liveCount()));
    }

    @Test
    void close_again_hasNoEffect() {
        loop.close();
        loop.close();
    }

    @Test
    void close_onItsOwnThread_isMisuse() throws Exception {
        var refused = new CountDownLatch(2);
        Runnable close =
                () -> {
                    assertThrows(CoroutineMisuseException.class, loop::close);
                    refused.countDown();
                };
        loop.later(close);
        loop.start("closing", close);
        await(refused);
    }

    @Test
    void start_afterClose_isRejected() {
        loop.close();
        assertThrows(RejectedExecutionException.class, () -> loop.start("late", () -> {}));
    }

    @Test
    void interrupt_insideTheLoop_doesNotEndIt() throws Exception {
        var after = new CountDownLatch(2);
        loop.start("interrupted", () -> Thread.currentThread().interrupt());
        loop.later(() -> Thread.currentThread().interrupt());
        loop.later(after::countDown);
        loop.after(2 * MS, after::countDown);
        await(after);
    }

    @Test
    void locked_byHostThreadsAndCoroutines_excludesThemFromEachOther() throws Exception {
        int rounds = 2_000;
        int[] plain = new int[1];
        var done = new CountDownLatch(4);
        Runnable step =
                () -> {
                    int seen = plain[0];
                    Thread.onSpinWait();
                    plain[0] = seen + 1;
                };
        for (int t = 0; t < 2; t++) {
            Thread.ofPlatform()
                    .start(() -> {
                        for (int i = 0; i < rounds; i++) {
                            loop.locked(step);
                        }
                        done.countDown();
                    });
            loop.start(
                    "counting",
                    () -> {
                        for (int i = 0; i < rounds; i++) {
                            step.run();
                            loop.self().wake();
                            loop.yield();
                        }
                        done.countDown();
                    });
        }
        await(done);
        loop.locked(() -> assertEquals(4 * rounds, plain[0]));
    }

    @Test
    void dump_fromAnyThreadWhileTheyRun_showsEach() throws Exception {
        var queue = new CoQueue(loop, "a reason to go on");
        var parked = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            loop.start(
                    "session",
                    () -> {
                        parked.countDown();
                        queue.await();
                    });
        }
        await(parked);
        String dump = loop.dump(true).toString();
        assertTrue(dump.contains("session: YIELDED, waits for a reason to go on"), dump);
        assertEquals(10, loop.dump(false).size());
    }
}
