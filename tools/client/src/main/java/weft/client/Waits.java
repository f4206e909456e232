package weft.client;

import org.jspecify.annotations.Nullable;

import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// Waiting for what the server shows.
final class Waits {

    /// All of the picture, whatever its size.
    static final Rect EVERYTHING = Rect.ofSize(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final Status status;

    Waits(Status status) {
        this.status = status;
    }

    /// Waits for a frame.
    ///
    /// @param what such a frame is, for the message
    Frame until(String what, Predicate<Frame> holds, Duration timeout) {
        return status.await(
                timeout,
                () -> Optional.ofNullable(status.frame()).filter(holds),
                last -> late(what, timeout, last));
    }

    Frame change(Frame since, Rect area, Duration timeout) {
        return until(
                "%s to change after %s".formatted(text(area), since),
                now -> differs(now, since, area),
                timeout);
    }

    Frame still(Rect area, Duration quiet, Duration timeout) {
        long last = status.deadline(timeout);
        var stillness = new Stillness(area, status.deadline(quiet) - status.clock().nanoTime());
        return status.await(
                () -> stillness.endBy(last),
                stillness::reached,
                () ->
                        stillness
                                .reached()
                                .orElseThrow(() ->
                                        late(
                                                "%s to be still for %s"
                                                        .formatted(text(area), text(quiet)),
                                                timeout,
                                                status.frame())));
    }

    /// How long nothing has changed. Under the lock of the status.
    private final class Stillness {

        private final Rect area;
        private final long quietNanos;
        private @Nullable Frame frame;
        private long since;

        Stillness(Rect area, long quietNanos) {
            this.area = area;
            this.quietNanos = quietNanos;
            since = status.clock().nanoTime();
        }

        Optional<Frame> reached() {
            Frame now = status.frame();
            Frame before = frame;
            if (now == null) {
                return Optional.empty();
            }
            frame = now;
            if (before != null && differs(now, before, area)) {
                since = status.frameTime(); // the waiter may be woken late
            }
            return status.clock().nanoTime() - since >= quietNanos
                    ? Optional.of(now)
                    : Optional.empty();
        }

        long endBy(long last) {
            long end = since + quietNanos;
            return end - last < 0 ? end : last;
        }
    }

    private static boolean differs(Frame now, Frame before, Rect area) {
        return now != before
                && (area.contains(now.area())
                        ? now.number() != before.number()
                        : !now.difference(before, Region.of(area)).isEmpty());
    }

    private static TimedOutException late(String what, Duration timeout, @Nullable Frame last) {
        return new TimedOutException(
                "Waited %s for %s; the last is %s"
                        .formatted(text(timeout), what, last == null ? "none" : last),
                last);
    }

    private static String text(Rect area) {
        return area.equals(EVERYTHING) ? "the picture" : "the part " + area;
    }

    /// A duration as people write it.
    static String text(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
