package weft.cli.source;

import weft.client.recording.Pace;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The time of a recording that is played: what was before its beginning comes at once.
///
/// For one thread; any may close it.
final class ReplayClock implements Pace, AutoCloseable {

    private final long fromMillis;
    private final double speed;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long startNanos;
    private boolean started;

    ReplayClock(Duration from, double speed, LongSupplier nanoTime) {
        this.fromMillis = from.toMillis();
        this.speed = speed;
        this.nanoTime = nanoTime;
    }

    /// Lets the time run, from now on.
    void start() {
        startNanos = nanoTime.getAsLong();
        started = true;
    }

    /// How long it is until then; nothing before the time runs.
    long nanosUntil(long millis) {
        double due = Math.max(0, millis - fromMillis) * 1e6 / speed;
        return started ? (long) due - (nanoTime.getAsLong() - startNanos) : 0;
    }

    @Override
    public void await(long millis) throws InterruptedException {
        if (closed.await(Math.max(0, nanosUntil(millis)), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the replay is closed");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
