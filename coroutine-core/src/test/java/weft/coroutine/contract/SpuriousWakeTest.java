package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.CoMutex;
import weft.coroutine.CoQueue;
import weft.coroutine.CoRwLock;
import weft.coroutine.CoSleep;
import weft.coroutine.Coroutine;
import weft.coroutine.ManualLoop;

import java.util.ArrayList;
import java.util.List;

/// A coroutine that waits in a primitive, and is woken or entered by somebody who knows nothing of
/// it, goes on waiting, and misses nothing.
class SpuriousWakeTest {
    private static final long MS = 1_000_000;

    private final ManualLoop loop = ManualLoop.create();
    private final List<String> done = new ArrayList<>();

    @Test
    void queue_waiterWokenByAStranger_keepsItsPlace() {
        var queue = new CoQueue(loop, "q");
        Coroutine waiter =
                loop.start(
                        "waiter",
                        () -> {
                            queue.await();
                            done.add("woken");
                        });
        loop.runReady();
        waiter.wake();
        loop.runReady();
        loop.locked(() -> waiter.enter());
        assertEquals(List.of(), done);
        assertFalse(queue.isEmpty());
        loop.locked(() -> assertTrue(queue.next()));
        loop.runReady();
        assertEquals(List.of("woken"), done);
        assertTrue(queue.isEmpty());
    }

    @Test
    void queue_nextWhileAStrangersWakeIsPending_wakesThatWaiterAndNoOther() {
        var queue = new CoQueue(loop, "q");
        List<Coroutine> waiters = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            waiters.add(
                    loop.start(
                            name,
                            () -> {
                                queue.await();
                                done.add(name);
                            }));
        }
        loop.runReady();
        waiters.getFirst().wake();
        loop.locked(() -> assertTrue(queue.next()));
        loop.runReady();
        assertEquals(List.of("first"), done);
        waiters.getLast().wake();
        loop.locked(() -> assertTrue(queue.enterNext()));
        loop.runReady();
        assertEquals(List.of("first", "second"), done);
    }

    @Test
    void mutex_unlockWhileAStrangersWakeIsPending_handsItOver() {
        var mutex = new CoMutex(loop, "m");
        Coroutine holder =
                loop.start(
                        "holder",
                        () -> {
                            mutex.lock();
                            loop.yield();
                            mutex.unlock();
                        });
        Coroutine waiter =
                loop.start(
                        "waiter",
                        () -> {
                            mutex.lock();
                            done.add("locked");
                            mutex.unlock();
                        });
        loop.runReady();
        loop.locked(() -> waiter.enter());
        waiter.wake();
        loop.locked(() -> holder.enter());
        loop.runReady();
        assertEquals(List.of("locked"), done);
        assertFalse(mutex.isLocked());
    }

    @Test
    void rwlock_unlockWhileAStrangersWakeIsPending_grantsTheTicket() {
        var lock = new CoRwLock(loop, "rw");
        Coroutine writer =
                loop.start(
                        "writer",
                        () -> {
                            lock.writeLock();
                            loop.yield();
                            lock.unlock();
                        });
        Coroutine reader =
                loop.start(
                        "reader",
                        () -> {
                            lock.readLock();
                            done.add("reading");
                            lock.unlock();
                        });
        loop.runReady();
        loop.locked(() -> reader.enter());
        reader.wake();
        loop.locked(() -> writer.enter());
        loop.runReady();
        assertEquals(List.of("reading"), done);
    }

    @Test
    void sleep_wokenByAStranger_lastsItsTime() {
        Coroutine sleeper =
                loop.start(
                        "sleeper",
                        () -> {
                            loop.sleep(10 * MS);
                            done.add("at " + loop.nanoTime() / MS);
                        });
        loop.advance(5 * MS);
        sleeper.wake();
        loop.advance(20 * MS);
        assertEquals(List.of("at 10"), done);
    }

    @Test
    void coSleep_nextSleeperBeforeTheLastOneResumed_isWokenInItsTurn() {
        var sleep = new CoSleep(loop);
        Coroutine second =
                loop.create(
                        "second",
                        () -> {
                            sleep.sleep();
                            done.add("second");
                        });
        loop.start(
                "first",
                () -> {
                    sleep.sleep(10 * MS);
                    done.add("first");
                });
        loop.runReady();
        loop.locked(() -> {
            sleep.wake();
            second.enter();
        });
        loop.advance(20 * MS); // the timer of the first one is not the second one's
        assertEquals(List.of("first"), done);
        loop.locked(sleep::wake);
        loop.runReady();
        assertEquals(List.of("first", "second"), done);
    }

    @Test
    void runOnWorker_wokenByAStranger_waitsForTheResult() {
        Coroutine[] caller = new Coroutine[1];
        caller[0] =
                loop.create(
                        "caller",
                        () ->
                                done.add(
                                        loop.runOnWorker(
                                                "answering",
                                                () -> {
                                                    // Both entries come before the result.
                                                    loop.locked(() -> caller[0].enter());
                                                    caller[0].wake();
                                                    return "answer";
                                                })));
        loop.locked(() -> caller[0].enter());
        loop.runReady();
        assertEquals(List.of("answer"), done);
        assertEquals(0, loop.liveCount());
    }
}
