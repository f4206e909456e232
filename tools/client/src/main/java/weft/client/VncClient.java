package weft.client;

import weft.client.address.Destination;
import weft.client.address.ServerAddress;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.TimedOutException;
import weft.client.recording.ScreenRecorder;
import weft.client.trust.ServerTrust;
import weft.client.wire.ChannelTransport;
import weft.client.wire.SocketTransport;
import weft.client.wire.StreamTransport;
import weft.client.wire.TlsTransport;
import weft.client.wire.Transport;
import weft.client.wire.WebSocketTransport;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;
import weft.framebuffer.match.ScreenText;
import weft.rfb.gii.GiiDevice;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PowerAction;
import weft.rfb.message.QemuKeyEvent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A viewer without a window: it has what the server shows, as frames, and sends input.
///
/// ```java
/// try (VncClient vnc = VncClient.to("localhost:1").password("secret").connect()) {
///     vnc.pointer().click(1, 100, 50);
///     Frame frame = vnc.sync(Duration.ofSeconds(5));
///     int pixel = frame.pixel(100, 50);
/// }
/// ```
///
/// Any thread may call any method. All that wait have a timeout and throw a [TimedOutException]
/// with the last frame; all throw what the connection failed with once it has. A thread that is
/// interrupted while it waits gets a [java.util.concurrent.CancellationException].
public final class VncClient implements AutoCloseable {

    /// How long closing waits for the last input to be sent and for the server to hang up.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Status status;
    private final Session session;
    private final Waits waits;
    private final Expectations expectations;
    private final Synchroniser synchroniser;
    private final Power power;

    private VncClient(Transport transport, Settings settings) {
        status = new Status(settings.clock());
        session = new Session(transport, settings, status);
        waits = new Waits(status);
        expectations = new Expectations(status);
        synchroniser = new Synchroniser(session, status);
        power = new Power(session, status, synchroniser);
    }

    /// A client of the server at an address, see [Destination].
    ///
    /// @throws IllegalArgumentException that says what is wrong with the address
    public static VncClientBuilder to(String address) {
        return to(Destination.parse(address));
    }

    /// A client of a server, with the name and password of its URI if there are any.
    public static VncClientBuilder to(Destination server) {
        return new VncClientBuilder(trust -> way(server, trust)).server(server);
    }

    private static Transport way(Destination server, ServerTrust trust) throws IOException {
        Transport socket = new SocketTransport(server.address(), server.toString());
        if (server.webSocket().isEmpty()) {
            return socket;
        }
        Destination.WebSocket web = server.webSocket().get();
        Transport below =
                web.tls() && server.address() instanceof ServerAddress.Tcp(String host, int port)
                        ? new TlsTransport(socket, trust, host, port)
                        : socket;
        return new WebSocketTransport(below, web.authority(), web.path(), web.tls());
    }

    /// A client of a server to which there are streams already. It takes them over; to close one of
    /// them must wake who waits for it.
    public static VncClientBuilder over(InputStream in, OutputStream out) {
        return new VncClientBuilder(_ -> new StreamTransport(in, out));
    }

    /// A client of a server to which there is a channel already, which blocks. It takes that over.
    public static VncClientBuilder over(ByteChannel channel) {
        return new VncClientBuilder(_ -> new ChannelTransport(channel, "the server's channel"));
    }

    static VncClient connect(Transport transport, Settings settings) {
        var client = new VncClient(transport, settings);
        long began = settings.clock().nanoTime();
        client.session.start();
        try {
            client.awaitPicture(transport, settings, began);
            return client;
        } catch (RuntimeException e) {
            client.abandon();
            throw e;
        }
    }

    private void awaitPicture(Transport server, Settings settings, long began) {
        Duration connecting = settings.patience(settings.connectTimeout(), Duration.ZERO);
        boolean _ =
                status.await(
                        connecting,
                        () -> status.isConnected() ? Optional.of(true) : Optional.empty(),
                        _ -> timedOut(connecting, "connection to " + server));
        Duration gone = Duration.ofNanos(settings.clock().nanoTime() - began);
        Duration talking = settings.patience(settings.handshakeTimeout(), gone);
        Frame _ =
                status.await(
                        talking,
                        () -> Optional.ofNullable(status.frame()),
                        _ -> timedOut(talking, "whole picture of " + server));
    }

