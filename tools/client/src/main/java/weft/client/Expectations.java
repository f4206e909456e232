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
    /// @param quiet only a picture that has not changed for so long counts
    Sighting seen(List<Target> targets, Duration quiet, Duration timeout) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("nothing is expected");
        }
        var closest = new Closest(targets);
        long last = status.deadline(timeout);
        Optional<Frame> frame = next(null, quiet, last);
        while (frame.isPresent()) {
            Optional<Sighting> seen = closest.look(frame.get());
            if (seen.isPresent()) {
                return seen.get();
            }
            frame = next(frame.get(), quiet, last);
        }
        throw closest.late(quiet, timeout);
    }

    /// Waits until it is not seen.
    Sighting gone(Target target, Duration timeout) {
        long last = status.deadline(timeout);
        Optional<Frame> frame = next(null, Duration.ZERO, last);
        while (true) {
            Sighting sighting = target.look(frame.orElseThrow());
            if (!sighting.matches()) {
                return sighting;
            }
            frame = next(sighting.frame(), Duration.ZERO, last);
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

    /// The newest frame that has stood for a time, unless it is the one that is known; none if
    /// there is none until a deadline.
    private Optional<Frame> next(@Nullable Frame known, Duration quiet, long last) {
        long quietNanos = status.deadline(quiet) - status.clock().nanoTime();
        return status.await(
                () -> {
                    long stands = status.frameTime() + quietNanos;
                    boolean isNew = status.frame() != known;
                    return isNew && stands - last < 0 ? stands : last;
                },
                () -> {
                    Frame frame = status.frame();
                    boolean stands = status.clock().nanoTime() - status.frameTime() >= quietNanos;
                    return frame != null && frame != known && stands
                            ? Optional.of(Optional.of(frame))
                            : Optional.empty();
                },
                Optional::empty);
    }

    /// What came closest to each target.
    private final class Closest {

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

        ExpectationFailedException late(Duration quiet, Duration timeout) {
            boolean everStill = looked != null;
            Frame last = everStill ? looked : status.frame();
            if (last == null) {
                throw new IllegalStateException("a client that is connected has a frame");
            }
            List<Sighting> found = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                Sighting closer = targets.get(i).lookCloser(last);
                found.add(everStill ? closer.orBetter(sightings.get(i)) : closer);
            }
            String seen = found.stream().map(Sighting::toString).collect(Collectors.joining("; "));
            return new ExpectationFailedException(
                    everStill
                            ? "Waited %s for %s".formatted(Waits.text(timeout), seen)
                            : "Waited %s for the picture to be still for %s; then %s"
                                    .formatted(Waits.text(timeout), Waits.text(quiet), seen),
                    last,
                    found);
        }
    }
}
