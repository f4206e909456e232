package weft.client;

import java.util.concurrent.TimeUnit;

/// The time that a client's waits and its drags go by. A test brings one that it advances itself.
public interface WaitClock {

    /// The time of the machine.
    WaitClock SYSTEM =
            new WaitClock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                @SuppressWarnings("WaitNotInLoop") // the caller's loop
                public void await(Object monitor, long deadline) throws InterruptedException {
                    long left = deadline - nanoTime();
                    if (left > 0) {
                        monitor.wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
                    }
                }
            };

    /// The time in nanoseconds since some moment.
    long nanoTime();

    /// Waits on a monitor that the caller holds, until it is notified or the deadline has come. It
    /// may return sooner.
    ///
    /// @param deadline as in [#nanoTime()]
    void await(Object monitor, long deadline) throws InterruptedException;
}
