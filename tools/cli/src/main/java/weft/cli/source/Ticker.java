package weft.cli.source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Moves a picture at a steady pace on a daemon thread of its own, while somebody watches.
public final class Ticker implements AutoCloseable {

    /// One step of the picture.
    @FunctionalInterface
    public interface Step {
        /// Returns false when there is no next one.
        boolean run() throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    /// How often it looks whether somebody watches.
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// A delay beyond this is not caught up with.
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final long periodNanos;
    private final Step step;
    private final Thread thread;
    private volatile BooleanSupplier watched = () -> true;
    private volatile boolean closed;

    /// One that has not begun.
    ///
    /// @param name of its thread
    /// @param perSecond how many steps
    public Ticker(String name, double perSecond, Step step) {
        this.name = name;
        this.periodNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        this.step = step;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /// Begins.
    ///
    /// @param whileTrue asked before each step
    public void start(BooleanSupplier whileTrue) {
        watched = whileTrue;
        thread.start();
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (!closed) {
                if (!watched.getAsBoolean()) {
                    LockSupport.parkNanos(this, IDLE_NANOS);
                    next = System.nanoTime();
                } else if (!step.run()) {
                    return;
                } else {
                    next = Math.max(next + periodNanos, System.nanoTime() - LATE_NANOS);
                    sleepUntil(next);
                }
            }
        } catch (Exception | OutOfMemoryError e) {
            if (!closed) {
                LOG.warn("the picture stands still: {}", e.getMessage());
                LOG.debug("{} ended", name, e);
            }
        }
    }

    private void sleepUntil(long time) {
        for (long left; !closed && (left = time - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(this, left);
        }
    }

    /// Ends it; a step that is under way may still come to its end.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
