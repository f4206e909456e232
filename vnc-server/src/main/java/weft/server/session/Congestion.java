package weft.server.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How much may be on its way to a viewer, so that what is sent next does not wait long behind it.
///
/// Marks in the stream come back when the viewer has dealt with all before them. The least time
/// that one took is the line's own; what others take more is time in queues. The window is what
/// keeps that at [#QUEUE_NANOS]: the line takes `flight / trip`, the bytes that were on their way
/// by the time that they took, and that for the least time and the one in queues is what may be on
/// its way. That is absolute, so the marks that are on their way together do not add up their
/// corrections.
///
/// Only marks that came near the window count: those of a picture at rest tell nothing of it.
///
/// A whole window at once into an empty line would be a queue of that length. So what is sent is
/// also paced: by the rate that the window implies, no more than [#QUEUE_NANOS] may be queued.
///
/// Pure arithmetic over a clock; the owner writes the marks and reports their return.
final class Congestion {

    /// The time in queues that is aimed at: enough to keep the line busy from one answer to the
    /// next, too little to be felt.
    static final long QUEUE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// An update should not keep the line busy for longer: it is what the next one waits for at
    /// least.
    static final long PART_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    /// The least time is measured anew when nothing has come near it for so long: the way to the
    /// viewer may have become longer. For that the line is left to run empty.
    static final long LEAST_VALID_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// When no mark has come back for so long, the viewer does not answer.
    static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// Faster than the line by so much, so that it never waits for us and a window can grow.
    private static final double PACE = 1.25;

    /// A mark with so few bytes measures nothing but the line.
    private static final int BARE = 512;

    static final long FIRST_WINDOW = 16 << 10;
    static final long LEAST_WINDOW = 4 << 10;
    static final long LARGEST_WINDOW = 64 << 20;

    /// So many marks may be on their way.
    static final int MARKS = 64;

    /// @param flight the bytes on their way when it was sent, with those that it closes
    private record Mark(int number, long position, long flight, long time) {}

    private final LongSupplier clock;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private int lastNumber;
    private long position;
    private long returned;
    private long lastReturn;
    private long busyUntil;
    private long window = FIRST_WINDOW;
    private long leastTrip = Long.MAX_VALUE;
    private long leastTripTime;

    /// An unknown line.
    ///
    /// @param clock nanoseconds
    Congestion(LongSupplier clock) {
        this.clock = clock;
    }

    /// Bytes were given to the line.
    void sent(int bytes) {
        long now = clock.getAsLong();
        if (position == returned) {
            lastReturn = now; // from here on an answer can be waited for
            busyUntil = now;
        }
        position += bytes;
        busyUntil = Math.max(busyUntil, now) + nanosFor(bytes);
    }

    /// Whether there is room for one more mark; else the next one has to do for these bytes too.
    boolean canMark() {
        return marks.size() < MARKS;
    }

    /// The number for the mark that closes the next [#sentMarked].
    int nextNumber() {
        return lastNumber + 1;
    }

    /// Whether a mark should go ahead of the next update: the line is empty and its least time not
    /// known, and a mark behind the update would measure the update too.
    boolean wantsBareMark() {
        return marks.isEmpty()
                && (leastTrip == Long.MAX_VALUE || isLeastTripOld(clock.getAsLong()));
    }

    /// Bytes that end with a mark were given to the line.
    void sentMarked(int bytes) {
        sent(bytes);
        marks.add(new Mark(++lastNumber, position, inFlight(), clock.getAsLong()));
    }

    /// A mark came back; one that is not on its way is ignored, whoever made it up.
    void returned(int number) {
        if (marks.stream().noneMatch(mark -> mark.number == number)) {
            return;
        }
        Mark mark;
        do {
            mark = marks.remove();
        } while (mark.number != number);
        returned = mark.position;
        long now = clock.getAsLong();
        lastReturn = now;
        measure(mark, Math.max(1, now - mark.time), now);
        busyUntil = Math.min(busyUntil, now + nanosFor(inFlight()));
    }

    /// How long the line takes for `bytes`, were it a little faster than the window says.
    private long nanosFor(long bytes) {
        return (long) (bytes * (leastTripNanos() + QUEUE_NANOS) / (PACE * window));
    }

    private void measure(Mark mark, long trip, long now) {
        if (trip <= leastTrip || (mark.flight <= BARE && isLeastTripOld(now))) {
            if (leastTrip != Long.MAX_VALUE) { // the line's rate is the same
                double scale = (trip + QUEUE_NANOS) / (double) (leastTrip + QUEUE_NANOS);
                window = bounded((long) (window * scale));
            }
            leastTrip = trip;
            leastTripTime = now;
        } else if (trip - leastTrip <= leastTrip / 8) {
            leastTripTime = now;
        }
        if (mark.flight < window / 2) {
            return;
        }
        long aimed = (long) (mark.flight * (double) (leastTrip + QUEUE_NANOS) / trip);
        long queued = trip - leastTrip;
        if (queued > QUEUE_NANOS) {
            window = bounded(Math.min(window, aimed));
        } else {
            long doubled = 2 * mark.flight;
            long wanted = queued < QUEUE_NANOS / 2 ? doubled : Math.min(doubled, aimed);
            window = bounded(Math.max(window, wanted));
        }
    }

    private static long bounded(long bytes) {
        return Math.clamp(bytes, LEAST_WINDOW, LARGEST_WINDOW);
    }

    private boolean isLeastTripOld(long now) {
        return leastTrip != Long.MAX_VALUE && now - leastTripTime > LEAST_VALID_NANOS;
    }

    /// The bytes that the viewer has not said to have dealt with.
    long inFlight() {
        return position - returned;
    }

    long window() {
        return window;
    }

    /// The time that a mark takes at the least, as far as known; 0 before the first has come back.
    long leastTripNanos() {
        return leastTrip == Long.MAX_VALUE ? 0 : leastTrip;
    }

    /// For how long nothing more should be sent; 0 if now. A mark that comes back can end it.
    long waitNanos() {
        long now = clock.getAsLong();
        boolean full = inFlight() >= window || isLeastTripOld(now);
        if (!full || marks.isEmpty()) {
            return Math.max(0, busyUntil - now - QUEUE_NANOS);
        }
        long wait = ANSWER_NANOS - (now - lastReturn);
        if (wait > 0) {
            return wait;
        }
        marks.clear();
        returned = position;
        busyUntil = now;
        window = LEAST_WINDOW;
        return 0;
    }

    /// Whether a little may be sent although the window may be full: so many bytes were since the
    /// last update, and half of the window is left to the next. When the line is to run empty,
    /// nothing may.
    boolean hasRoomBeside(long bytes) {
        return waitNanos() == 0
                || marks.isEmpty()
                || (bytes < window / 2 && !isLeastTripOld(clock.getAsLong()));
    }

    /// The most bytes that one update should have.
    long partBytes() {
        if (isLeastTripOld(clock.getAsLong())) {
            return LEAST_WINDOW / 2;
        }
        double share = PART_NANOS / (double) (leastTripNanos() + QUEUE_NANOS);
        return Math.max(LEAST_WINDOW / 2, (long) (window * share));
    }
}
