package weft.cli.source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.client.Desktop;
import weft.client.VncClient;
import weft.client.failure.TimedOutException;
import weft.client.failure.VncClientException;
import weft.framebuffer.Frame;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiListener;
import weft.rfb.keyboard.KeyboardGroups;
import weft.rfb.message.PowerAction;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.KeyHandler;
import weft.server.PointerHandler;
import weft.server.VncServerBuilder;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What viewers do, on its way to another server: as far as the one that is connected at the time
/// takes it.
final class UpstreamInput implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamInput.class);

    /// How long an answer may take; what other viewers do meanwhile waits for it.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<VncClient> server;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("weft-upstream input").factory());

    /// @param server the client of now, which may have failed
    UpstreamInput(Supplier<VncClient> server) {
        this.server = server;
    }

    /// Asks for all that needs no permission. The callbacks have a thread of their own, since a
    /// server that takes no input holds it up; the queue before them is bounded and merges nothing
    /// but moves.
    void connect(VncServerBuilder viewers) {
        viewers.callbacks(thread)
                .onKey(keys())
                .onPointer(pointer())
                .onClipboard(contents -> send(client -> client.clipboard().offer(contents)));
        if (server.get().hasDevices()) {
            viewers.onGii(this::created);
        }
    }

    /// Lets the server have codes alone: those of the keys on which its machine types what viewers
    /// type. One that comes back as one without codes gets no keys.
    void keyboard(VncServerBuilder viewers, KeyboardGroups layouts) {
        viewers.onKey((keysym, down) -> {})
                .keyboard(layouts)
                .onKeyCode((keycode, down) ->
                        send(client -> {
                            if (client.hasKeyCodes()) {
                                client.key(0, keycode, down);
                            }
                        }));
    }

    private void send(Consumer<VncClient> event) {
        try {
            event.accept(server.get());
        } catch (VncClientException | IllegalStateException e) {
            LOG.debug("input is dropped: {}", e.getMessage());
        }
    }

    /// Codes for who takes them; for others keysyms, as far as the viewer says them.
    private KeyHandler keys() {
        return new KeyHandler() {
            @Override
            public void key(long keysym, boolean down) {
                send(client -> client.key((int) keysym, down));
            }

            @Override
            public void key(long keysym, int keycode, boolean down) {
                send(client -> {
                    if (keycode != 0 && client.hasKeyCodes()) {
                        client.key((int) keysym, keycode, down);
                    } else {
                        KeyHandler.super.key(keysym, keycode, down);
                    }
                });
            }
        };
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

    private Optional<GiiListener> created(GiiDevice device) {
        var relayed = new RelayedDevice(device, server, PATIENCE);
        return relayed.exists() ? Optional.of(relayed) : Optional.empty();
    }

    /// Asks the server to switch its machine. Says whether it is going to.
    boolean power(PowerAction action) {
        try {
            VncClient client = server.get();
            if (!client.hasPower()) {
                return false;
            }
            client.power(action, PATIENCE);
            return true;
        } catch (VncClientException | IllegalStateException e) {
            LOG.info("{}", e.getMessage());
            return false;
        }
    }

    /// Asks the server for other screens. Says what it answers, once it shows what it agrees to.
    ResizeStatus resize(ScreenLayout wanted) {
        try {
            VncClient client = server.get();
            Desktop desktop = client.desktop();
            if (desktop.layout().isEmpty()) {
                return ResizeStatus.PROHIBITED;
            }
            ResizeStatus answer = desktop.request(wanted, PATIENCE);
            if (answer == ResizeStatus.OK) {
                Frame _ = client.waitFor(frame -> hasSize(frame, wanted), PATIENCE);
            }
            return answer;
        } catch (TimedOutException e) {
            LOG.info("{}", e.getMessage());
            return ResizeStatus.FORWARDED; // it may still come
        } catch (VncClientException | IllegalStateException e) {
            LOG.info("{}", e.getMessage());
            return ResizeStatus.PROHIBITED;
        }
    }

    private static boolean hasSize(Frame frame, ScreenLayout wanted) {
        return frame.width() == wanted.width() && frame.height() == wanted.height();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
