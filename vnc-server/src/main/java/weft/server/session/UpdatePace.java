package weft.server.session;

import weft.coroutine.Loop;

import java.util.concurrent.TimeUnit;

/// When the next update of a viewer may be made, so that it gets no more of them than it should.
/// All calls are under the global lock.
final class UpdatePace {

    /// An update may come by this part of a pause too early, if those before it were late: a source
    /// of the same pace is seldom on time to the microsecond, and would lose every second frame.
    private static final int EARLY = 8;

    /// No request paces continuous updates, so small ones are held to so many times the frame rate.
    private static final int MOST_SMALL = 4;

    /// Whoever asks more often than this for one update cannot use what it asks for, and gets one
    /// now and then.
    private static final int MANY_REQUESTS = 200;

    private static final long CROWDED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Display display;
    private final Loop loop;
    private int requests;
    private long next;

    /// The same for a viewer that waits at a barrier, which paces it as a request would.
    private long nextAwaited;

    /// The same for a viewer that has asked too often since the last one.
    private long nextCrowded;

    UpdatePace(Display display) {
        this.display = display;
        loop = display.loop();
        next = loop.nanoTime();
        nextAwaited = next;
        nextCrowded = next;
    }

    /// The viewer has asked for an update.
    void requested() {
        requests = Math.min(requests + 1, MANY_REQUESTS + 1);
    }

    /// How long the next update has to wait for its time; none if that is not positive.
    ///
    /// @param awaited whether the viewer waits at a barrier
    long waitNanos(boolean awaited) {
        long due = awaited ? nextAwaited : next;
        return (requests > MANY_REQUESTS ? Math.max(due, nextCrowded) : due) - loop.nanoTime();
    }

    /// An update was made of all that there was.
    ///
    /// @param begun when
    /// @param echo whether it was a small one
    /// @param continuous whether the viewer gets updates without asking for each
    void updated(long begun, boolean echo, boolean continuous) {
        long pause = display.pauseNanos(echo);
        if (continuous) {
            pause = Math.max(pause, display.pauseNanos(false) / MOST_SMALL);
        }
        update(begun, echo, pause);
    }

    /// An update was made of a part. The rest need not wait: the line is what paces it.
    void updatedInPart(long begun, boolean echo) {
        update(begun, echo, 0);
    }

    private void update(long begun, boolean echo, long pause) {
        next = after(next, begun, pause);
        nextAwaited = echo ? after(nextAwaited, begun, display.pauseNanos(true)) : next;
        nextCrowded = begun + CROWDED_NANOS;
        requests = 0;
    }

    private static long after(long due, long begun, long pause) {
        return Math.max(due + pause, begun + pause - pause / EARLY);
    }
}
