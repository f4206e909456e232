package weft.junit5;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.junit5.golden.Goldens;
import weft.junit5.report.FrameRing;
import weft.junit5.report.Mismatch;
import weft.junit5.report.RecordedFrame;
import weft.junit5.report.Trace;
import weft.junit5.report.TraceEvent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// A test that runs: its client, and what it has seen and done so far. Any thread may use it.
final class DisplaySession implements AutoCloseable {

    /// What a test was begun with.
    ///
    /// @param method the test's method, which names numbered goldens
    /// @param needles the folder of openQA's needles, if there is one
    record Setup(
            String method,
            Configuration configuration,
            RunningHost host,
            Profile profile,
            Goldens goldens,
            Optional<Path> needles,
            DisplaySettings settings,
            Recording recording,
            Path folder) {}

    /// How long a machine in this JVM may take to show what it has painted.
    private static final Duration SYNC = Duration.ofSeconds(10);

    private static final int MOST_DAMAGE = 16;

    private final Setup setup;
    private final long began = System.nanoTime();
    private final TestArtifacts artifacts;
    private final FrameRing ring;
    private final Trace trace = new Trace();
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final VncClient client;
    private double leastScore = Double.NaN;
    private int goldens;

    DisplaySession(Setup setup) {
        this.setup = setup;
        artifacts = TestArtifacts.in(setup.folder);
        boolean always = setup.recording == Recording.ALWAYS;
        ring = new FrameRing(always ? Duration.ofDays(1) : setup.configuration.kept());
        VncClientBuilder builder = setup.host.client();
        setup.profile.applyTo(builder);
        Duration timeout = setup.configuration.scaled(SYNC);
        client =
                builder.connectTimeout(timeout)
                        .handshakeTimeout(timeout)
                        .events(new Listener())
                        .connect();
    }

    private final class Listener implements ServerEvents {
        @Override
        public void painted(Frame frame) {
            if (setup.recording == Recording.NEVER) {
                return;
            }
            Region damage = ring.add(millis(), setup.host.frames(), frame);
            if (!damage.isEmpty()) {
                List<Rect> rects = damage.simplify(MOST_DAMAGE).rects();
                String text = "frame %d: %s".formatted(frame.number(), damage.bounds());
                trace.add(event(TraceEvent.Kind.FRAME, frame.number(), text, rects));
            }
        }
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private TraceEvent event(TraceEvent.Kind kind, long frame, String text, List<Rect> damage) {
        return new TraceEvent(millis(), setup.host.frames(), kind, frame, text, damage);
    }

    /// Notes what the test does or sees.
    void note(TraceEvent.Kind kind, String text) {
        trace.add(event(kind, client.frame().number(), text, List.of()));
    }

    synchronized void failed(Mismatch mismatch) {
        mismatches.add(mismatch);
        note(TraceEvent.Kind.FAILURE, mismatch.name() + ": " + mismatch.message());
    }

    /// A golden has been seen.
    synchronized void scored(double score) {
        leastScore = Double.isNaN(leastScore) ? score : Math.min(leastScore, score);
    }

    /// How well the golden fitted that fitted worst.
    synchronized OptionalDouble leastScore() {
        return Double.isNaN(leastScore) ? OptionalDouble.empty() : OptionalDouble.of(leastScore);
    }

    synchronized List<Mismatch> mismatches() {
        return List.copyOf(mismatches);
    }

    /// The name of the next golden that has none.
    synchronized String nextGolden() {
        goldens++;
        return setup.method + "-" + goldens;
    }

    /// Waits until all input so far is in the picture.
    Frame sync() {
        return client.sync(setup.configuration.scaled(SYNC));
    }

    /// The frames that are kept.
    List<RecordedFrame> frames() {
        return ring.frames();
    }

    Trace trace() {
        return trace;
    }

    VncClient client() {
        return client;
    }

    TestArtifacts artifacts() {
        return artifacts;
    }

    RunningHost host() {
        return setup.host;
    }

    Profile profile() {
        return setup.profile;
    }

    Setup setup() {
        return setup;
    }

    @Override
    public void close() {
        client.close();
    }
}
