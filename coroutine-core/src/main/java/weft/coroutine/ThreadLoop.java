package weft.coroutine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The plain loop: one daemon thread of its own, and one worker thread for each processor, started
/// when they are first needed.
public final class ThreadLoop extends Loop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("weft.coroutine");
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final ConcurrentSkipListSet<Alarm> alarms = new ConcurrentSkipListSet<>();
    private final AtomicLong alarmCount = new AtomicLong();
    private final ExecutorService workers;
    private final Thread thread;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;

    private ThreadLoop(String name, ExecutorService workers) {
        super(name, workers);
        this.workers = workers;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /// A loop that runs from now on; `name` is its thread's.
    public static ThreadLoop start(String name) {
        var count = new AtomicInteger();
        ThreadFactory factory =
                task ->
                        Thread.ofPlatform()
                                .daemon()
                                .name(name + "-worker-" + count.incrementAndGet())
                                .unstarted(task);
        var loop =
                new ThreadLoop(
                        name,
                        Executors.newFixedThreadPool(
                                Runtime.getRuntime().availableProcessors(), factory));
        loop.thread.start();
        return loop;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(this + " is closed");
        }
        tasks.add(task);
    }

    @Override
    protected Timer schedule(long nanos, Runnable task) {
        var alarm = new Alarm(nanoTime() + nanos, alarmCount.incrementAndGet(), task);
        alarms.add(alarm);
        if (Thread.currentThread() != thread) {
            tasks.add(() -> {}); // so that the thread looks at the alarms again
        }
        return () -> alarms.remove(alarm);
    }

    private void run() {
        while (!closed) {
            runDueAlarms();
            try {
                Alarm next = firstAlarm();
                Runnable task =
                        next == null
                                ? tasks.take()
                                : tasks.poll(next.due - nanoTime(), TimeUnit.NANOSECONDS);
                if (task != null) {
                    runSafely(task);
                }
            } catch (InterruptedException e) {
                // A coroutine has interrupted itself, and has ended or yielded since: not for us.
                LOG.log(System.Logger.Level.DEBUG, "interrupted", e);
            }
        }
    }

    private @Nullable Alarm firstAlarm() {
        // Not first(): it throws if the last one is cancelled meanwhile.
        Iterator<Alarm> inOrder = alarms.iterator();
        return inOrder.hasNext() ? inOrder.next() : null;
    }

    private void runDueAlarms() {
        for (Alarm next; (next = firstAlarm()) != null && next.due - nanoTime() <= 0; ) {
            if (alarms.remove(next)) {
                runSafely(next.task);
            }
        }
    }

    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            uncaught("a task", e);
        }
    }

    /// Unwinds every coroutine and ends the threads; waits for that for at most 5 s. From any
    /// thread but the loop's own. Closing twice has no effect.
    ///
    /// @throws CoroutineMisuseException on the loop's thread, which would wait for itself
    @Override
    public void close() {
        if (Thread.currentThread() == thread || inCoroutine()) {
            throw new CoroutineMisuseException(this + " is closed on its own thread");
        }
        long deadline = System.nanoTime() + CLOSE_NANOS;
        if (closing.compareAndSet(false, true)) {
            later(this::unwind);
        }
        boolean ended = false;
        try {
            ended = thread.join(Duration.ofNanos(CLOSE_NANOS));
            closed = true;
            workers.shutdownNow();
            ended &= workers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        tasks.add(() -> {});
        workers.shutdownNow();
        if (!ended) {
            uncaught("closing " + this, new IllegalStateException("still parked: " + dump(false)));
        }
    }

    /// Cancels what is parked, and comes again until nothing is.
    private void unwind() {
        cancelAll();
        if (liveCount() == 0) {
            closed = true;
            tasks.add(() -> {}); // so that the thread does not rest before it looks
        } else {
            after(TimeUnit.MILLISECONDS.toNanos(1), this::unwind);
        }
    }

    private record Alarm(long due, long order, Runnable task) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.signum(due - other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
