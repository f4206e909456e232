package weft.cli.source;

import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.address.Destination;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Another server whose picture is shown.
///
/// @param server where it is
/// @param password for it; without one the server may want none
/// @param recording where to record what it sends, if at all
/// @param firstPause how long to wait before the second attempt to connect again
public record Upstream(
        Destination server,
        Optional<String> password,
        Optional<Path> recording,
        Duration firstPause) {

    private static final Duration USUAL_PAUSE = Duration.ofMillis(500);
    private static final int LONGEST_FACTOR = 32;

    /// A server, and how to log in and record.
    public Upstream(Destination server, Optional<String> password, Optional<Path> recording) {
        this(server, password, recording, USUAL_PAUSE);
    }

    /// The server as it is written after `--source`.
    ///
    /// @param spec `vnc:ADDRESS`, or a URI
    /// @throws IllegalArgumentException if it cannot be read, in one line
    static Destination parse(String spec) {
        boolean isUri = spec.startsWith("vnc://");
        return Destination.parse(isUri ? spec : spec.substring("vnc:".length()));
    }

    VncClientBuilder client() {
        VncClientBuilder client = VncClient.to(server);
        password.ifPresent(client::password);
        return client;
    }

    /// How long to wait before an attempt to connect again: twice as long each time, up to a limit.
    ///
    /// @param failures how many attempts there were
    Duration pause(int failures) {
        return failures == 0
                ? Duration.ZERO
                : firstPause.multipliedBy(
                        Math.min(1L << Math.min(failures - 1, 20), LONGEST_FACTOR));
    }

    /// A file for a recording: the first has the name that was asked for, those after it a number.
    Optional<Path> recording(int number) {
        return recording.map(file -> number == 1 ? file : numbered(file, number));
    }

    private static Path numbered(Path file, int number) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        return file.resolveSibling(stem + "-" + number + ending);
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
