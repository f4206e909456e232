package weft.cli.bench.serve;

import weft.cli.bench.Median;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// What serving some viewers has cost.
///
/// @param setup what was served, and to whom
/// @param elapsed how long it was counted
/// @param updates how many each viewer got, in ascending order
/// @param bytes how many all of them got
/// @param serverCpu what the server's process has used
/// @param viewersCpu what this process has used
/// @param ratio the server's CPU beside that with the first number of viewers, in the same time;
///   empty if there is no other
public record ServeResult(
        Setup setup,
        Duration elapsed,
        List<Long> updates,
        long bytes,
        Duration serverCpu,
        Duration viewersCpu,
        OptionalDouble ratio) {

    /// What was served, and to whom.
    ///
    /// @param picture its name
    /// @param fps how often it changes a second, 0 if that is not known
    /// @param settings how it was measured
    /// @param viewers how many there were
    public record Setup(String picture, double fps, ServeSettings settings, int viewers) {}

    public ServeResult {
        updates = updates.stream().sorted().toList();
    }

    /// The same, compared with another one.
    public ServeResult comparedWith(ServeResult other) {
        return new ServeResult(
                setup,
                elapsed,
                updates,
                bytes,
                serverCpu,
                viewersCpu,
                OptionalDouble.of(serverCores() / other.serverCores()));
    }

    long allUpdates() {
        return updates.stream().mapToLong(Long::longValue).sum();
    }

    private double perSecond(double updates) {
        return updates / seconds(elapsed);
    }

    double leastPerSecond() {
        return perSecond(updates.getFirst());
    }

    double medianPerSecond() {
        return perSecond(Median.of(updates.stream().mapToLong(Long::longValue)));
    }

    double mostPerSecond() {
        return perSecond(updates.getLast());
    }

    double bytesPerUpdate() {
        return (double) bytes / allUpdates();
    }

    double serverMillisPerUpdate() {
        return seconds(serverCpu) * 1e3 / allUpdates();
    }

    /// How many cores the server has used.
    double serverCores() {
        return seconds(serverCpu) / seconds(elapsed);
    }

    /// How many cores the viewers have used.
    double viewersCores() {
        return seconds(viewersCpu) / seconds(elapsed);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
