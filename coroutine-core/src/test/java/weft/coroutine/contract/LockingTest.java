package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.CoMutex;
import weft.coroutine.CoQueue;
import weft.coroutine.CoRwLock;
import weft.coroutine.Coroutine;
import weft.coroutine.ManualLoop;

import java.util.ArrayList;
import java.util.List;

/// The locking cases of QEMU's `test-coroutine.c`, and the queue.
class LockingTest {
    private final ManualLoop loop = ManualLoop.create();
    private final Steps steps = new Steps();

    @Test
    void mutex_secondLocker_parksAndRunsAfterTheUnlockerYields() {
        var mutex = new CoMutex(loop, "m");
        Coroutine first =
                loop.create(
                        "first",
                        () -> {
                            mutex.lock();
                            steps.expect(1);
                            loop.yield();
                            mutex.unlock();
                            steps.expect(4); // unlocking only queues the second one
                        });
        Coroutine second =
                loop.create(
                        "second",
                        () -> {
                            steps.expect(2);
                            mutex.lock();
                            steps.expect(5);
                            mutex.unlock();
                        });
        loop.locked(() -> {
            first.enter();
            second.enter();
            assertTrue(mutex.isLocked());
            steps.expect(3);
            first.enter();
        });
        loop.runReady();
        steps.finish(6);
        assertFalse(mutex.isLocked());
    }

    @Test
    void rwlock_upgradeOfTheSoleReader_queuesBehindAWaitingWriter() {
        var lock = new CoRwLock(loop, "rw");
        Coroutine reader =
                loop.create(
                        "reader",
                        () -> {
                            lock.readLock();
                            steps.expect(1);
                            loop.yield();
                            lock.upgrade();
                            steps.expect(4);
                            lock.unlock();
                        });
        Coroutine writer =
                loop.create(
                        "writer",
                        () -> {
                            steps.expect(2);
                            lock.writeLock();
                            steps.expect(3);
                            lock.unlock();
                        });
        loop.locked(() -> {
            reader.enter();
            writer.enter();
            reader.enter();
        });
        loop.runReady();
        steps.finish(5);
    }

    @Test
    void rwlock_downgrade_letsQueuedReadersInButNotTheWriterBehindThem() {
        var lock = new CoRwLock(loop, "rw");
        Coroutine writer =
                loop.create(
                        "writer",
                        () -> {
                            lock.writeLock();
                            steps.expect(1);
                            loop.yield();
                            lock.downgrade();
                            steps.expect(2);
                            loop.yield();
                            lock.unlock();
                            steps.expect(5);
                        });
        Coroutine firstReader =
                loop.create(
                        "reader 1",
                        () -> {
                            lock.readLock();
                            steps.expect(3);
                            lock.unlock();
                        });
        Coroutine secondWriter =
                loop.create(
                        "writer 2",
                        () -> {
                            lock.writeLock();
                            steps.expect(6);
                            lock.unlock();
                        });
        Coroutine lateReader =
                loop.create(
                        "reader 2",
                        () -> {
                            lock.readLock();
                            steps.expect(7);
                            lock.unlock();
                        });
        loop.locked(() -> {
            writer.enter();
            firstReader.enter();
            secondWriter.enter();
            lateReader.enter();
            writer.enter();
        });
        loop.runReady();
        steps.expect(4);
        loop.locked(() -> writer.enter());
        loop.runReady();
        steps.finish(8);
    }

    @Test
    void rwlock_cancelledWaiters_doNotBlockTheLine() {
        var lock = new CoRwLock(loop, "rw");
        Coroutine writer =
                loop.create(
                        "writer",
                        () -> {
                            lock.writeLock();
                            loop.yield();
                            lock.unlock();
                        });
        Coroutine cancelled = loop.create("cancelled", lock::writeLock);
        Coroutine reader =
                loop.create(
                        "reader",
                        () -> {
                            lock.readLock();
                            steps.expect(1);
                            lock.unlock();
                        });
        loop.locked(() -> {
            writer.enter();
            cancelled.enter();
            reader.enter();
            cancelled.cancel();
            writer.enter();
        });
        loop.runReady();
        steps.finish(2);
        assertEquals(0, loop.liveCount());
    }

    @Test
    void queue_nextAndRestartAll_wakeInOrder() {
        var queue = new CoQueue(loop, "q");
        List<String> woken = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            loop.start(
                    name,
                    () -> {
                        if (name.equals("d")) {
                            queue.awaitAtFront();
                        } else {
                            queue.await();
                        }
                        woken.add(name);
                    });
        }
        loop.runReady();
        loop.locked(() -> assertTrue(queue.next()));
        loop.runReady();
        assertEquals(List.of("d"), woken);
        loop.locked(() -> assertTrue(queue.enterNext()));
        assertEquals(List.of("d", "a"), woken);
        loop.locked(queue::restartAll);
        assertEquals(List.of("d", "a"), woken);
        loop.runReady();
        assertEquals(List.of("d", "a", "b", "c"), woken);
        loop.locked(() -> assertFalse(queue.next()));
    }

    @Test
    void queue_awaitWithMutex_releasesAndRetakesIt() {
        var mutex = new CoMutex(loop, "m");
        var queue = new CoQueue(loop, "q");
        loop.start(
                "consumer",
                () -> {
                    mutex.lock();
                    steps.expect(1);
                    queue.await(mutex);
                    mutex.assertLocked();
                    steps.expect(4);
                    mutex.unlock();
                });
        loop.start(
                "producer",
                () -> {
                    mutex.lock(); // free, since the consumer waits
                    steps.expect(2);
                    queue.next();
                    loop.sleep(1);
                    steps.expect(3);
                    mutex.unlock();
                });
        loop.advance(1);
        steps.finish(5);
    }

    @Test
    void queue_enterAll_entersEachOnceEvenIfItWaitsAgain() {
        var queue = new CoQueue(loop, "q");
        int[] rounds = new int[1];
        for (int i = 0; i < 3; i++) {
            loop.start(
                    "again " + i,
                    () -> {
                        while (true) {
                            queue.await();
                            rounds[0]++;
                        }
                    });
        }
        loop.runReady();
        loop.locked(queue::enterAll);
        assertEquals(3, rounds[0]);
        loop.unwind();
        assertEquals(0, loop.liveCount());
    }
}
