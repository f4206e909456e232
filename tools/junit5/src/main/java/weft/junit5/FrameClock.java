package weft.junit5;

import weft.framebuffer.Frame;
import weft.junit5.report.TraceEvent;

import java.time.Duration;

/// The time of an embedded [DisplayHost], which stands still unless a test advances it, or waits
/// for something to be shown. Before a frame is made the machine has got all input that the test
/// has sent; after it the test's [Display] shows it.
public final class FrameClock {

    private static final double NANOS = 1e9;

    private final DisplaySession session;

    FrameClock(DisplaySession session) {
        this.session = session;
    }

    /// How many frames the machine has shown since it was started, perhaps by other tests.
    public long frames() {
        return session.host().frames();
    }

    /// How much time has passed for the machine since it was started.
    public Duration time() {
        return Duration.ofNanos((long) (frames() / framesPerSecond() * NANOS));
    }

    /// Lets the machine show so many frames more.
    ///
    /// @param count at least 1
    public void advance(long count) {
        if (count < 1) {
            throw new IllegalArgumentException(count + " frames, expected at least 1");
        }
        Frame _ = session.sync();
        for (long i = 0; i < count; i++) {
            session.host().nextFrame();
            Frame _ = session.sync();
        }
        session.note(TraceEvent.Kind.CLOCK, count == 1 ? "a frame" : count + " frames");
    }

    /// Lets so much of the machine's time pass, in whole frames.
    public void advance(Duration time) {
        advance(Math.max(1, framesIn(time)));
    }

    /// How many frames begin within a time.
    long framesIn(Duration time) {
        return (long) Math.ceil(time.toNanos() / NANOS * framesPerSecond() - 1e-6);
    }

    private double framesPerSecond() {
        return session.host().machine().orElseThrow().framesPerSecond();
    }
}
