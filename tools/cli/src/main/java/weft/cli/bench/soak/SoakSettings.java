package weft.cli.bench.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a soak is like.
///
/// @param time how long, at least one round
/// @param faults by their numbers; all if there are none
/// @param seed of their order
/// @param times how many times as much each fault does
/// @param jvmOptions of the servers
/// @param settle how long the server has after a round to let go of what it held
/// @param harm what the host of the server does wrong, see [SoakHost], to see whether it is noticed
public record SoakSettings(
        Duration time,
        List<String> faults,
        long seed,
        int times,
        List<String> jvmOptions,
        Duration settle,
        Optional<String> harm) {

    private static final int LOGIN_SECONDS = 10;
    private static final int MESSAGE_SECONDS = 5;

    public SoakSettings {
        faults = List.copyOf(faults);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /// So long a login may take.
    int loginSeconds() {
        return LOGIN_SECONDS;
    }

    /// So long a message may take.
    int messageSeconds() {
        return MESSAGE_SECONDS;
    }
}