    private static TimedOutException timedOut(Duration timeout, String what) {
        return new TimedOutException(
                "Waited %s for the %s".formatted(Waits.text(timeout), what), null);
    }

    /// Does not wait: who looks up a name cannot be stopped.
    private void abandon() {
        boolean _ = status.close();
        session.hangUp();
    }

    /// Whether none of its threads runs any more.
    boolean isOver() {
        return session.isOver();
    }

    /// The name of the desktop, as it is now.
    public String name() {
        return status.name();
    }

    /// What the server showed after its last update. It stays as it is, and shares what has not
    /// changed with the frames after it.
    ///
    /// After a failure this is the last frame that there was.
    public Frame frame() {
        Frame frame = status.frame();
        if (frame == null) {
            throw new IllegalStateException("a client that is connected has a frame");
        }
        return frame;
    }

    /// The same with the pointer painted where it is, in a frame that is no part of the sequence.
    /// Only a pointer whose shape the server has handed over can be painted.
    public Frame frameWithCursor() {
        Frame frame = frame();
        Cursor cursor = status.cursor();
        if (cursor == null) {
            return frame;
        }
        int[] rgb = frame.pixels();
        int width = frame.width();
        pointer().paint(cursor, rgb, width, frame.height());
        return Frame.of(XrgbSurface.of(rgb, width, frame.height()));
    }

