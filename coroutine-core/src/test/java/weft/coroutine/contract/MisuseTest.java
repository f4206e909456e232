package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import weft.coroutine.CoMutex;
import weft.coroutine.Coroutine;
import weft.coroutine.CoroutineMisuseException;
import weft.coroutine.ManualLoop;

import java.util.concurrent.locks.ReentrantLock;

/// Misuse fails at once and names the culprit and the place.
class MisuseTest {
    private final ManualLoop loop = ManualLoop.create();

    private static void assertMisuse(Executable call, String... parts) {
        String message = assertThrows(CoroutineMisuseException.class, call).toString();
        for (String part : parts) {
            assertTrue(message.contains(part), message + " lacks " + part);
        }
        assertTrue(message.contains("MisuseTest"), message + " lacks the place");
    }

    @Test
    void enter_recursively_namesBoth() {
        Coroutine[] outer = new Coroutine[1];
        Coroutine inner =
                loop.create(
                        "inner",
                        () ->
                                assertMisuse(
                                        () -> outer[0].enter(),
                                        "'outer'",
                                        "recursively",
                                        "'inner'"));
        outer[0] = loop.create("outer", () -> inner.enter());
        loop.locked(() -> outer[0].enter());
        assertEquals(Coroutine.State.TERMINATED, outer[0].state());
    }

    @Test
    void enter_withoutTheGlobalLock_fails() {
        Coroutine coroutine = loop.create("unlocked", () -> {});
        assertMisuse(() -> coroutine.enter(), "'unlocked'", "without the global lock");
        assertEquals(Coroutine.State.CREATED, coroutine.state());
    }

    @Test
    void yield_outsideACoroutine_isYieldingToNoOne() {
        assertMisuse(() -> loop.yield(), "Yielding to no one");
        loop.locked(() -> assertMisuse(() -> loop.yield(), "Yielding to no one"));
    }

    @Test
    void self_outsideACoroutine_fails() {
        assertMisuse(() -> loop.self(), "Not in a coroutine");
    }

    @Test
    void enter_afterTheEnd_fails() {
        Coroutine coroutine = loop.create("done", () -> {});
        loop.locked(() -> {
            coroutine.enter();
            assertMisuse(() -> coroutine.enter(), "'done'", "after its end");
        });
    }

    @Test
    void wake_twice_namesWhoWasFirst() {
        Coroutine target = loop.create("target", () -> {});
        Coroutine first = loop.create("first", target::wake);
        Coroutine second =
                loop.create(
                        "second",
                        () -> assertMisuse(() -> target.wake(), "'target'", "'first'", "'second'"));
        loop.locked(() -> {
            first.enter();
            second.enter();
            assertMisuse(() -> target.enter(), "already scheduled by 'first'");
        });
        loop.runReady();
        assertEquals(Coroutine.State.TERMINATED, target.state());
    }

    @Test
    void end_holdingAMutex_fails() {
        var mutex = new CoMutex(loop, "m");
        Coroutine coroutine = loop.create("holder", mutex::lock);
        loop.locked(
                () -> assertMisuse(() -> coroutine.enter(), "'holder'", "ended holding 1 lock"));
    }

    @Test
    void unlock_byNonHolder_namesBoth() {
        var mutex = new CoMutex(loop, "m");
        Coroutine holder =
                loop.create(
                        "holder",
                        () -> {
                            mutex.lock();
                            loop.yield();
                            mutex.unlock();
                        });
        Coroutine other =
                loop.create(
                        "other",
                        () -> {
                            assertMisuse(() -> mutex.unlock(), "'other'", "'holder'");
                            assertMisuse(() -> mutex.assertLocked(), "'other'");
                        });
        loop.locked(() -> {
            holder.enter();
            other.enter();
            holder.enter();
        });
        assertFalse(mutex.isLocked());
    }

    @Test
    void yield_insideANoYieldSection_namesTheSection() {
        Coroutine coroutine =
                loop.create(
                        "careless",
                        () ->
                                loop.noYield(
                                        "the palette lock",
                                        () ->
                                                assertMisuse(
                                                        () -> loop.yield(),
                                                        "'careless'",
                                                        "'the palette lock'")));
        loop.locked(() -> coroutine.enter());
        assertEquals(Coroutine.State.TERMINATED, coroutine.state());
    }

    @Test
    void yield_insideSynchronized_isRefusedWhenLocksAreChecked() {
        ManualLoop checking = ManualLoop.checkingLocks();
        Object monitor = new Object();
        Coroutine coroutine =
                checking.create(
                        "monitor holder",
                        () -> {
                            synchronized (monitor) {
                                assertMisuse(
                                        () -> checking.yield(), "'monitor holder'", "monitor of");
                            }
                            checking.yield();
                        });
        checking.locked(() -> coroutine.enter());
        assertEquals(Coroutine.State.YIELDED, coroutine.state());
        checking.unwind();
    }

    @Test
    void yield_holdingAReentrantLock_isRefusedWhenLocksAreChecked() {
        ManualLoop checking = ManualLoop.checkingLocks();
        var lock = new ReentrantLock();
        Coroutine coroutine =
                checking.create(
                        "lock holder",
                        () -> {
                            lock.lock();
                            try {
                                assertMisuse(
                                        () -> checking.yield(), "'lock holder'", "ReentrantLock");
                            } finally {
                                lock.unlock();
                            }
                            checking.yield();
                        });
        checking.locked(() -> coroutine.enter());
        assertEquals(Coroutine.State.YIELDED, coroutine.state());
        checking.unwind();
    }

    /// Tests run with assertions enabled; the JVM lists no locks of the thread back end's virtual
    /// threads.
    @Test
    void yield_insideSynchronized_isRefusedAtItsFirstStackWithAssertionsOn() {
        Object monitor = new Object();
        Coroutine coroutine =
                loop.create(
                        "unmarked",
                        () -> {
                            loop.yield(); // nothing held here
                            synchronized (monitor) {
                                if (loop.backendName().equals("continuation")) {
                                    assertMisuse(() -> loop.yield(), "'unmarked'", "monitor of");
                                } else {
                                    loop.yield();
                                }
                            }
                        });
        loop.locked(() -> {
            while (coroutine.state() != Coroutine.State.TERMINATED) {
                coroutine.enter();
            }
        });
    }

    @Test
    void yield_whileWhoeverEnteredHoldsAMonitorAndALock_isAllowed() {
        assertAllowed(loop);
        assertAllowed(ManualLoop.checkingLocks());
    }

    private static void assertAllowed(ManualLoop loop) {
        Object monitor = new Object();
        var lock = new ReentrantLock();
        Coroutine inner = loop.create("inner", () -> loop.yield());
        Coroutine outer =
                loop.create(
                        "outer",
                        () -> {
                            synchronized (monitor) {
                                inner.enter(); // it comes back here, with the monitor still held
                            }
                        });
        lock.lock();
        try {
            synchronized (lock) {
                loop.locked(() -> outer.enter());
            }
        } finally {
            lock.unlock();
        }
        assertEquals(Coroutine.State.TERMINATED, outer.state());
        assertEquals(Coroutine.State.YIELDED, inner.state());
        loop.unwind();
    }
}
