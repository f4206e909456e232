package weft.cli.bench.serve;

import weft.cli.bench.serve.ServeResult.Setup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;

/// Lets viewers watch a server, and counts what they get and what that costs the server.
public final class ServeBench {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server;
    private final Setup setup;
    private final Phase phase;

    /// A benchmark of a server that is running already.
    public ServeBench(Server server, Setup setup) {
        this(server, setup, Phase.TIMED);
    }

    ServeBench(Server server, Setup setup, Phase phase) {
        this.server = server;
        this.setup = setup;
        this.phase = phase;
    }

    /// Everything that is counted, at one moment.
    private record Counts(
            long nanos, Duration server, Duration viewers, List<Long> updates, long bytes) {}

    /// Runs it.
    ///
    /// @param progress is told how much is done, from 0 to 1
    /// @throws IOException with one clear line if a viewer, or the server, fails
    public ServeResult run(DoubleConsumer progress) throws IOException {
        ServeSettings settings = setup.settings();
        double warmUpShare = share(settings.warmUp(), settings.measured());
        List<Viewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < setup.viewers(); i++) {
                viewers.add(new Viewer(server.address(), settings.viewer(), settings.throttle(i)));
            }
            awaitPictures(viewers);
            phase.await(settings.warmUp(), viewers, done -> progress.accept(done * warmUpShare));
            Counts before = count(viewers);
            phase.await(
                    settings.measured(),
                    viewers,
                    done -> progress.accept(warmUpShare + done * (1 - warmUpShare)));
            return result(before, count(viewers));
        } finally {
            viewers.forEach(Viewer::close);
        }
    }

    /// Waits until every viewer has the whole picture once.
    private static void awaitPictures(List<Viewer> viewers) throws IOException {
        long start = System.nanoTime();
        for (Viewer viewer : viewers) {
            while (viewer.updates() == 0) {
                viewer.check();
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IOException(
                            "a viewer has no picture after %d s".formatted(PATIENCE.toSeconds()));
                }
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }
    }

    private static double share(Duration first, Duration second) {
        return (double) first.toNanos() / Math.max(1, first.plus(second).toNanos());
    }

    private Counts count(List<Viewer> viewers) throws IOException {
        return new Counts(
                System.nanoTime(),
                server.cpu(),
                Server.cpu(ProcessHandle.current()),
                viewers.stream().map(Viewer::updates).toList(),
                viewers.stream().mapToLong(Viewer::received).sum());
    }

    private ServeResult result(Counts before, Counts after) throws IOException {
        List<Long> updates = new ArrayList<>();
        for (int i = 0; i < setup.viewers(); i++) {
            updates.add(after.updates.get(i) - before.updates.get(i));
        }
        if (updates.stream().allMatch(count -> count == 0)) {
            throw new IOException(
                    "no viewer got an update in %d s; is the line, or the time, too short?"
                            .formatted(setup.settings().measured().toSeconds()));
        }
        return new ServeResult(
                setup,
                Duration.ofNanos(Math.max(1, after.nanos - before.nanos)),
                updates,
                after.bytes - before.bytes,
                after.server.minus(before.server),
                after.viewers.minus(before.viewers),
                OptionalDouble.empty());
    }
}
