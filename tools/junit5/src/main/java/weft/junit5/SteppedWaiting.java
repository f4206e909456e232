package weft.junit5;

import org.jspecify.annotations.Nullable;

import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Waits by letting an embedded machine run, frame by frame, until it shows something. A timeout is
/// that of the machine's time, and each of its frames is looked at, so a wait comes to the same
/// each time.
final class SteppedWaiting implements Waiting {

    private final DisplaySession session;
    private final FrameClock clock;

    SteppedWaiting(DisplaySession session) {
        this.session = session;
        this.clock = new FrameClock(session);
    }

    /// Advances until a frame fits; none if there is none until the timeout.
    private Optional<Frame> until(Predicate<Frame> fits, Duration timeout) {
        Frame frame = session.sync();
        long left = clock.framesIn(timeout);
        while (!fits.test(frame)) {
            if (left == 0) {
                return Optional.empty();
            }
            left--;
            session.host().nextFrame();
            frame = session.sync();
        }
        return Optional.of(frame);
    }

    /// Since when nothing has changed.
    private final class Stillness {

        private final Region area;
        private final long quietFrames;
        private @Nullable Frame last;
        private long since;

        Stillness(Region area, Duration quiet) {
            this.area = area;
            this.quietFrames = clock.framesIn(quiet);
        }

        /// Whether the picture of now has stood for long enough.
        boolean stands(Frame now) {
            Frame before = last;
            if (before == null || differs(now, before, area)) {
                since = clock.frames();
            }
            last = now;
            return clock.frames() - since >= quietFrames;
        }
    }

    private static boolean differs(Frame now, Frame before, Region area) {
        return now != before && !now.difference(before, area).isEmpty();
    }

    @Override
    public Sighting seen(List<Target> targets, Duration steady, Duration timeout) {
        var search = new Search(targets, steady);
        if (until(search::isOver, timeout).isPresent()) {
            return search.result.orElseThrow();
        }
        throw search.late(timeout);
    }

    /// Looks for targets in one frame after the other, and keeps what came closest.
    private final class Search {

        private final List<Target> targets;
        private final List<Sighting> closest = new ArrayList<>();
        private final long steadyFrames;
        private long since;
        private Optional<Sighting> result = Optional.empty();
        private @Nullable Frame looked;

        Search(List<Target> targets, Duration steady) {
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("nothing is expected");
            }
            this.targets = targets;
            this.steadyFrames = clock.framesIn(steady);
        }

        boolean isOver(Frame frame) {
            if (frame != looked) {
                looked = frame;
                boolean isNew = result.isEmpty();
                result = look(frame);
                since = isNew ? clock.frames() : since;
            }
            return result.isPresent() && clock.frames() - since >= steadyFrames;
        }

        private Optional<Sighting> look(Frame frame) {
            for (int i = 0; i < targets.size(); i++) {
                Sighting sighting = targets.get(i).look(frame);
                if (i == closest.size()) {
                    closest.add(sighting);
                } else {
                    closest.set(i, sighting.orBetter(closest.get(i)));
                }
                if (sighting.matches()) {
                    return Optional.of(sighting);
                }
            }
            return Optional.empty();
        }

        ExpectationFailedException late(Duration timeout) {
            Frame last = session.client().frame();
            List<Sighting> found = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                Sighting closer = targets.get(i).lookCloser(last);
                found.add(i < closest.size() ? closer.orBetter(closest.get(i)) : closer);
            }
            String seen = found.stream().map(Sighting::toString).collect(Collectors.joining("; "));
            return new ExpectationFailedException(
                    "Waited %s for %s".formatted(text(timeout), seen), last, found);
        }
    }

    private String text(Duration timeout) {
        return "%d frames (%d ms)".formatted(clock.framesIn(timeout), timeout.toMillis());
    }

    @Override
    public Sighting gone(Target target, Duration timeout) {
        var last = new ArrayList<Sighting>();
        boolean isGone =
                until(
                                frame -> {
                                    last.clear();
                                    last.add(target.look(frame));
                                    return !last.getFirst().matches();
                                },
                                timeout)
                        .isPresent();
        Sighting sighting = last.getFirst();
        if (isGone) {
            return sighting;
        }
        throw new ExpectationFailedException(
                "Waited %s for %s to go, but %s"
                        .formatted(text(timeout), target.name(), sighting.description()),
                sighting.frame(),
                last);
    }

    @Override
    public Frame still(Region area, Duration quiet, Duration timeout) {
        var stillness = new Stillness(area, quiet);
        return until(stillness::stands, timeout)
                .orElseThrow(() ->
                        late(
                                timeout,
                                "the picture to be still for %d ms".formatted(quiet.toMillis())));
    }

    @Override
    public Frame change(Frame since, Rect area, Duration timeout) {
        return until(now -> differs(now, since, Region.of(area)), timeout)
                .orElseThrow(() -> late(timeout, "the picture to change after " + since));
    }

    private TimedOutException late(Duration timeout, String what) {
        Frame last = session.client().frame();
        return new TimedOutException(
                "Waited %s for %s; the last is %s".formatted(text(timeout), what, last), last);
    }

    @Override
    public Duration usuallySteady() {
        return Duration.ZERO; // nothing changes between frames
    }
}
