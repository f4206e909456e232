package weft.cli.source;

import java.time.Duration;

/// How a recording is played.
///
/// @param speed how many times as fast as it was
/// @param loops whether it begins again at its end
/// @param from where it begins
public record ReplayManner(double speed, boolean loops, Duration from) {

    /// As it was.
    public static final ReplayManner ONCE = new ReplayManner(1, false, Duration.ZERO);

    /// Takes a speed that is more than 0.
    public ReplayManner {
        if (!(speed > 0 && speed <= 1000)) {
            throw new IllegalArgumentException(
                    "a speed is more than 0 and at most 1000, not " + speed);
        }
    }
}
