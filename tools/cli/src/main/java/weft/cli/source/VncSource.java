package weft.cli.source;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.client.AudioListener;
import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.failure.VncClientException;
import weft.client.recording.BackgroundRecorder;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.rfb.audio.PcmFormat;
import weft.rfb.keyboard.KeyboardGroups;
import weft.server.Audio;
import weft.server.PowerHandler;
import weft.server.ResizeHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Another VNC server's screen: one connection to it, whose picture all viewers share, and whose
/// input they are.
///
/// The client draws straight into the display that is served, so nothing is copied or compared.
/// When the connection is lost, the last picture stays, input is dropped, and it is tried again
/// until it succeeds.
///
/// ```
/// CONNECTED -> AWAY      // the server hangs up, or breaks the protocol
/// AWAY      -> AWAY      // it cannot be reached: the next attempt is later
/// AWAY      -> CONNECTED // the picture is there
/// ```
final class VncSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(VncSource.class);

    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    private final Upstream upstream;
    private final Framebuffer framebuffer = new Framebuffer(1, 1);
    private final UpstreamNews news = new UpstreamNews();
    private final UpstreamInput input = new UpstreamInput(this::client);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Connection connection;
    private volatile @Nullable VncServer server;
    private volatile boolean sounds;
    private int connections;

    /// A client, and what it records.
    private record Connection(VncClient client, Optional<BackgroundRecorder> recorder) {

        void close() {
            client.close();
            recorder.ifPresent(Connection::end);
        }

        private static void end(BackgroundRecorder recorder) {
            try {
                recorder.close();
            } catch (IOException e) {
                LOG.warn("the recording is not whole: {}", e.getMessage());
            }
        }
    }

    private VncSource(Upstream upstream) throws IOException {
        this.upstream = upstream;
        connection = connect();
    }

    /// Connects.
    ///
    /// @throws VncClientException if that is not possible now
    /// @throws IOException if the recording cannot be begun
    static VncSource open(Upstream upstream) throws IOException {
        return new VncSource(upstream);
    }

    /// That of now; it may have failed.
    private VncClient client() {
        return connection.client();
    }

    private Connection connect() throws IOException {
        VncClientBuilder builder = upstream.client().display(framebuffer).events(news);
        Optional<BackgroundRecorder> recorder = Optional.empty();
        if (upstream.recording().isPresent()) {
            recorder =
                    Optional.of(
                            BackgroundRecorder.create(
                                    upstream.recording(connections + 1).orElseThrow()));
            builder.record(recorder.get());
        }
        try {
            var made = new Connection(builder.connect(), recorder);
            connections++;
            return made;
        } catch (VncClientException e) {
            recorder.ifPresent(Connection::end);
            throw e;
        }
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void name(VncServerBuilder builder) {
        builder.name(UpstreamNews.sendable(client().name()));
        news.tellNames();
    }

    @Override
    public void connect(VncServerBuilder builder) {
        input.connect(builder);
    }

    @Override
    public boolean hasKeyboard() {
        return client().hasKeyCodes();
    }

    @Override
    public void keyboard(VncServerBuilder builder, KeyboardGroups layouts) {
        input.keyboard(builder, layouts);
    }

    /// The server may come back as one that takes no such requests: then each fails.
    @Override
    public Optional<PowerHandler> power() {
        return client().hasPower() ? Optional.of(input::power) : Optional.empty();
    }

    /// Whether the server is one that can be asked is seen at each request.
    @Override
    public Optional<ResizeHandler> resizes() {
        return Optional.of(input::resize);
    }

    @Override
    public boolean hasAudio() {
        return client().audio().isOffered();
    }

    @Override
    public void audio(VncServerBuilder builder) {
        builder.audio(PcmFormat.DEFAULT);
        sounds = true;
    }

    /// Plays to the viewers what the server plays.
    private void hear(VncServer viewers, VncClient client) {
        try {
            if (sounds && client.audio().isOffered()) {
                var _ = client.audio().listen(PcmFormat.DEFAULT, new Relay(viewers.audio()));
            }
        } catch (VncClientException | IllegalStateException e) {
            LOG.debug("its sound is not heard: {}", e.getMessage());
        }
    }

    private record Relay(Audio viewers) implements AudioListener {
        @Override
        public void frames(byte[] frames) {
            viewers.write(frames);
        }

        @Override
        public void end() {
            viewers.end();
        }
    }

    @Override
    public void start(VncServer started) {
        server = started;
        news.start(started);
        told(started, client());
        Thread _ = Thread.ofVirtual().name("weft-upstream").start(this::keepConnected);
    }

    /// What the server has said before anybody could be told, and what it plays.
    private void told(VncServer viewers, VncClient client) {
        news.connected(client);
        hear(viewers, client);
    }

    private void keepConnected() {
        try {
            while (!isClosed()) {
                String why = awaitEnd(client());
                connection.close();
                if (!isClosed()) {
                    LOG.warn(
                            "{}: {}; the last picture stays until it is back",
                            upstream,
                            why.replaceFirst("[.]$", ""));
                    reconnect();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the connection is lost; returns why.
    private static String awaitEnd(VncClient client) {
        try {
            Frame _ = client.waitFor(_ -> false, FOR_EVER);
            throw new IllegalStateException("a wait for nothing has succeeded");
        } catch (VncClientException | IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void reconnect() throws InterruptedException {
        for (int failures = 0; !pause(upstream.pause(failures)); failures++) {
            try {
                adopt(connect());
                LOG.info("{}: connected again", upstream);
                return;
            } catch (VncClientException | IOException e) {
                LOG.info("{}", e.getMessage());
            }
        }
    }

    private void adopt(Connection made) {
        connection = made;
        VncServer viewers = server;
        if (viewers != null) {
            told(viewers, made.client());
        }
        if (isClosed()) {
            made.close();
        }
    }

    /// True at once if this is closed, or else false after a time.
    private boolean pause(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        connection.close();
        input.close();
    }
}
