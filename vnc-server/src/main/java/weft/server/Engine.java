package weft.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.server.transport.NettyLoop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What runs a server, or several beside each other: the loop with its global lock, and workers.
/// All threads are daemons; the last server that closes ends them.
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /// In place of the number of servers: the last one has closed.
    private static final int CLOSED = -1;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<Thread> workerThreads = new CopyOnWriteArrayList<>();
    private final ExecutorService workers;
    private final NettyLoop loop;
    private final AtomicInteger servers = new AtomicInteger();

    private Engine(String name) {
        workers = workers(name);
        loop = NettyLoop.start(name + "-loop", workers);
    }

    static Engine start() {
        return new Engine("weft-" + COUNT.incrementAndGet());
    }

    private ExecutorService workers(String name) {
        // Two at least: a host's callback that never returns takes one of them.
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        return Executors.newFixedThreadPool(
                count,
                task -> {
                    Thread thread =
                            Thread.ofPlatform()
                                    .daemon()
                                    .name(name + "-worker-" + (workerThreads.size() + 1))
                                    .unstarted(task);
                    workerThreads.add(thread);
                    return thread;
                });
    }

    NettyLoop loop() {
        return loop;
    }

    ExecutorService workers() {
        return workers;
    }

    /// Whether the caller is one of its threads, which must not wait for its end.
    boolean isOwnThread() {
        return loop.inCoroutine()
                || loop.isLoopThread()
                || workerThreads.contains(Thread.currentThread());
    }

    /// One more server runs on it.
    ///
    /// @throws IllegalStateException if the last one has closed
    void enter() {
        if (servers.getAndUpdate(count -> count == CLOSED ? CLOSED : count + 1) == CLOSED) {
            throw new IllegalStateException("the server beside which to run is closed");
        }
    }

    /// A server has closed. If it was the last one, all that still runs is unwound and the threads
    /// are ended, if they do so before the deadline.
    ///
    /// @param deadline by [System#nanoTime]
    void leave(long deadline) throws InterruptedException {
        if (servers.updateAndGet(count -> count == 1 ? CLOSED : count - 1) != CLOSED) {
            return;
        }
        var unwound = new CountDownLatch(1);
        loop.unwind(unwound::countDown);
        if (!unwound.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            LOG.warn("still running: {}", loop.dump(false));
        }
        workers.shutdownNow();
        for (Thread worker : workerThreads) {
            worker.join(left(deadline));
        }
        loop.shutDown(left(deadline));
    }

    /// The time that is left; never none, so that what has ended already is seen.
    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }
}
