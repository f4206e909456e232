package weft.cli.source;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.x11.XAuthority;
import weft.cli.x11.XDisplayName;
import weft.cli.x11.XException;
import weft.cli.x11.host.XDisplay;
import weft.framebuffer.Framebuffer;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.ResizeHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// An existing X display: its screen, and what viewers do on it.
///
/// When the X server goes, the last picture stays, input is dropped, and it is tried again until
/// there is a server of this name, as for [VncSource].
final class X11Source implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(X11Source.class);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final XDisplayName name;
    private final Path authority;
    private final Framebuffer framebuffer = new Framebuffer(1, 1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Held up by a server that takes no input, as nothing else may be.
    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("weft-x11 input").factory());

    private final Thread follower;
    private volatile XDisplay display;
    private volatile @Nullable VncServer server;

    private X11Source(XDisplayName name, Path authority) throws IOException {
        this.name = name;
        this.authority = authority;
        follower =
                Thread.ofPlatform()
                        .daemon()
                        .name("weft-x11 " + name)
                        .unstarted(this::keepConnected);
        display = XDisplay.open(name, authority, framebuffer);
    }

    /// Opens `:1` or the like; nothing means `DISPLAY`.
    ///
    /// @throws IllegalArgumentException if that is no display's name
    /// @throws IOException if it cannot be used, in one line
    static X11Source open(String text, Map<String, String> environment) throws IOException {
        String name = text.isEmpty() ? environment.getOrDefault("DISPLAY", "") : text;
        return new X11Source(XDisplayName.parse(name), XAuthority.file(environment));
    }

    @Override
    public Optional<String> lends() {
        return Optional.of("an X display of yours");
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void name(VncServerBuilder builder) {
        builder.name("X display " + name);
    }

    @Override
    public void connect(VncServerBuilder builder) {
        builder.callbacks(callbacks)
                .onKey((keysym, down) -> send(now -> now.key(keysym, down)))
                .onPointer((x, y, buttons) -> send(now -> now.pointer(x, y, buttons)))
                .onClipboard(contents -> send(now -> now.clipboard(contents)));
    }

    /// Whether the server can be asked, and for which sizes, is seen at each request.
    @Override
    public Optional<ResizeHandler> resizes() {
        return Optional.of(this::resize);
    }

    private ResizeStatus resize(ScreenLayout wanted) {
        try {
            return display.resize(wanted);
        } catch (XException e) {
            LOG.info("{}", e.getMessage());
            return ResizeStatus.PROHIBITED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ResizeStatus.PROHIBITED;
        }
    }

    private interface Input {
        void to(XDisplay now) throws XException;
    }

    private void send(Input input) {
        try {
            input.to(display);
        } catch (XException e) {
            LOG.debug("input is dropped: {}", e.getMessage());
        }
    }

    @Override
    public void start(VncServer started) {
        server = started;
        display.start(started);
        follower.start();
    }

    private void keepConnected() {
        try {
            while (!isClosed()) {
                String why = display.run();
                if (!isClosed()) {
                    LOG.warn(
                            "X display {}: {}; the last picture stays until it is back", name, why);
                    reconnect();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reconnect() throws InterruptedException {
        while (!pause()) {
            try {
                XDisplay made = XDisplay.open(name, authority, framebuffer);
                display = made;
                VncServer viewers = server;
                if (viewers != null) {
                    made.start(viewers);
                }
                if (isClosed()) {
                    made.close();
                }
                LOG.info("X display {}: connected again", name);
                return;
            } catch (IOException e) {
                LOG.info("{}", e.getMessage());
            }
        }
    }

    /// True at once if this is closed, or else false after a time.
    private boolean pause() throws InterruptedException {
        return closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        callbacks.shutdown();
        try {
            var _ = callbacks.awaitTermination(1, TimeUnit.SECONDS);
            display.close();
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            display.close();
        }
    }
}
