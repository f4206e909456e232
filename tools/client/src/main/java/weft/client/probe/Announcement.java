package weft.client.probe;

import weft.rfb.message.ServerInit;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What a server announces after a login, to a client that says it knows everything.
///
/// @param init size, name and pixel format of its own
/// @param extensions in no particular order
/// @param screens how many there are, as far as it says so
/// @param roundTrips from a fence to its answer, one after the other; from the request for one
///   pixel to the pixel where the server knows no fences
public record Announcement(
        ServerInit init, Set<ServerExtension> extensions, int screens, List<Duration> roundTrips) {

    /// Copies its arguments.
    public Announcement {
        extensions = Set.copyOf(extensions);
        roundTrips = List.copyOf(roundTrips);
    }
}
