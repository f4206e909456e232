package weft.cli.bench.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;

/// Lets viewers watch for a while.
@FunctionalInterface
interface Phase {

    /// By the clock.
    Phase TIMED = Phase::untilOver;

    /// Returns when the time is over.
    ///
    /// @param progress is told how much of it is over, from 0 to 1
    /// @throws IOException if a viewer fails meanwhile
    void await(Duration length, List<Viewer> viewers, DoubleConsumer progress) throws IOException;

    private static void untilOver(Duration length, List<Viewer> viewers, DoubleConsumer progress)
            throws IOException {
        long start = System.nanoTime();
        long nanos = length.toNanos();
        for (long past; (past = System.nanoTime() - start) < nanos; ) {
            progress.accept((double) past / nanos);
            LockSupport.parkNanos(Math.min(nanos - past, TimeUnit.MILLISECONDS.toNanos(100)));
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
            for (Viewer viewer : viewers) {
                viewer.check();
            }
        }
        progress.accept(1);
    }
}
