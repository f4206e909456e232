package weft.server.transport;

import org.jspecify.annotations.Nullable;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// A Netty event loop with real sockets, whose clock stands still until a test moves it on.
public final class VirtualLoop extends NettyLoop {

    /// In one turn a message of the server is sent, in the next its reader begins, then it sees
    /// what has arrived, and does what coroutines have asked for then.
    private static final int TURNS = 5;

    private static final long PATIENCE_SECONDS = 60;

    private record Alarm(long due, long order, Runnable task) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final NavigableSet<Alarm> alarms = new TreeSet<>();
    private long alarmCount;

    /// How many coroutines wait for what others do for them.
    private int handedOver;

    private volatile long now;

    /// A loop whose clock is at 0.
    public VirtualLoop(String name, Executor workers) {
        super(name, workers);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /// The lock is held for real.
    @Override
    public long workNanoTime() {
        return System.nanoTime();
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T runOn(
            Executor executor, String what, Task<T, X> task) throws X {
        change(1);
        try {
            return super.runOn(executor, what, task);
        } finally {
            change(-1);
        }
    }

    private void change(int count) {
        synchronized (alarms) {
            handedOver += count;
            alarms.notifyAll();
        }
    }

    @Override
    protected Timer schedule(long nanos, Runnable task) {
        synchronized (alarms) {
            var alarm = new Alarm(now + nanos, ++alarmCount, task);
            alarms.add(alarm);
            return () -> {
                synchronized (alarms) {
                    alarms.remove(alarm);
                }
            };
        }
    }

    /// Moves the clock on by `nanos`, timer by timer, and waits for what they do; first for what
    /// was going on.
    public void advance(long nanos) {
        settle();
        advance(nanos, this::settle);
    }

    /// The same without waiting, for a loop that is ending.
    public void hurry(long nanos) {
        advance(nanos, () -> {});
    }

    private void advance(long nanos, Runnable afterEach) {
        long end = now + nanos;
        for (Alarm next; (next = nextUntil(end)) != null; ) {
            now = next.due;
            execute(next.task);
            afterEach.run();
        }
        now = end;
    }

    private @Nullable Alarm nextUntil(long end) {
        synchronized (alarms) {
            return alarms.isEmpty() || alarms.first().due > end ? null : alarms.pollFirst();
        }
    }

    /// How many timers are pending.
    public int timerCount() {
        synchronized (alarms) {
            return alarms.size();
        }
    }

    /// Waits until the loop has dealt with what had arrived at its sockets before, and with what it
    /// gave to workers for that.
    public void settle() {
        settleOnce();
        while (awaitWorkers()) {
            settleOnce();
        }
    }

    /// Whether there was anything to wait for.
    private boolean awaitWorkers() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (alarms) {
            boolean any = handedOver > 0;
            while (handedOver > 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("the workers of " + this + " stand still");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(alarms, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                }
            }
            return any;
        }
    }

    private void settleOnce() {
        var done = new CountDownLatch(1);
        turn(TURNS, done);
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(this + " stands still");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// A turn looks at the sockets first, then runs tasks; what is to come after it does so in the
    /// next one.
    private void turn(int left, CountDownLatch done) {
        execute(() ->
                eventLoop()
                        .executeAfterEventLoopIteration(() -> {
                            if (left == 0) {
                                done.countDown();
                            } else {
                                turn(left - 1, done);
                            }
                        }));
    }
}
