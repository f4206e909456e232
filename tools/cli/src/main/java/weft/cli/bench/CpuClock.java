package weft.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Tells CPU time in nanoseconds.
@FunctionalInterface
public interface CpuClock {

    /// A clock that stands still, for passes that are not timed.
    CpuClock STOPPED = () -> 0;

    long nanos();

    /// The CPU time of the calling thread.
    static CpuClock ofThread() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!threads.isCurrentThreadCpuTimeSupported()) {
            throw new IllegalStateException("this JVM does not tell the CPU time of a thread");
        }
        threads.setThreadCpuTimeEnabled(true);
        return threads::getCurrentThreadCpuTime;
    }
}
