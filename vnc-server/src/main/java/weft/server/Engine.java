package weft.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.server.transport.NettyLoop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/// What runs a server, or several beside each other: the loop with its global lock, and workers.
/// All threads are daemons; the last server that closes ends them.
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /// In place of the number of servers: the last one has closed.
    private static final int CLOSED = -1;

    private static final int LOGIN_THREADS = 2;
    private static final int LOGIN_QUEUE = 64;
    private static final long LOGIN_IDLE_SECONDS = 30;

    /// How long the host's callbacks may take that are due when the last server closes.
    private static final long LAST_CALLBACKS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<Thread> ownThreads = new CopyOnWriteArrayList<>();
    private final ExecutorService workers;
    private final ExecutorService logins;
    private final NettyLoop loop;
    private final AtomicInteger servers = new AtomicInteger();

    private Engine(String name, BiFunction<String, Executor, NettyLoop> loops) {
        workers = workers(name);
        logins = logins(name);
        loop = loops.apply(name + "-loop", workers);
    }

    static Engine start() {
        return start(NettyLoop::start);
    }

    /// One with a loop of its own kind.
    ///
    /// @param loops makes it, of a name and the workers
    static Engine start(BiFunction<String, Executor, NettyLoop> loops) {
        return new Engine("weft-" + COUNT.incrementAndGet(), loops);
    }

    private ExecutorService workers(String name) {
        // Two at least: a host's callback that never returns takes one of them.
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        return Executors.newFixedThreadPool(count, threads(name + "-worker-"));
    }

    /// What logins reckon with keys, and hosts that look for users: a flood of them waits for each
    /// other here, and for nobody else; one that finds the queue full is refused.
    private ExecutorService logins(String name) {
        var pool =
                new ThreadPoolExecutor(
                        LOGIN_THREADS,
                        LOGIN_THREADS,
                        LOGIN_IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(LOGIN_QUEUE),
                        threads(name + "-login-"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private ThreadFactory threads(String prefix) {
        var count = new AtomicInteger();
        return task -> {
            Thread thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name(prefix + count.incrementAndGet())
                            .unstarted(task);
            ownThreads.removeIf(ended -> ended.getState() == Thread.State.TERMINATED);
            ownThreads.add(thread);
            return thread;
        };
    }

    ExecutorService logins() {
        return logins;
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
                || ownThreads.contains(Thread.currentThread());
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
        // The host is told yet which keys are up that viewers held; one that never returns is
        // interrupted.
        workers.shutdown();
        logins.shutdownNow();
        long told = Math.min(LAST_CALLBACKS_NANOS, deadline - System.nanoTime());
        if (!workers.awaitTermination(told, TimeUnit.NANOSECONDS)) {
            workers.shutdownNow();
        }
        for (Thread thread : ownThreads) {
            thread.join(left(deadline));
        }
        loop.shutDown(left(deadline));
    }

    /// The time that is left; never none, so that what has ended already is seen.
    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }
}
