package weft.cli.bench.serve;

import java.util.List;

/// How long it took from a press to its echo.
///
/// @param beside the movie that another viewer looked at meanwhile, empty if there was none
/// @param settings how it was measured
/// @param nanos each of the times, in ascending order
/// @param otherPerSecond how many updates the other viewer got a second
public record LatencyResult(
        String beside, LatencySettings settings, List<Long> nanos, double otherPerSecond) {

    public LatencyResult {
        nanos = nanos.stream().sorted().toList();
    }

    /// In microseconds: the time that this share of the presses, in percent, kept below or at.
    public double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * nanos.size());
        return nanos.get(Math.clamp(rank - 1, 0, nanos.size() - 1)) / 1e3;
    }
}
