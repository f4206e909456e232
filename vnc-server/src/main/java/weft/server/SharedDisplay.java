package weft.server;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.Loop;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Point;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiListener;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.Bell;
import weft.rfb.message.PowerAction;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;
import weft.server.access.Connected;
import weft.server.access.Passwords;
import weft.server.access.Security;
import weft.server.connection.Connection;
import weft.server.login.Access;
import weft.server.login.Approval;
import weft.server.login.LogLimit;
import weft.server.session.BufferPool;
import weft.server.session.Display;
import weft.server.session.HostPointer;
import weft.server.session.HostSound;
import weft.server.session.InputQueue;
import weft.server.session.Paintings;
import weft.server.session.PointerPlace;
import weft.server.session.Screens;
import weft.server.session.Session;
import weft.server.session.SessionListener;
import weft.server.session.UpdateLoop;
import weft.server.session.Wakeups;
import weft.server.update.EncodedPieces;
import weft.server.web.WebSocketEntrance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// The display as the sessions of one server see it. All calls are under the global lock.
final class SharedDisplay implements Display {
    private static final Logger LOG = LoggerFactory.getLogger(SharedDisplay.class);

    private static final int DEFAULT_FPS = 60;

    private final Loop loop;
    private final InputQueue input;
    private final Optional<HostSound> sound;
    private final Framebuffer framebuffer;
    private final Optional<ResizeHandler> onResize;
    private final Screens screens = new Screens();
    private final HostPointer pointer;
    private String name;
    private final long frameNanos;
    private final long smallFrameNanos;
    private final boolean lossless;
    private final int quality;
    private final Optional<Predicate<PowerAction>> powerControl;
    private final Optional<Function<GiiDevice, Optional<GiiListener>>> devices;
    private final Access access;
    private final long loginNanos;
    private final long messageNanos;
    private final BufferPool buffers = new BufferPool();
    private final Paintings paintings;
    private final EncodedPieces pieces = new EncodedPieces();
    private final Sessions sessions;
    private final long idleNanos;
    private final long totalNanos;
    private final long approvalNanos;
    private final Optional<Consumer<Approval>> approver;
    private final Optional<SessionListener> listener;
    private final Wakeups wakeups;
    private final LogLimit logLimit;
    private Optional<ClipboardContents> clipboard = Optional.empty();
    private Optional<KeyboardLeds> leds = Optional.empty();
    private @Nullable Frame blackout;

    SharedDisplay(VncServerBuilder builder, Loop loop, InputQueue input, Access access) {
        this.loop = loop;
        this.input = input;
        sound = builder.audio.map(format -> new HostSound(loop, format));
        paintings = new Paintings(loop);
        framebuffer = builder.framebuffer;
        pointer = new HostPointer(framebuffer);
        wakeups = new Wakeups(loop, framebuffer);
        logLimit = new LogLimit(loop, LOG::info);
        name = builder.name;
        onResize = builder.onResize;
        frameNanos = TimeUnit.SECONDS.toNanos(1) / builder.maxFps.orElse(DEFAULT_FPS);
        smallFrameNanos = builder.maxFps.isPresent() ? frameNanos : 0;
        lossless = builder.lossless;
        quality = builder.quality;
        powerControl = builder.onPower.map(host -> host::requested);
        devices = builder.onGii.map(host -> host::created);
        this.access = access;
        loginNanos = builder.loginNanos;
        messageNanos = builder.messageNanos;
        idleNanos = builder.idleNanos;
        totalNanos = builder.totalNanos;
        approvalNanos = builder.approvalNanos;
        approver = builder.onApproval.map(this::approver);
        listener = builder.onViewer.map(this::listener);
        sessions = new Sessions(builder);
    }

    /// A viewer has connected.
    ///
    /// @param offered what it may log in by
    void accepted(Connection connection, Set<Security> offered) {
        accepted(connection, offered, Optional.empty());
    }

    /// The same through a WebSocket.
    void accepted(
            Connection connection, Set<Security> offered, Optional<WebSocketEntrance> entrance) {
        sessions.accepted(this, connection, offered, entrance);
    }

    /// The desktop has another name.
    void name(String text) {
        if (text.equals(name)) {
            return;
        }
        name = text;
        sessions.forEachViewer(updates -> updates.announce(Encoding.DESKTOP_NAME));
    }

    /// The picture has other screens.
    void screens(List<Screen> all) {
        screens.set(all);
        screensChanged();
    }

    /// Viewers that come from now on need another password.
    ///
    /// @param connected what becomes of those that came by one of before; those that are still
    ///   logging in have to begin anew with them
    void passwords(Passwords known, Connected connected) {
        access.passwords(known);
        if (connected == Connected.DISCONNECT) {
            sessions.end(
                    session -> !session.isAdmitted() || session.identity().user().isEmpty(),
                    "the password was changed");
        }
    }

    void bell() {
        sessions.forEachViewer(updates -> updates.offer(new Bell()));
    }

    /// The host has something new on its clipboard.
    void clipboard(ClipboardContents contents) {
        clipboard = Optional.of(contents);
        sessions.forEach(Session::clipboardNews);
    }

    /// What is locked on the host's keyboard.
    void leds(KeyboardLeds locked) {
        leds = Optional.of(locked);
        input.leds(locked);
        sessions.forEachViewer(
                updates -> updates.announce(Encoding.QEMU_LED_STATE, Encoding.VMWARE_LED_STATE));
    }

