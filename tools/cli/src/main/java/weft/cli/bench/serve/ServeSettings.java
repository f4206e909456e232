package weft.cli.bench.serve;

import java.time.Duration;
import java.util.List;

/// How a server is measured.
///
/// @param viewer what each viewer asks for
/// @param rates how many bytes a second every other viewer reads at the most, from the second one
///   on, in turn; none if all are fast
/// @param warmUp how long it serves before that counts
/// @param measured how long it counts
public record ServeSettings(
        ViewerSettings viewer, List<Long> rates, Duration warmUp, Duration measured) {

    public ServeSettings {
        rates = List.copyOf(rates);
    }

    /// The line of the viewer with this number, from 0 on.
    Throttle throttle(int viewer) {
        return isThrottled(viewer)
                ? Throttle.to(rates.get(viewer / 2 % rates.size()))
                : Throttle.none();
    }

    boolean isThrottled(int viewer) {
        return viewer % 2 == 1 && !rates.isEmpty();
    }
}
