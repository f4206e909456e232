package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.coroutine.Loop;

import java.util.function.Consumer;

/// How long a viewer may stay, and how long without touching anything. All calls are under the
/// global lock.
final class TimeLimits {

    private final Loop loop;
    private final long idle;
    private final Consumer<String> over;
    private long lastInput;
    private Loop.@Nullable Timer idleTimer;
    private Loop.@Nullable Timer totalTimer;

    /// @param idle how long without input, in nanoseconds; 0 for no limit
    /// @param total how long whatever it does
    /// @param over is told the reason when the time is over
    TimeLimits(Loop loop, long idle, long total, Consumer<String> over) {
        this.loop = loop;
        this.idle = idle;
        this.over = over;
        lastInput = loop.nanoTime();
        if (total > 0) {
            totalTimer = loop.after(total, () -> over.accept("its time is over"));
        }
        if (idle > 0) {
            idleTimer = loop.after(idle, this::look);
        }
    }

    /// The viewer has done something.
    void input() {
        lastInput = loop.nanoTime();
    }

    private void look() {
        long left = lastInput + idle - loop.nanoTime();
        if (left > 0) {
            idleTimer = loop.after(left, this::look);
        } else {
            over.accept("idle for too long");
        }
    }

    void cancel() {
        if (idleTimer != null) {
            idleTimer.cancel();
        }
        if (totalTimer != null) {
            totalTimer.cancel();
        }
    }
}
