package weft.junit5.report;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Frame;
import weft.framebuffer.Region;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The frames of the last seconds, as many of them as fit into a bound of memory. Frames share what
/// has not changed, so a frame costs what it has changed.
///
/// Any thread may use it: a client's receiver adds, a test asks.
public final class FrameRing {

    /// A few seconds of a small machine's film.
    private static final long MOST_BYTES = 128L << 20;

    /// So that a report stays one that a browser opens.
    private static final int MOST_FRAMES = 1_000;

    private final long keptMillis;
    private final Deque<RecordedFrame> frames = new ArrayDeque<>();
    private @Nullable Frame last;
    private long bytes;

    /// An empty one.
    ///
    /// @param kept how long frames are kept; the newest is in any case
    public FrameRing(Duration kept) {
        keptMillis = kept.toMillis();
    }

    /// Adds the next frame.
    ///
    /// @return where it differs from the one before
    public synchronized Region add(long millis, long machineFrame, Frame frame) {
        Frame before = last;
        Region damage =
                before == null || !before.sameSize(frame)
                        ? Region.of(frame.area())
                        : frame.difference(before);
        if (damage.isEmpty()) {
            return damage;
        }
        last = frame;
        frames.addLast(new RecordedFrame(millis, machineFrame, frame, damage));
        bytes += cost(damage);
        while (frames.size() > 1
                && (millis - frames.getFirst().millis() > keptMillis
                        || bytes > MOST_BYTES
                        || frames.size() > MOST_FRAMES)) {
            bytes -= cost(frames.removeFirst().damage());
        }
        return damage;
    }

    private static long cost(Region damage) {
        return damage.area() * Integer.BYTES;
    }

    /// The frames that are kept, the oldest first.
    public synchronized List<RecordedFrame> frames() {
        return List.copyOf(frames);
    }
}
