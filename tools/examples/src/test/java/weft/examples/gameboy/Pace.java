package weft.examples.gameboy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The Game Boy's 59.7 frames a second, by the clock on the wall.
final class Pace {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1) / GameBoy.FRAMES_PER_SECOND;

    /// Who is further behind than this does not catch up.
    private static final long MOST_BEHIND = TimeUnit.MILLISECONDS.toNanos(100);

    private long begun = System.nanoTime();
    private long frames;
    private long late;
    private long lost;

    /// Waits until the next frame is due.
    void awaitNext() {
        frames++;
        long due = begun + (long) (frames * NANOS);
        long left = due - System.nanoTime();
        if (left < -MOST_BEHIND) {
            begun -= left;
            lost -= left;
        } else if (left < 0) {
            late++;
        }
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }

    /// How many frames there were.
    long frames() {
        return frames;
    }

    /// How many frames came after they were due.
    long late() {
        return late;
    }

    /// The time that was not caught up with, in nanoseconds.
    long lost() {
        return lost;
    }
}
