package weft.client.failure;

import org.jspecify.annotations.Nullable;

import weft.client.expect.Sighting;
import weft.framebuffer.Frame;

import java.util.List;

/// What was expected of the picture was not seen in time, or has not gone.
public final class ExpectationFailedException extends TimedOutException {
    private static final long serialVersionUID = 1L;

    /// Not serialized: pictures are no part of a message.
    private final transient List<Sighting> sightings;

    /// With what came closest to each target.
    ///
    /// @param sightings one for each target, in their order
    public ExpectationFailedException(
            String message, @Nullable Frame lastFrame, List<Sighting> sightings) {
        super(message, lastFrame);
        this.sightings = List.copyOf(sightings);
    }

    /// What came closest to each target, in the order in which they were asked for.
    public List<Sighting> sightings() {
        return sightings;
    }
}
