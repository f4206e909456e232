package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.CoMutex;
import weft.coroutine.CoQueue;
import weft.coroutine.CoRwLock;
import weft.coroutine.Coroutine;
import weft.coroutine.Coroutine.State;
import weft.coroutine.CoroutineCancelledException;
import weft.coroutine.CoroutineMisuseException;
import weft.coroutine.ManualLoop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// Cancellation may come at any time, so it may cross a wake, an enter, a hand-over, a time-out.
class CrossingTest {
    private static final long MS = 1_000_000;

    private final ManualLoop loop = ManualLoop.create();
    private final Steps steps = new Steps();
    private final List<String> done = new ArrayList<>();

    private Coroutine parked(String name) {
        Coroutine coroutine =
                loop.start(
                        name,
                        () -> {
                            try {
                                loop.yield();
                                done.add("went on");
                            } finally {
                                done.add("unwound");
                            }
                        });
        loop.runReady();
        return coroutine;
    }

    @Test
    void wake_afterCancel_isNoMisuse() {
        Coroutine coroutine = parked("parked");
        loop.locked(coroutine::cancel);
        coroutine.wake();
        loop.runReady();
        assertEquals(List.of("unwound"), done);
        coroutine.wake(); // a late one: its end is no fault of the waker
        loop.runReady();
        assertEquals(State.TERMINATED, coroutine.state());
    }

    @Test
    void cancel_afterWake_unwindsOnce() {
        Coroutine coroutine = parked("parked");
        coroutine.wake();
        loop.locked(coroutine::cancel);
        loop.locked(coroutine::cancel);
        loop.runReady();
        assertEquals(List.of("unwound"), done);
        assertEquals(0, loop.liveCount());
    }

    @Test
    void enter_afterCancel_unwindsAtOnce() {
        Coroutine coroutine = parked("parked");
        loop.locked(() -> {
            coroutine.cancel();
            coroutine.enter();
        });
        assertEquals(List.of("unwound"), done);
        loop.runReady();
        assertEquals(State.TERMINATED, coroutine.state());
    }

    @Test
    void wake_ofOneCancelledBeforeItsFirstEnter_isIgnored() {
        Coroutine coroutine = loop.create("created", () -> done.add("ran"));
        loop.locked(coroutine::cancel);
        coroutine.wake();
        loop.runReady();
        assertEquals(List.of(), done);
    }

    @Test
    void cancel_ofItself_showsAtTheNextWait() {
        loop.start(
                "suicidal",
                () -> {
                    loop.self().cancel();
                    loop.self().wake();
                    steps.expect(1);
                    loop.yield();
                    steps.expect(99);
                });
        loop.runReady();
        steps.finish(2);
        assertEquals(0, loop.liveCount());
    }

    @Test
    void cancel_ofAWokenQueueWaiter_passesTheWakeOn() {
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
        loop.locked(() -> {
            queue.next();
            waiters.getFirst().cancel();
        });
        loop.runReady();
        assertEquals(List.of("second"), done);
    }