    /// The host takes movements of the pointer, or its places.
    void relativePointer(boolean movements) {
        if (input.isRelative() != movements) {
            input.relative(movements);
            pointer.lose();
            sessions.forEachViewer(updates -> updates.announce(Encoding.QEMU_POINTER_MOTION));
            wakeups.pointerMoved(); // it is painted no longer
        }
    }

    /// The host takes key codes with keysyms, or no longer.
    void keyCodes(boolean taken) {
        boolean before = input.takesKeyCodes();
        input.keyCodes(taken);
        if (input.takesKeyCodes() && !before) {
            sessions.forEachViewer(updates -> updates.announce(Encoding.QEMU_KEY_EVENT));
        }
    }

    /// Releases what viewers hold.
    void releaseInput() {
        input.releaseAll();
        sessions.forEach(Session::releaseDevices);
    }

    List<Viewer> viewers() {
        return sessions.admitted().stream().map(session -> new Viewer(loop, session)).toList();
    }

    /// Ends every session and lets no new one in.
    void endAll() {
        endAll(() -> {});
    }

    /// Ends every session and lets no new one in.
    ///
    /// @param done is run when the last one is over
    void endAll(Runnable done) {
        sessions.endAll(done);
        input.hurry();
    }

    // ---- what a session needs ----

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pauseNanos(boolean small) {
        return small ? smallFrameNanos : frameNanos;
    }

    @Override
    public EncodingPreferences allowed(EncodingPreferences asked) {
        return lossless ? asked.lossless() : asked.withQualityAtMost(quality);
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public long loginNanos() {
        return loginNanos;
    }

    @Override
    public long messageNanos() {
        return messageNanos;
    }

    @Override
    public long idleNanos() {
        return idleNanos;
    }

    @Override
    public long totalNanos() {
        return totalNanos;
    }

    @Override
    public Optional<Consumer<Approval>> approver() {
        return approver;
    }

    private Consumer<Approval> approver(ApprovalHandler host) {
        return approval -> {
            var applicant = new Applicant(loop, approval);
            boolean answers = false;
            try {
                if (applicant.isWaiting()) {
                    host.asked(applicant);
                }
                answers = true;
            } finally {
                if (!answers) {
                    applicant.refuse(Applicant.Refusal.NOBODY_ANSWERED);
                }
            }
        };
    }

    @Override
    public long approvalNanos() {
        return approvalNanos;
    }

    @Override
    public Optional<SessionListener> listener() {
        return listener;
    }

    private SessionListener listener(ViewerHandler host) {
        return new SessionListener() {
            @Override
            public void connected(Session session) {
                host.connected(new Viewer(loop, session));
            }

            @Override
            public void disconnected(Session session, String reason) {
                host.disconnected(new Viewer(loop, session), reason);
            }
        };
    }

    @Override
    public HostPointer pointer() {
        return pointer;
    }

    @Override
    public void pointerMoved(Session viewer, int x, int y) {
        if (!input.isRelative()) {
            movePointer(new PointerPlace(x, y, viewer));
        }
    }

    /// The host has moved the pointer, in its own pixels.
    void movePointer(int x, int y) {
        Point seen = framebuffer.toViewers(x, y);
        movePointer(new PointerPlace(seen.x(), seen.y(), null));
    }

    private void movePointer(PointerPlace place) {
        if (!pointer.move(place)) {
            return;
        }
        Session mover = place.viewer();
        UpdateLoop itself = mover == null ? null : mover.updates();
        sessions.forEachViewer(updates -> {
            if (updates != itself) {
                updates.announce(Encoding.POINTER_POS, Encoding.VMWARE_CURSOR_POSITION);
            }
        });
        wakeups.pointerMoved();
    }

    @Override
    public Frame blackout(Frame frame) {
        Frame black = blackout;
        if (black == null || !black.sameSize(frame)) {
            black = Frame.black(frame.width(), frame.height());
            blackout = black;
        }
        return black;
    }

    @Override
    public Screens screens() {
        return screens;
    }

    @Override
    public void screensChanged() {
        wakeups.newsForAll();
    }

    @Override
    public boolean takesResizes() {
        return onResize.isPresent();
    }

    @Override
    public ResizeStatus resize(ScreenLayout wanted) {
        return onResize.map(host -> host.resize(wanted)).orElse(ResizeStatus.PROHIBITED);
    }

    @Override
    public Wakeups wakeups() {
        return wakeups;
    }

    @Override
    public LogLimit logLimit() {
        return logLimit;
    }

    @Override
    public BufferPool buffers() {
        return buffers;
    }

    @Override
    public EncodedPieces pieces() {
        return pieces;
    }

    @Override
    public boolean isFull() {
        return sessions.isFull();
    }

    @Override
    public void loginWaits(Session session, boolean waits) {
        sessions.loginWaits(session, waits);
    }

    @Override
    public void admit(Session session, boolean shared) {
        sessions.admit(session, shared);
    }

    @Override
    public void ended(Session session) {
        sessions.ended(session);
    }

    @Override
    public Optional<ClipboardContents> clipboard() {
        return clipboard;
    }

    @Override
    public Optional<KeyboardLeds> leds() {
        return leds;
    }

    @Override
    public Optional<Predicate<PowerAction>> powerControl() {
        return powerControl;
    }

    @Override
    public Optional<Function<GiiDevice, Optional<GiiListener>>> devices() {
        return devices;
    }

    @Override
    public Optional<HostSound> sound() {
        return sound;
    }

    @Override
    public Paintings paintings() {
        return paintings;
    }

    @Override
    public InputQueue input() {
        return input;
    }
}
