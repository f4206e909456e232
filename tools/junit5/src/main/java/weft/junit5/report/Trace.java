package weft.junit5.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What happened in a test, in order; the last events if there are very many. Any thread may use
/// it.
public final class Trace {

    private static final int MOST = 10_000;

    private final Deque<TraceEvent> events = new ArrayDeque<>();
    private long forgotten;

    /// Adds what has just happened.
    public synchronized void add(TraceEvent event) {
        events.addLast(event);
        if (events.size() > MOST) {
            events.removeFirst();
            forgotten++;
        }
    }

    /// What is known, the oldest first.
    public synchronized List<TraceEvent> events() {
        return List.copyOf(events);
    }

    /// How many earlier events are not known any more.
    public synchronized long forgotten() {
        return forgotten;
    }
}
