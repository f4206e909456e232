package weft.junit5;

import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.time.Duration;
import java.util.List;

/// How a test waits: until a machine that runs by itself shows something, or by letting an embedded
/// one run.
sealed interface Waiting permits Waiting.OfClient, SteppedWaiting {

    /// Waits until one of several is seen, for a time without a break.
    Sighting seen(List<Target> targets, Duration steady, Duration timeout);

    /// Waits until something is not seen.
    Sighting gone(Target target, Duration timeout);

    /// Waits until nothing has changed for a time, which begins now.
    Frame still(Region area, Duration quiet, Duration timeout);

    /// Waits until something has changed since a frame.
    Frame change(Frame since, Rect area, Duration timeout);

    /// How long a golden should be seen, if a test does not say it.
    Duration usuallySteady();

    /// For a machine that runs by itself.
    ///
    /// @param client what sees it
    record OfClient(VncClient client) implements Waiting {

        private static final Duration STEADY = Duration.ofMillis(100);

        @Override
        public Sighting seen(List<Target> targets, Duration steady, Duration timeout) {
            Frame _ = client.sync(timeout);
            return targets.size() == 1
                    ? client.expectSteady(targets.getFirst(), steady, timeout)
                    : client.expectAny(targets, timeout);
        }

        @Override
        public Sighting gone(Target target, Duration timeout) {
            Frame _ = client.sync(timeout);
            return client.expectNot(target, timeout);
        }

        @Override
        public Frame still(Region area, Duration quiet, Duration timeout) {
            return client.waitStill(area.bounds(), quiet, timeout);
        }

        @Override
        public Frame change(Frame since, Rect area, Duration timeout) {
            return client.waitChange(since, area, timeout);
        }

        @Override
        public Duration usuallySteady() {
            return STEADY;
        }
    }
}
