package weft.server.login;

import weft.coroutine.Loop;
import weft.server.connection.Origin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How many lines of the log each source may cause, so that nobody fills it by connecting again and
/// again.
///
/// In a minute another machine may cause so many; the others are counted, and their number is said
/// before the first line of a later minute. Of this machine all is said.
///
/// All calls are under the global lock.
public final class LogLimit {
    static final int LINES = 60;
    static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    /// More sources than these share one number.
    static final int SOURCES = 10_000;

    private final Loop loop;
    private final Consumer<String> summary;
    private final Map<Source, Count> counts = new LinkedHashMap<>();
    private int ofOthers;
    private long begun;

    private static final class Count {
        private final String address;
        private int lines;

        private Count(String address) {
            this.address = address;
        }
    }

    /// @param summary writes a line that says how many others were left out
    public LogLimit(Loop loop, Consumer<String> summary) {
        this.loop = loop;
        this.summary = summary;
    }

    /// Whether what one from there has done may be said in a line of its own.
    public boolean mayTell(Origin origin) {
        Source source = Source.of(origin);
        if (source.isLocal()) {
            return true;
        }
        if (!counts.isEmpty() && loop.nanoTime() - begun >= PERIOD_NANOS) {
            sumUp();
        }
        Count count = counts.get(source);
        if (count == null) {
            if (counts.size() == SOURCES) {
                ofOthers++;
                return false;
            }
            if (counts.isEmpty()) {
                begun = loop.nanoTime();
            }
            count = new Count(origin.address().orElseThrow().getHostAddress());
            counts.put(source, count);
        }
        count.lines++;
        return count.lines <= LINES;
    }

    /// A minute is over.
    private void sumUp() {
        for (Count count : counts.values()) {
            if (count.lines > LINES) {
                summary.accept(
                        "%s: %d more lines in a minute are left out"
                                .formatted(count.address, count.lines - LINES));
            }
        }
        if (ofOthers > 0) {
            summary.accept(
                    "more than %d addresses: %d more lines in a minute are left out"
                            .formatted(SOURCES, ofOthers));
        }
        counts.clear();
        ofOthers = 0;
    }
}
