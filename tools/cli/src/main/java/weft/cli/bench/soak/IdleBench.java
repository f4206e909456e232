package weft.cli.bench.soak;

import weft.cli.bench.Wishes;
import weft.cli.bench.serve.LatencyBench;
import weft.cli.bench.serve.LatencyResult;
import weft.cli.bench.serve.LatencySettings;
import weft.cli.source.Size;
import weft.framebuffer.Rect;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;

/// Lets thousands of viewers log in, take one picture and ask for the next, and measures what they
/// cost while there is none, and when there is.
///
/// They look at the upper half of the picture, and another one presses in the lower half.
public final class IdleBench implements AutoCloseable {

    /// Each address of the loopback interface has ports for some ten thousand connections.
    private static final int PER_SOURCE = 2000;

    /// Those that come first warm the server up, and leave again before anything is measured.
    private static final int WARM_UP = 500;

    private static final int PRESSES = 500;
    private static final Duration WARM_UP_TIME = Duration.ofSeconds(1);

    /// A server gives back what compressors hold when a viewer got nothing for 5 s.
    private static final Duration SETTLE = Duration.ofSeconds(8);

    private static final Wishes WISHES =
            new Wishes(Encoding.ZRLE, OptionalInt.empty(), OptionalInt.empty());

    private final HostProcess host;
    private final Size size;
    private final Duration rest;
    private final List<SoakConnection> viewers = new ArrayList<>();

    /// A benchmark of a host that echoes.
    ///
    /// @param rest how long its CPU is measured while nothing happens
    public IdleBench(HostProcess host, Size size, Duration rest) {
        this.host = host;
        this.size = size;
        this.rest = rest;
    }

    /// Runs it.
    ///
    /// @param count of viewers
    /// @param progress is told how much is done, from 0 to 1
    /// @throws IOException with one clear line if a viewer, or the server, fails
    public IdleResult run(int count, DoubleConsumer progress) throws IOException {
        var _ = logIn(Math.min(WARM_UP, count), _ -> {});
        var _ = presses(Duration.ZERO, WARM_UP_TIME);
        leave();
        LockSupport.parkNanos(SETTLE.toNanos());
        HostProcess.Figures before = host.figures();
        double loginMicros = logIn(count, done -> progress.accept(done * 0.6));
        LockSupport.parkNanos(SETTLE.toNanos());
        HostProcess.Figures after = host.figures();
        if (after.viewers() != count) {
            throw new IOException("there are %d viewers, not %d".formatted(after.viewers(), count));
        }
        progress.accept(0.7);
        Duration cpu = host.cpu();
        long start = System.nanoTime();
        LockSupport.parkNanos(rest.toNanos());
        double restSeconds = (System.nanoTime() - start) / 1e9;
        double restCores = host.cpu().minus(cpu).toNanos() / 1e9 / restSeconds;
        progress.accept(0.9);
        LatencyResult echo = presses(Duration.ofMillis(5), WARM_UP_TIME);
        var _ = host.figures(); // the lock's time begins anew
        CompletableFuture<LatencyResult> beside =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return presses(Duration.ofMillis(1), Duration.ZERO);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                });
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        double wakeMillis = wakeAll();
        double wakeEcho = beside.join().percentile(100) / 1e3;
        HostProcess.Figures woken = host.figures();
        return new IdleResult(
                count,
                (after.heap() - before.heap()) / count,
                (after.resident() - before.resident()) / count,
                (after.codecs() - before.codecs()) / count,
                loginMicros,
                restCores,
                restSeconds,
                List.of(echo.percentile(50), echo.percentile(99), echo.percentile(100)),
                wakeMillis,
                wakeEcho,
                woken.lockNanos() / 1e6);
    }

    /// Lets so many more log in; returns what the last one took, in microseconds.
    private double logIn(int count, DoubleConsumer progress) throws IOException {
        double micros = 0;
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            var source = InetAddress.getByName("127.0.1." + (1 + i / PER_SOURCE));
            SoakConnection viewer =
                    SoakConnection.connect(host.address(), new InetSocketAddress(source, 0));
            viewers.add(viewer);
            viewer.logIn();
            micros = (System.nanoTime() - start) / 1e3;
            viewer.ask(WISHES.numbers());
            request(viewer, false);
            viewer.skipUpdate();
            request(viewer, true);
            progress.accept((double) i / count);
        }
        return micros;
    }

    private void request(SoakConnection viewer, boolean incremental) throws IOException {
        viewer.request(incremental, 0, 0, size.width(), size.height() / 2);
    }

    private LatencyResult presses(Duration gap, Duration warmUp) throws IOException {
        int half = size.height() / 2;
        return new LatencyBench(host, new LatencySettings(WISHES, PRESSES, gap, warmUp))
                .runIn(new Rect(0, half, size.width(), size.height() - half), _ -> {});
    }

    /// Changes what all see; returns the milliseconds until all have it.
    private double wakeAll() throws IOException {
        long start = System.nanoTime();
        host.tell("show");
        for (SoakConnection viewer : viewers) {
            viewer.skipUpdate();
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private void leave() throws IOException {
        for (SoakConnection viewer : viewers) {
            viewer.close();
        }
        viewers.clear();
    }

    @Override
    public void close() {
        try {
            leave();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }
}
