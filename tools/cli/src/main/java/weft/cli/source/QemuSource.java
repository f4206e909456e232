package weft.cli.source;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.dbus.DbusException;
import weft.cli.qemu.QemuAddress;
import weft.cli.qemu.QemuDisplay;
import weft.framebuffer.Framebuffer;
import weft.rfb.keyboard.KeyboardGroups;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.PointerHandler;
import weft.server.ResizeHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A machine in QEMU, by its D-Bus display: its screen, and what viewers do on it.
///
/// When QEMU ends, the last picture stays, input is dropped, and it is tried again until there is a
/// machine at this address, as for [VncSource].
final class QemuSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(QemuSource.class);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final QemuAddress address;
    private final Framebuffer framebuffer = new Framebuffer(1, 1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Held up by a machine that takes no input, as nothing else may be.
    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("weft-qemu input").factory());

    private final Thread follower;
    private volatile QemuDisplay display;
    private volatile @Nullable VncServer server;

    private QemuSource(QemuAddress address) throws DbusException {
        this.address = address;
        follower = Thread.ofPlatform().daemon().name("weft-qemu").unstarted(this::keepConnected);
        display = QemuDisplay.open(address, framebuffer);
    }

    /// Opens `qmp:PATH`, or the address of a bus; nothing means the session's.
    ///
    /// @throws IllegalArgumentException if that is no address
    /// @throws DbusException if it cannot be used, in one line
    static QemuSource open(String text, Map<String, String> environment) throws DbusException {
        return new QemuSource(QemuAddress.parse(text, environment));
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void name(VncServerBuilder builder) {
        builder.name(UpstreamNews.sendable(display.name()));
    }

    /// Keys go to the machine by their codes, those of viewers that have none as a keyboard of the
    /// US has them unless [#keyboard] says otherwise.
    @Override
    public void connect(VncServerBuilder builder) {
        builder.callbacks(callbacks)
                .onKeyCode((keycode, down) -> send(now -> now.key(keycode, down)))
                .onPointer(pointer());
    }

    @Override
    public boolean hasKeyboard() {
        return true;
    }

    @Override
    public void keyboard(VncServerBuilder builder, KeyboardGroups layouts) {
        builder.keyboard(layouts);
    }

    private PointerHandler pointer() {
        return new PointerHandler() {
            @Override
            public void pointer(int x, int y, int buttonMask) {
                send(now -> now.pointer(x, y, buttonMask));
            }

            @Override
            public void moved(int dx, int dy, int buttonMask) {
                send(now -> now.moved(dx, dy, buttonMask));
            }
        };
    }

    /// Whether the machine's display takes sizes is seen at each request.
    @Override
    public Optional<ResizeHandler> resizes() {
        return Optional.of(this::resize);
    }

    private ResizeStatus resize(ScreenLayout wanted) {
        try {
            return display.resize(wanted);
        } catch (DbusException e) {
            LOG.info("{}", e.getMessage());
            return ResizeStatus.PROHIBITED;
        }
    }

    private interface Input {
        void to(QemuDisplay now) throws DbusException;
    }

    private void send(Input input) {
        try {
            input.to(display);
        } catch (DbusException e) {
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
                            "QEMU at {}: {}; the last picture stays until it is back",
                            address,
                            why);
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
                adopt(QemuDisplay.open(address, framebuffer));
                LOG.info("QEMU at {}: connected again", address);
                return;
            } catch (DbusException e) {
                LOG.info("{}", e.getMessage());
            }
        }
    }

    private void adopt(QemuDisplay made) {
        display = made;
        VncServer viewers = server;
        if (viewers != null) {
            viewers.name(UpstreamNews.sendable(made.name()));
            made.start(viewers);
        }
        if (isClosed()) {
            made.close();
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
