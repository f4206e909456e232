package weft.cli.script;

import weft.client.WaitClock;

import java.time.Duration;
import java.util.Optional;

/// When a script, and the step that it is at, must be done.
final class Deadline {

    /// Long enough for for ever, and short enough to be added to a clock.
    private static final long FOREVER = Long.MAX_VALUE / 4;

    private final WaitClock clock;
    private final Manner manner;
    private final long script;
    private long step;

    Deadline(WaitClock clock, Manner manner) {
        this.clock = clock;
        this.manner = manner;
        script = after(manner.timeout());
        step = script;
    }

    private long after(Optional<Duration> timeout) {
        return clock.nanoTime() + timeout.map(Deadline::nanos).orElse(FOREVER);
    }

    private static long nanos(Duration duration) {
        try {
            return Math.min(FOREVER, duration.toNanos());
        } catch (ArithmeticException e) {
            return FOREVER; // three hundred years
        }
    }

    void beginStep() {
        step = after(manner.stepTimeout());
    }

    /// What is left for the step.
    Duration left() {
        long now = clock.nanoTime();
        return Duration.ofNanos(Math.max(0, Math.min(script - now, step - now)));
    }

    /// The same, if it is less than this.
    Duration left(Duration atMost) {
        Duration left = left();
        return left.compareTo(atMost) < 0 ? left : atMost;
    }

    long now() {
        return clock.nanoTime();
    }

    /// What a step that ran out of time ends with.
    StepFailedException late(Line line, String message) {
        ExitCode exitCode = script <= step ? ExitCode.TIMEOUT : ExitCode.STEP_TIMEOUT;
        return new StepFailedException(line, exitCode, message);
    }

    /// Lets time pass.
    ///
    /// @return whether all of it did
    boolean pause(Duration duration) {
        Duration mine = left(duration);
        long end = clock.nanoTime() + nanos(mine);
        var nobody = new Object();
        try {
            synchronized (nobody) {
                while (clock.nanoTime() - end < 0) {
                    clock.await(nobody, end);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return mine.equals(duration);
    }
}
