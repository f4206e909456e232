package weft.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// A time that stands still until it is advanced.
final class ManualClock implements WaitClock {

    private final Set<Object> monitors = new HashSet<>();
    private long now = 1_000;
    private final Set<Long> deadlines = new HashSet<>();
    private int waits;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller's loop
    public void await(Object monitor, long deadline) throws InterruptedException {
        synchronized (this) {
            if (now - deadline >= 0) {
                return;
            }
            monitors.add(monitor);
            deadlines.add(deadline);
            waits++;
            notifyAll();
        }
        monitor.wait();
    }

    /// Lets time go by, and wakes who waits.
    void advance(Duration by) {
        Set<Object> all;
        synchronized (this) {
            now += by.toNanos();
            all = Set.copyOf(monitors);
        }
        for (Object monitor : all) {
            synchronized (monitor) {
                monitor.notifyAll();
            }
        }
    }

    /// How often somebody has begun to wait.
    synchronized int waits() {
        return waits;
    }

    /// Waits until somebody has begun to wait after so many that did before.
    synchronized void awaitWait(int before) throws InterruptedException {
        while (waits <= before) {
            wait();
        }
    }

    /// Waits until somebody has begun to wait for a time, so much after now, to come.
    synchronized void awaitWaitOf(Duration time) throws InterruptedException {
        while (!deadlines.contains(now + time.toNanos())) {
            wait();
        }
    }
}