    /// The last shape of the pointer that the server has handed over.
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(status.cursor());
    }

    /// Whether updates come without being asked for.
    public boolean isContinuous() {
        return status.isContinuous();
    }

    /// Whether the server answers fences.
    public boolean hasFence() {
        return status.hasFence();
    }

    /// Presses or releases a key.
    ///
    /// @param keysym the X11 keysym, all 32 bits
    public void key(int keysym, boolean down) {
        session.send(new KeyEvent(down, Integer.toUnsignedLong(keysym)));
    }

    /// Presses and releases a key.
    ///
    /// @param keysym the X11 keysym, all 32 bits
    public void press(int keysym) {
        long key = Integer.toUnsignedLong(keysym);
        session.send(new KeyEvent(true, key), new KeyEvent(false, key));
    }

    /// Presses or releases a key of which it is known which one it is: a server that shows a
    /// machine need not guess the key from the keysym then. Others are told the keysym only.
    ///
    /// @param keycode XT set 1, e0 as bit 7, see [weft.rfb.keyboard.KeyCodes]
    public void key(int keysym, int keycode, boolean down) {
        long known = Integer.toUnsignedLong(keysym);
        session.send(
                hasKeyCodes() ? new QemuKeyEvent(down, known, keycode) : new KeyEvent(down, known));
    }

    /// Whether the server takes which key was pressed (QEMU Extended Key Event).
    public boolean hasKeyCodes() {
        return status.hasKeyCodes();
    }

    /// What is locked on the server's keyboard, if it has said so.
    public Optional<KeyboardLeds> leds() {
        return Optional.ofNullable(status.leds());
    }

    /// The keyboard, for more than single keys.
    public Keyboard keyboard() {
        return new Keyboard(this);
    }

    /// The size of the server's picture and its screens.
    public Desktop desktop() {
        return session.desktop();
    }

    /// The mouse.
    public Pointer pointer() {
        return session.pointer();
    }

    /// The clipboards of this side and the server.
    public Clipboard clipboard() {
        return session.clipboard();
    }

    /// Asks the server to shut down, reboot or reset the machine that it shows (xvp), and waits
    /// until the server has dealt with that. It does not wait for the machine, which may take its
    /// time.
    ///
    /// A server that ends the connection then has done what it was asked to.
    ///
    /// @throws weft.client.failure.RequestFailedException if the server has no such machine, does
    ///   not let this viewer do that, or says that it failed
    public void power(PowerAction action, Duration timeout) {
        power.request(action, timeout);
    }

    /// Whether the server has said that it takes such requests.
    public boolean hasPower() {
        return status.hasPower();
    }

    /// Makes an input device beside keyboard and mouse, a game pad say (gii), and waits until the
    /// server has taken it. It is there until it is closed, or this client is.
    ///
    /// @throws weft.client.failure.RequestFailedException if the server takes no devices, or not
    ///   this one
    public InputDevice createDevice(GiiDevice device, Duration timeout) {
        return session.devices().create(device, timeout, synchroniser);
    }

    /// Whether the server has said that it takes such devices.
    public boolean hasDevices() {
        return session.devices().isKnown();
    }

    /// The sound of the server.
    public Audio audio() {
        return session.audio();
    }

    /// Waits until the picture is another one than now.
    public Frame waitChange(Duration timeout) {
        return waitChange(frame(), timeout);
    }

    /// Waits until the picture is another one than in a frame.
    public Frame waitChange(Frame since, Duration timeout) {
        return waitChange(since, Waits.EVERYTHING, timeout);
    }

    /// Waits until a part of the picture is another one than in a frame.
    public Frame waitChange(Frame since, Rect area, Duration timeout) {
        return waits.change(since, area, timeout);
    }

    /// Waits until the picture has not changed for a time, which begins now.
    public Frame waitStill(Duration quiet, Duration timeout) {
        return waitStill(Waits.EVERYTHING, quiet, timeout);
    }

    /// Waits until a part of the picture has not changed for a time, which begins now.
    public Frame waitStill(Rect area, Duration quiet, Duration timeout) {
        return waits.still(area, quiet, timeout);
    }

    /// Waits for a frame for which something holds, which is asked of each new one, on the caller's
    /// thread. Of frames that follow each other quickly the last is asked.
    public Frame waitFor(Predicate<Frame> condition, Duration timeout) {
        return waits.until("the picture that was asked for", condition, timeout);
    }

    /// Waits until the picture shows what is expected.
    ///
    /// @throws weft.client.failure.ExpectationFailedException with what came closest
    public Sighting expect(Target target, Duration timeout) {
        return expectAny(List.of(target), timeout);
    }

    /// Waits until the picture has shown what is expected for a time without a break. That may have
    /// begun before, with the frame of now.
    ///
    /// @throws weft.client.failure.ExpectationFailedException with what came closest
    public Sighting expectSteady(Target target, Duration steady, Duration timeout) {
        return expectations.seen(List.of(target), steady, timeout);
    }

    /// Waits until the picture shows one of several things; which one, the result tells. Of those
    /// that are there at the same time it is the first of the list.
    ///
    /// @throws weft.client.failure.ExpectationFailedException with what came closest to each
    public Sighting expectAny(List<Target> targets, Duration timeout) {
        return expectations.seen(targets, Duration.ZERO, timeout);
    }

    /// Waits until the picture does not show something, which may be at once.
    ///
    /// @return what the picture shows then
    /// @throws weft.client.failure.ExpectationFailedException with where it still is
    public Sighting expectNot(Target target, Duration timeout) {
        return expectations.gone(target, timeout);
    }

    /// Reads the text that the picture shows now, wherever its cells begin.
    public ScreenText text(ScreenFont font) {
        return font.readAtAnyOffset(Picture.of(frame()));
    }

    /// Waits until the server has handled all input that was sent before, and the picture shows
    /// what the server's screen did then.
    ///
    /// Weft's server also waits for its host to have painted, see its `VncServer.painting()`. Other
    /// servers know nothing of the programs behind them, which may paint later. With a server that
    /// has no fences, this trusts in that servers handle messages one after the other.
    public Frame sync(Duration timeout) {
        return synchroniser.sync(timeout);
    }

    /// Records from now on, until the result or this client is closed: what the picture shows, as a
    /// stream that players show, and beside it the input, as a script.
    ///
    /// @param file `NAME.fbs`; the script is `NAME.input.vdo`
    /// @throws IOException that says which file cannot be written, and why
    public ScreenRecorder record(Path file) throws IOException {
        status.check();
        ScreenRecorder recorder = ScreenRecorder.create(file, name(), status.clock()::nanoTime);
        try {
            session.record(recorder, this::frame);
            return recorder;
        } catch (RuntimeException e) {
            recorder.close();
            throw e;
        }
    }

    /// Sends what has still to be sent, releases keys and buttons that are down, disconnects, and
    /// returns when nothing of the client is left. Whoever waits gets an exception.
    @Override
    public void close() {
        if (status.close()) {
            try {
                session.close(PATIENCE);
            } catch (InterruptedException e) {
                session.hangUp();
                Thread.currentThread().interrupt();
            } finally {
                session.endRecordings();
            }
        }
    }
}
