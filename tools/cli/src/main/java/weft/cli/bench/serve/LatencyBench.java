package weft.cli.bench.serve;

import weft.framebuffer.Rect;
import weft.rfb.message.PointerEvent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;

/// Presses button 1 and times how long it takes until the block under the pointer has changed,
/// which is what the source `echo` of `weft serve` does. The viewer that presses decodes what it
/// gets, and asks for nothing but the part of the picture that echoes.
///
/// Runs on the caller's thread, which should be one of the platform's.
public final class LatencyBench {

    private static final int BUTTON_1 = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Server server;
    private final LatencySettings settings;

    /// A benchmark of a server that is running already.
    public LatencyBench(Server server, LatencySettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /// Times presses while nobody else is connected; the whole picture echoes.
    ///
    /// @param progress is told how much is done, from 0 to 1
    public LatencyResult runAlone(DoubleConsumer progress) throws IOException {
        try (ViewerConnection connection = open()) {
            List<Long> nanos = run(connection, connection.area(), progress, () -> {});
            return new LatencyResult("", settings, nanos, 0);
        }
    }

    /// Times presses in `area` while others do what they want.
    ///
    /// @param progress is told how much is done, from 0 to 1
    public LatencyResult runIn(Rect area, DoubleConsumer progress) throws IOException {
        try (ViewerConnection connection = open()) {
            List<Long> nanos = run(connection, area, progress, () -> {});
            return new LatencyResult("", settings, nanos, 0);
        }
    }

    /// Times presses in `strip` while another viewer looks at all of the picture.
    ///
    /// @param movie its name
    /// @param progress is told how much is done, from 0 to 1
    public LatencyResult runBeside(String movie, Rect strip, DoubleConsumer progress)
            throws IOException {
        var likewise = new ViewerSettings(settings.wishes(), false);
        try (Viewer other = new Viewer(server.address(), likewise, Throttle.none());
                ViewerConnection connection = open()) {
            long[] start = new long[2];
            List<Long> nanos =
                    run(
                            connection,
                            strip,
                            progress,
                            () -> {
                                start[0] = System.nanoTime();
                                start[1] = other.updates();
                            });
            other.check();
            double seconds = (System.nanoTime() - start[0]) / 1e9;
            return new LatencyResult(
                    movie, settings, nanos, (other.updates() - start[1]) / seconds);
        }
    }

    private ViewerConnection open() throws IOException {
        return ViewerConnection.open(
                server.address(), new ViewerSettings(settings.wishes(), true), Throttle.none());
    }

    private List<Long> run(
            ViewerConnection connection, Rect area, DoubleConsumer progress, Runnable warm)
            throws IOException {
        var echoes = new AtomicLong();
        Thread watchdog = Thread.ofVirtual().start(() -> watch(connection, echoes));
        try {
            var random = new Random(1);
            connection.request(false, area);
            connection.readRectangles(connection.awaitUpdate());
            connection.request(true, area);
            long start = System.nanoTime();
            while (System.nanoTime() - start < settings.warmUp().toNanos()) {
                press(connection, area, random);
                echoes.incrementAndGet();
            }
            warm.run();
            List<Long> nanos = new ArrayList<>();
            while (nanos.size() < settings.presses()) {
                progress.accept((double) nanos.size() / settings.presses());
                rest(settings.gap(), random);
                nanos.add(press(connection, area, random));
                echoes.incrementAndGet();
            }
            return nanos;
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the connection ended after %d echoes (%s); a press must be echoed within %d s"
                            .formatted(echoes.get(), e.getMessage(), PATIENCE.toSeconds()),
                    e);
        } finally {
            watchdog.interrupt();
            connection.free();
        }
    }

    /// Ends the connection when no echo comes, which would be waited for without end.
    private static void watch(ViewerConnection connection, AtomicLong echoes) {
        try {
            long seen;
            do {
                seen = echoes.get();
                Thread.sleep(PATIENCE);
            } while (seen != echoes.get());
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // all have come
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rest(Duration gap, Random random) {
        long nanos = gap.toNanos() + random.nextLong(gap.toNanos() / 5 + 1);
        long until = System.nanoTime() + nanos;
        for (long left; (left = until - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }

    /// Presses and releases, and waits for the echo; leaves a request behind.
    private static long press(ViewerConnection connection, Rect area, Random random)
            throws IOException {
        int x = area.x() + random.nextInt(area.width());
        int y = area.y() + random.nextInt(area.height());
        int before = connection.pixel(x, y);
        long start = System.nanoTime();
        connection.send(new PointerEvent(BUTTON_1, x, y), new PointerEvent(0, x, y));
        do {
            connection.readRectangles(connection.awaitUpdate());
            connection.request(true, area);
        } while (connection.pixel(x, y) == before);
        return System.nanoTime() - start;
    }
}
