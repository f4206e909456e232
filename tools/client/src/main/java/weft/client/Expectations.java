package weft.client;

import org.jspecify.annotations.Nullable;

import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.framebuffer.Frame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Waiting until the picture shows what is expected, or shows it no more.
///
/// Frames are looked at on the caller's thread and without the lock of the status: a search may
/// take long, and the receiver goes on meanwhile. The last frame is looked at even if that ends
/// after the timeout.
final class Expectations {

    private final Status status;

    Expectations(Status status) {
        this.status = status;
    }

    /// Waits until one is seen: the first of the list that is.
    ///
    /// @param steady for how long each frame has to show one
    Sighting seen(List<Target> targets, Duration steady, Duration timeout) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("nothing is expected");
        }
        var closest = new Closest(targets);
        long last = status.deadline(timeout);
        long steadyNanos = status.deadline(steady) - status.deadline(Duration.ZERO);
        Optional<Frame> frame = next(null, last);
        Optional<Sighting> seen = Optional.empty();
        long since = 0;
        while (frame.isPresent()) {
            boolean isNew = seen.isEmpty();
            seen = closest.look(frame.get());
            if (seen.isPresent()) {
                since = isNew ? status.frameTime() : since;
                long end = since + steadyNanos;
                if (steadyNanos == 0 || status.clock().nanoTime() - end >= 0) {
                    return seen.get();
                }
                frame = next(frame.get(), end - last < 0 ? end : last);
                if (frame.isEmpty() && status.clock().nanoTime() - end >= 0) {
                    return seen.get();
                }
            } else {
                frame = next(frame.get(), last);
            }
        }
        throw closest.late(steady, timeout);
    }

    /// Waits until it is not seen.
    Sighting gone(Target target, Duration timeout) {
        long last = status.deadline(timeout);
        Optional<Frame> frame = next(null, last);
        while (true) {
            Sighting sighting = target.look(frame.orElseThrow());
            if (!sighting.matches()) {
                return sighting;
            }
            frame = next(sighting.frame(), last);
            if (frame.isEmpty()) {
                throw new ExpectationFailedException(
                        "Waited %s for %s to go, but %s"
                                .formatted(
                                        Waits.text(timeout), target.name(), sighting.description()),
                        sighting.frame(),
                        List.of(sighting));
            }
        }
    }

    /// The newest frame, unless it is the one that is known; none if there is no other until a
    /// deadline.
    private Optional<Frame> next(@Nullable Frame known, long deadline) {
        return status.await(
                () -> deadline,
                () -> {
                    Frame frame = status.frame();
                    return frame != null && frame != known
                            ? Optional.of(Optional.of(frame))
                            : Optional.empty();
                },
                Optional::empty);
    }

    /// What came closest to each target.
    private static final class Closest {

        private final List<Target> targets;
        private final List<Sighting> sightings = new ArrayList<>();
        private @Nullable Frame looked;

        Closest(List<Target> targets) {
            this.targets = targets;
        }

        Optional<Sighting> look(Frame frame) {
            looked = frame;
            for (int i = 0; i < targets.size(); i++) {
                Sighting sighting = targets.get(i).look(frame);
                if (sighting.matches()) {
                    return Optional.of(sighting);
                }
                if (i == sightings.size()) {
                    sightings.add(sighting);
                } else {
                    // of equal ones the later
                    sightings.set(i, sighting.orBetter(sightings.get(i)));
                }
            }
            return Optional.empty();
        }

        ExpectationFailedException late(Duration steady, Duration timeout) {
            Frame last = looked;
            if (last == null) {
                throw new IllegalStateException("a client that is connected has a frame");
            }
            List<Sighting> found = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                Sighting closer = targets.get(i).lookCloser(last);
                found.add(i < sightings.size() ? closer.orBetter(sightings.get(i)) : closer);
            }
            String seen = found.stream().map(Sighting::toString).collect(Collectors.joining("; "));
            return new ExpectationFailedException(
                    steady.isZero()
                            ? "Waited %s for %s".formatted(Waits.text(timeout), seen)
                            : "Waited %s for what stays for %s: %s"
                                    .formatted(Waits.text(timeout), Waits.text(steady), seen),
                    last,
                    found);
        }
    }
}
