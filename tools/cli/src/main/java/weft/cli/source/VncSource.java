package weft.cli.source;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.client.AudioListener;
import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.failure.VncClientException;
import weft.client.recording.FileRecorder;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.rfb.audio.PcmFormat;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.keyboard.KeyboardLeds;
import weft.server.Audio;
import weft.server.PointerHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

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
    private final ExecutorService input =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("weft-upstream input").factory());
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Connection connection;
    private volatile @Nullable VncServer server;
    private volatile boolean sounds;
    private int connections;

    /// A client, and what it records.
    private record Connection(VncClient client, Optional<FileRecorder> recorder) {

        void close() {
            client.close();
            recorder.ifPresent(Connection::end);
        }

        private static void end(FileRecorder recorder) {
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

    private Connection connect() throws IOException {
        VncClientBuilder builder = upstream.client().display(framebuffer).events(events());
        Optional<FileRecorder> recorder = Optional.empty();
        if (upstream.recording().isPresent()) {
            recorder =
                    Optional.of(
                            FileRecorder.create(upstream.recording(connections + 1).orElseThrow()));
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

    /// What the server says besides pictures goes to all viewers.
    private ServerEvents events() {
        return new ServerEvents() {
            @Override
            public void bell() {
                tell(VncServer::bell);
            }

            @Override
            public void leds(KeyboardLeds leds) {
                tell(viewers -> viewers.leds(leds));
            }

            @Override
            public void pointerMotion(boolean relative) {
                tell(viewers -> viewers.relativePointer(relative));
            }

            @Override
            public void clipboard(ClipboardContents contents) {
                tell(viewers -> viewers.clipboard(contents));
            }
        };
    }

    private void tell(Consumer<VncServer> news) {
        VncServer viewers = server;
        if (viewers != null) {
            news.accept(viewers);
        }
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public Optional<String> name() {
        return Optional.of(connection.client().name());
    }

    /// The callbacks have a thread of their own, since a server that takes no input holds it up;
    /// the queue before them is bounded and merges nothing but moves.
    @Override
    public void connect(VncServerBuilder builder) {
        builder.callbacks(input)
                .onKey((keysym, down) -> send(client -> client.key((int) keysym, down)))
                .onPointer(pointer())
                .onClipboard(contents -> send(client -> client.clipboard().offer(contents)));
    }

    /// Buttons that the server does not know are dropped.
    private PointerHandler pointer() {
        return new PointerHandler() {
            @Override
            public void pointer(int x, int y, int buttonMask) {
                send(client -> client.pointer().event(known(client, buttonMask), x, y));
            }

            @Override
            public void moved(int dx, int dy, int buttonMask) {
                send(client -> client.pointer().eventBy(known(client, buttonMask), dx, dy));
            }

            private static int known(VncClient client, int buttonMask) {
                return buttonMask & ((1 << client.pointer().buttons()) - 1);
            }
        };
    }

    private void send(Consumer<VncClient> event) {
        try {
            event.accept(connection.client());
        } catch (VncClientException | IllegalStateException e) {
            LOG.debug("input is dropped: {}", e.getMessage());
        }
    }

    @Override
    public boolean hasAudio() {
        return connection.client().audio().isOffered();
    }

    @Override
    public void audio(VncServerBuilder builder) {
        builder.audio(PcmFormat.DEFAULT);
        sounds = true;
    }

    /// Plays to the viewers what the server plays.
    private void hear(VncServer viewers) {
        send(client -> {
            if (sounds && client.audio().isOffered()) {
                var _ = client.audio().listen(PcmFormat.DEFAULT, new Relay(viewers.audio()));
            }
        });
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
        tellOfInput(started, connection.client());
        hear(started);
        Thread _ = Thread.ofVirtual().name("weft-upstream").start(this::keepConnected);
    }

    private void keepConnected() {
        try {
            while (!isClosed()) {
                String why = awaitEnd(connection.client());
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

    /// What the server has said before anybody could be told.
    private static void tellOfInput(VncServer viewers, VncClient client) {
        viewers.relativePointer(client.pointer().isRelative());
        client.leds().ifPresent(viewers::leds);
    }

    private void adopt(Connection made) {
        connection = made;
        tell(viewers -> tellOfInput(viewers, made.client()));
        tell(this::hear);
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
        input.shutdownNow();
    }
}
