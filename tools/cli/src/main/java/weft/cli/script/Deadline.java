package weft.cli.script;

import weft.client.WaitClock;

import java.io.IOException;
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
    private boolean quiet;

    /// @param began when the time for the script began, by the clock
    Deadline(WaitClock clock, Manner manner, long began) {
        this.clock = clock;
        this.manner = manner;
        script = began + nanos(manner.timeout());
        step = script;
    }

    private static long nanos(Optional<Duration> timeout) {
        return timeout.map(Deadline::nanos).orElse(FOREVER);
    }

    private static long nanos(Duration duration) {
        try {
            return Math.min(FOREVER, duration.toNanos());
        } catch (ArithmeticException e) {
            return FOREVER; // three hundred years
        }
    }

    /// @param own the time of the step, if it has one of its own
    void beginStep(Optional<Duration> own) {
        step = clock.nanoTime() + nanos(own.or(manner::stepTimeout));
        quiet = false;
    }

    /// The same for a step of which only whether it is in time is of interest.
    void beginQuestion(Duration own) {
        beginStep(Optional.of(own));
        quiet = true;
    }

    /// Whether the time for the script is over.
    boolean isOver() {
        return clock.nanoTime() - script >= 0;
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

    /// The same with a message that takes some work, if it is going to be read.
    StepFailedException late(Line line, Explanation explanation) throws IOException {
        return late(line, isQuiet() ? "it was not in time" : explanation.text());
    }

    /// Whether nobody is going to read what went wrong.
    private boolean isQuiet() {
        return quiet && !isOver();
    }

    /// Says what was seen instead, and writes it to files.
    interface Explanation {
        String text() throws IOException;
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
