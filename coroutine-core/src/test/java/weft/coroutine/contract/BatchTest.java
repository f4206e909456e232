package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.CoQueue;
import weft.coroutine.CoTurn;
import weft.coroutine.Loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A wake of many is entered in batches, so that others get the lock in between, and what the
/// coroutines have written is flushed without it.
class BatchTest {
    private static final int MOST = 64;
    private static final int MANY = 3_000;

    private final HandLoop loop = new HandLoop();
    private int entered;

    /// Runs its tasks where the test says so, and looks around after each batch.
    private static final class HandLoop extends Loop {
        final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        final List<Throwable> thrown = new ArrayList<>();
        Runnable afterBatch = () -> {};

        HandLoop() {
            super("by hand", Runnable::run);
        }

        @Override
        protected void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        protected Timer schedule(long nanos, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        protected void afterBatch() {
            afterBatch.run();
        }

        @Override
        protected void uncaught(String who, Throwable e) {
            thrown.add(e);
        }

        void run() {
            for (Runnable task; (task = tasks.poll()) != null; ) {
                task.run();
            }
        }
    }

    private boolean anotherThreadGetsTheLock() {
        Thread other = Thread.ofPlatform().start(() -> loop.locked(() -> {}));
        try {
            return other.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wakeOfThousands_isEnteredInBatchesWithTheLockFreeInBetween() {
        var queue = new CoQueue(loop, "all");
        for (int i = 0; i < MANY; i++) {
            loop.start(
                    "one of many",
                    () -> {
                        queue.await();
                        entered++;
                    });
        }
        loop.run();
        assertEquals(MANY, loop.liveCount());
        List<Integer> batches = new ArrayList<>();
        int[] before = new int[1];
        loop.afterBatch =
                () -> {
                    batches.add(entered - before[0]);
                    before[0] = entered;
                    if (batches.size() % 8 == 1) {
                        assertTrue(anotherThreadGetsTheLock(), "the lock is held in between");
                    }
                };
        loop.locked(queue::restartAll);
        assertEquals(1, loop.tasks.size(), "one batch is posted, whoever is woken");
        loop.run();
        assertEquals(List.of(), loop.thrown);
        assertEquals(MANY, entered);
        assertTrue(batches.stream().allMatch(size -> size <= MOST), batches.toString());
        assertTrue(batches.size() >= MANY / MOST, batches.toString());
    }

    @Test
    void afterBatch_runsAfterLaterTasksToo_withoutTheLock() {
        boolean[] free = new boolean[1];
        loop.afterBatch = () -> free[0] = anotherThreadGetsTheLock();
        loop.later(() -> assertFalse(free[0]));
        loop.run();
        assertTrue(free[0]);
    }

    @Test
    void later_inACoroutine_runsWhenThatHasYielded_inTheSameBatch() {
        List<String> order = new ArrayList<>();
        loop.start(
                "asker",
                () -> {
                    loop.later(() -> order.add("task"));
                    order.add("coroutine");
                });
        loop.afterBatch = () -> order.add("flush");
        loop.run();
        assertEquals(List.of("coroutine", "task", "flush"), order.subList(0, 3));
        assertEquals(List.of(), loop.thrown);
    }

    @Test
    void later_inACoroutine_failing_isReported() {
        loop.start(
                "asker",
                () ->
                        loop.later(() -> {
                            throw new ArithmeticException("a task that fails");
                        }));
        loop.run();
        assertEquals(ArithmeticException.class, loop.thrown.getFirst().getClass());
    }

    @Test
    void afterBatch_failing_isReportedAndTheRestIsEntered() {
        loop.afterBatch =
                () -> {
                    throw new ArithmeticException("a flush that fails");
                };
        for (int i = 0; i < 3 * MOST; i++) {
            loop.start("one of many", () -> entered++);
        }
        loop.run();
        assertEquals(3 * MOST, entered);
        assertTrue(loop.thrown.size() >= 3, loop.thrown.toString());
    }

    @Test
    void uncaught_inOneOfABatch_doesNotKeepTheOthersFromTheirTurn() {
        loop.start(
                "failing",
                () -> {
                    throw new ArithmeticException();
                });
        loop.start("next", () -> entered++);
        loop.run();
        assertEquals(1, entered);
        assertEquals(1, loop.thrown.size());
    }

    @Test
    void longestHold_afterABatch_isKnown() {
        loop.start("one", () -> entered++);
        loop.run();
        assertTrue(loop.longestHoldNanos() > 0);
    }

    /// One that has much to do, and waits for nothing, gives way after so many parts.
    @Test
    void turn_ofManyParts_letsOthersRunInBetween() {
        List<String> order = new ArrayList<>();
        loop.start(
                "busy",
                () -> {
                    var turn = new CoTurn(loop, 2, Long.MAX_VALUE);
                    for (int i = 0; i < 5; i++) {
                        order.add("busy " + i);
                        turn.partDone();
                    }
                });
        loop.start("other", () -> order.add("other"));
        loop.run();
        assertEquals(List.of("busy 0", "busy 1", "other", "busy 2", "busy 3", "busy 4"), order);
        assertEquals(List.of(), loop.thrown);
    }

    /// One that waits in between has no turn that could be over.
    @Test
    void turn_afterWaiting_beginsAnew() {
        List<String> order = new ArrayList<>();
        var more = new CoQueue(loop, "more");
        loop.start(
                "reader",
                () -> {
                    var turn = new CoTurn(loop, 2, Long.MAX_VALUE);
                    for (int i = 0; i < 4; i++) {
                        more.await();
                        turn.partDone();
                        order.add("reader " + i);
                    }
                });
        loop.run();
        for (int i = 0; i < 4; i++) {
            loop.locked(() -> {
                assertTrue(more.next());
                loop.start("other", () -> order.add("other"));
            });
            loop.run();
        }
        assertEquals(
                List.of(
                        "reader 0",
                        "other",
                        "reader 1",
                        "other",
                        "reader 2",
                        "other",
                        "reader 3",
                        "other"),
                order);
    }
}
