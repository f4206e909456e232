package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.CoMutex;
import weft.coroutine.CoQueue;
import weft.coroutine.Coroutine;
import weft.coroutine.CoroutineCancelledException;
import weft.coroutine.ManualLoop;

class CancelTest {
    private final ManualLoop loop = ManualLoop.create();
    private final Steps steps = new Steps();

    @Test
    void cancel_whileParked_unwindsWithFinallyBlocks() {
        var queue = new CoQueue(loop, "never");
        Coroutine coroutine =
                loop.start(
                        "parked",
                        () -> {
                            try {
                                steps.expect(1);
                                queue.await();
                                steps.expect(99);
                            } finally {
                                steps.expect(3);
                            }
                        });
        loop.runReady();
        assertEquals(1, loop.liveCount());
        loop.locked(coroutine::cancel);
        steps.expect(2);
        loop.runReady();
        steps.finish(4);
        assertEquals(Coroutine.State.TERMINATED, coroutine.state());
        assertTrue(queue.isEmpty());
        assertEquals(0, loop.liveCount());
    }

    @Test
    void cancel_beforeTheFirstEnter_neverRuns() {
        Coroutine created = loop.create("created", () -> steps.expect(99));
        Coroutine started = loop.start("started", () -> steps.expect(98));
        loop.locked(() -> {
            created.cancel();
            started.cancel();
        });
        loop.runReady();
        assertEquals(Coroutine.State.TERMINATED, created.state());
        assertEquals(Coroutine.State.TERMINATED, started.state());
    }

    @Test
    void cancel_inFinallyThatWaits_throwsAgain() {
        Coroutine coroutine =
                loop.start(
                        "stubborn",
                        () -> {
                            try {
                                loop.yield();
                            } finally {
                                assertThrows(CoroutineCancelledException.class, loop::yield);
                                steps.expect(1);
                            }
                        });
        loop.runReady();
        loop.locked(coroutine::cancel);
        loop.runReady();
        steps.finish(2);
    }

    @Test
    void cancel_whileAsleep_removesTheTimer() {
        Coroutine coroutine = loop.start("sleeper", () -> loop.sleep(1_000_000));
        loop.runReady();
        assertEquals(1, loop.timerCount());
        loop.locked(coroutine::cancel);
        loop.runReady();
        assertEquals(0, loop.timerCount());
        assertEquals(Coroutine.State.TERMINATED, coroutine.state());
    }

    @Test
    void cancel_ofAMutexWaiter_passesTheMutexOn() {
        var mutex = new CoMutex(loop, "m");
        Coroutine holder =
                loop.start(
                        "holder",
                        () -> {
                            mutex.lock();
                            loop.yield();
                            mutex.unlock();
                        });
        Coroutine victim =
                loop.start(
                        "victim",
                        () -> {
                            mutex.lock();
                            steps.expect(99);
                        });
        loop.start(
                "third",
                () -> {
                    mutex.lock();
                    steps.expect(2);
                    mutex.unlock();
                });
        loop.runReady();
        steps.expect(1);
        loop.locked(() -> {
            victim.cancel();
            holder.enter();
        });
        loop.runReady();
        steps.finish(3);
        assertFalse(mutex.isLocked());
        assertEquals(Coroutine.State.TERMINATED, victim.state());
    }

    @Test
    void cancel_afterTheMutexWasHandedOver_releasesIt() {
        var mutex = new CoMutex(loop, "m");
        Coroutine holder =
                loop.start(
                        "holder",
                        () -> {
                            mutex.lock();
                            loop.yield();
                            mutex.unlock();
                        });
        Coroutine victim =
                loop.start(
                        "victim",
                        () -> {
                            mutex.lock();
                            steps.expect(99);
                        });
        loop.runReady();
        loop.locked(() -> {
            holder.enter();
            victim.cancel();
        });
        loop.runReady();
        assertFalse(mutex.isLocked());
        assertEquals(Coroutine.State.TERMINATED, victim.state());
    }

    @Test
    void cancel_whileOnAWorker_waitsForTheWorker() {
        Coroutine coroutine =
                loop.start(
                        "worker user",
                        () -> {
                            try {
                                loop.runOnWorker(
                                        "step",
                                        () -> {
                                            steps.expect(2);
                                            return 1;
                                        });
                                steps.expect(99);
                            } finally {
                                steps.expect(3);
                            }
                        });
        // Enter it by hand, so that the worker's task stays queued.
        Coroutine waiting = loop.create("direct", () -> {});
        loop.locked(() -> waiting.enter());
        loop.later(() -> {
            steps.expect(1);
            coroutine.cancel();
        });
        loop.runReady();
        steps.finish(4);
        assertEquals(Coroutine.State.TERMINATED, coroutine.state());
    }

    @Test
    void awaitWithMutex_cancelled_holdsTheMutexWhileUnwinding() {
        var mutex = new CoMutex(loop, "m");
        var queue = new CoQueue(loop, "q");
        Coroutine coroutine =
                loop.start(
                        "waiter",
                        () -> {
                            mutex.lock();
                            try {
                                queue.await(mutex);
                            } finally {
                                mutex.assertLocked();
                                mutex.unlock();
                                steps.expect(1);
                            }
                        });
        loop.runReady();
        assertFalse(mutex.isLocked());
        loop.locked(coroutine::cancel);
        loop.runReady();
        steps.finish(2);
        assertFalse(mutex.isLocked());
    }
}