    @Test
    void enterAll_withCancelledWaiters_entersTheOthersOnce() {
        var queue = new CoQueue(loop, "q");
        List<Coroutine> waiters = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            waiters.add(
                    loop.start(
                            name,
                            () -> {
                                while (true) {
                                    queue.await();
                                    done.add(name);
                                    if (name.equals("b")) {
                                        waiters.getLast().cancel();
                                    }
                                }
                            }));
        }
        loop.runReady();
        loop.locked(() -> {
            waiters.getFirst().cancel();
            queue.enterAll();
        });
        loop.runReady();
        assertEquals(List.of("b"), done);
        loop.unwind();
    }

    @Test
    void upgrade_cancelledWhileItWaits_holdsTheLockAfterwards() {
        var lock = new CoRwLock(loop, "rw");
        Coroutine other =
                loop.start(
                        "other reader",
                        () -> {
                            lock.readLock();
                            loop.yield();
                            lock.unlock();
                        });
        Coroutine upgrader =
                loop.start(
                        "upgrader",
                        () -> {
                            lock.readLock();
                            try {
                                lock.upgrade();
                                steps.expect(2);
                                loop.yield();
                                steps.expect(99);
                            } finally {
                                lock.unlock();
                                steps.expect(3);
                            }
                        });
        loop.runReady();
        loop.locked(upgrader::cancel);
        loop.runReady();
        steps.expect(1);
        loop.locked(() -> other.enter());
        loop.runReady();
        steps.finish(4);
        assertEquals(0, loop.liveCount());
    }

    @Test
    void unlock_ofAnotherReadersHold_isMisuse() {
        var lock = new CoRwLock(loop, "rw");
        Coroutine reader =
                loop.start(
                        "reader",
                        () -> {
                            lock.readLock();
                            loop.yield();
                            lock.unlock();
                        });
        loop.start(
                "thief",
                () -> {
                    try {
                        lock.unlock();
                    } catch (CoroutineMisuseException e) {
                        done.add(e.getMessage());
                    }
                });
        loop.runReady();
        assertTrue(done.getFirst().contains("'thief' unlocks rwlock 'rw'"), done.toString());
        loop.locked(() -> reader.enter());
        assertEquals(0, loop.liveCount());
    }

    @Test
    void awaitWithMutex_cancelledWhileTheMutexIsTaken_waitsForItBeforeItUnwinds() {
        var mutex = new CoMutex(loop, "m");
        var queue = new CoQueue(loop, "q");
        Coroutine waiter =
                loop.start(
                        "waiter",
                        () -> {
                            mutex.lock();
                            try {
                                queue.await(mutex);
                            } finally {
                                mutex.assertLocked();
                                mutex.unlock();
                                steps.expect(2);
                            }
                        });
        Coroutine holder =
                loop.start(
                        "holder",
                        () -> {
                            mutex.lock();
                            loop.yield();
                            mutex.unlock();
                        });
        loop.runReady();
        loop.locked(waiter::cancel);
        loop.runReady();
        loop.locked(waiter::cancel);
        waiter.wake();
        loop.runReady();
        steps.expect(1);
        loop.locked(() -> holder.enter());
        loop.runReady();
        steps.finish(3);
        assertFalse(mutex.isLocked());
    }

    private String timeout(String result) {
        try {
            return loop.timeout(
                    "child",
                    10 * MS,
                    () -> {
                        try {
                            loop.sleep(5 * MS);
                            return result;
                        } finally {
                            done.add("child ended");
                        }
                    },
                    late -> done.add("late " + late));
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void timeout_callerCancelled_unwindsTheEntryToo() {
        Coroutine caller = loop.start("caller", () -> timeout("result"));
        loop.advance(2 * MS);
        loop.locked(caller::cancel);
        loop.runReady();
        assertEquals(List.of("child ended"), done);
        assertEquals(0, loop.liveCount());
        assertEquals(0, loop.timerCount());
    }

    @Test
    void timeout_callerCancelledAsTheEntryEnds_cleansTheResultUp() {
        Coroutine[] caller = new Coroutine[1];
        caller[0] =
                loop.start(
                        "caller",
                        () -> {
                            try {
                                loop.timeout(
                                        "child",
                                        10 * MS,
                                        () -> {
                                            loop.sleep(5 * MS);
                                            caller[0].cancel();
                                            return "result";
                                        },
                                        late -> done.add("late " + late));
                            } catch (TimeoutException e) {
                                throw new AssertionError(e);
                            }
                        });
        loop.advance(20 * MS);
        assertEquals(List.of("late result"), done);
        assertEquals(0, loop.liveCount());
    }

    @Test
    void timeout_resultAndTimeAtOnce_returnsTheResultOrCleansItUp() {
        loop.start(
                "caller",
                () -> {
                    try {
                        done.add(
                                loop.timeout(
                                        "child",
                                        10 * MS,
                                        () -> {
                                            loop.sleep(10 * MS);
                                            return "result";
                                        },
                                        late -> done.add("late " + late)));
                    } catch (TimeoutException e) {
                        done.add("timeout");
                    }
                });
        loop.advance(10 * MS);
        assertTrue(
                done.equals(List.of("result")) || done.equals(List.of("timeout", "late result")),
                done.toString());
    }

    @Test
    void timeout_entryFailing_throwsTheSame() {
        var failure = new IllegalStateException("on purpose");
        loop.start(
                "caller",
                () -> {
                    try {
                        loop.timeout(
                                "child",
                                10 * MS,
                                () -> {
                                    loop.sleep(1 * MS);
                                    throw failure;
                                },
                                late -> done.add("late " + late));
                    } catch (IllegalStateException | TimeoutException e) {
                        done.add(e == failure ? "the same" : "another: " + e);
                    }
                });
        loop.advance(20 * MS);
        assertEquals(List.of("the same"), done);
    }

    @Test
    void timeout_entryCancelled_reachesTheCallerAtOnce() {
        loop.start(
                "caller",
                () -> {
                    try {
                        loop.timeout(
                                "child",
                                10 * MS,
                                () -> {
                                    loop.self().cancel();
                                    loop.sleep(1 * MS);
                                    return "result";
                                },
                                late -> done.add("late " + late));
                    } catch (CoroutineCancelledException | TimeoutException e) {
                        done.add(e.getMessage() + " at " + loop.nanoTime());
                    }
                });
        loop.advance(20 * MS);
        assertEquals(List.of("coroutine 'child' was cancelled at 0"), done);
    }

    @Test
    void timeout_outsideACoroutine_failsBeforeTheEntryRuns() {
        loop.locked(() -> {
            try {
                timeout("never");
            } catch (CoroutineMisuseException e) {
                done.add("misuse");
            }
        });
        assertEquals(List.of("misuse"), done);
    }

    @Test
    void unwind_ofAFinallyBlockThatStartsAnother_unwindsThatToo() {
        loop.start(
                "first",
                () -> {
                    try {
                        loop.yield();
                    } finally {
                        parkedLater("second");
                    }
                });
        loop.runReady();
        loop.unwind();
        assertEquals(List.of("unwound"), done);
        assertEquals(0, loop.liveCount());
    }

    private void parkedLater(String name) {
        loop.start(
                name,
                () -> {
                    try {
                        loop.yield();
                    } finally {
                        done.add("unwound");
                    }
                });
    }
}
