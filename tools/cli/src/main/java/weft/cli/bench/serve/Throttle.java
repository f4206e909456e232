package weft.cli.bench.serve;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Holds a viewer's reading to so many bytes a second, as a slow line does. It does not catch up: a
/// line that was idle is not faster afterwards.
final class Throttle {

    /// At the full rate it reads so many times a second.
    private static final int READS_PER_SECOND = 50;

    private final long bytesPerSecond;
    private final LongSupplier clock;
    private final LongConsumer sleep;
    private long free;

    private Throttle(long bytesPerSecond, LongSupplier clock, LongConsumer sleep) {
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
        this.sleep = sleep;
        this.free = clock.getAsLong();
    }

    /// No limit.
    static Throttle none() {
        return new Throttle(Long.MAX_VALUE, () -> 0, _ -> {});
    }

    /// A line of this rate, at least 1 byte a second.
    static Throttle to(long bytesPerSecond) {
        return to(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /// The same with a clock of one's own.
    static Throttle to(long bytesPerSecond, LongSupplier clock, LongConsumer sleep) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a line of " + bytesPerSecond + " bytes a second");
        }
        return new Throttle(bytesPerSecond, clock, sleep);
    }

    /// Whether there is a limit.
    boolean isLimit() {
        return bytesPerSecond != Long.MAX_VALUE;
    }

    /// How many bytes may be read at a time, if there is room for `length`.
    int atMost(int length) {
        return (int) Math.min(length, Math.max(1, bytesPerSecond / READS_PER_SECOND));
    }

    /// Waits until the line has carried the bytes that were read.
    void read(int bytes) {
        if (!isLimit()) {
            return;
        }
        long taken = (long) (bytes * (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
        free = Math.max(free, clock.getAsLong()) + taken;
        for (long left; (left = free - clock.getAsLong()) > 0; ) {
            sleep.accept(left);
        }
    }
}
