package weft.server.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.Coroutine;
import weft.coroutine.CoroutineCancelledException;
import weft.coroutine.Loop;
import weft.framebuffer.Frame;
import weft.rfb.EndOfStreamException;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.server.access.Identity;
import weft.server.access.Right;
import weft.server.access.Security;
import weft.server.connection.Connection;
import weft.server.connection.ConnectionLostException;
import weft.server.connection.Origin;
import weft.server.login.Admission;
import weft.server.login.Approval;
import weft.server.login.Handshake;
import weft.server.login.RefusedException;
import weft.server.login.Way;
import weft.server.web.WebSocketEntrance;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// The life of one viewer, from the greeting to the end.
///
/// ```
/// GREETING -> LOGIN     // version agreed
/// LOGIN    -> ADMITTED  // security passed, ClientInit read, share policy agreed
/// ADMITTED -> ENDED
/// any      -> ENDED     // lost, refused, ended by the server
/// ```
///
/// All calls are under the global lock.
public final class Session implements Way, Admission.Login {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private static final long ENTRANCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Display display;
    private final Set<Security> offered;
    private final Optional<WebSocketEntrance> entrance;
    private final String name;
    private final SessionInput in;
    private final Coroutine coroutine;
    private Loop.Timer loginDeadline;
    private @Nullable TimeLimits limits;
    private @Nullable SessionListener told;
    private @Nullable UpdateLoop updates;
    private @Nullable SessionClipboard clipboard;
    private @Nullable SessionDevices devices;
    private @Nullable SessionPower power;
    private @Nullable Coroutine reader;
    private @Nullable String endReason;
    private boolean shared;
    private boolean begun;
    private boolean silent = true;
    private boolean refused;
    private Set<Right> rights = Set.of();
    private Identity identity = Identity.unnamed(Set.of());

    /// A session on an accepted connection; [#start] lets it run.
    ///
    /// @param offered what the viewer may log in by
    /// @param entrance if it comes through a WebSocket
    public Session(
            Display display,
            Connection connection,
            Set<Security> offered,
            Optional<WebSocketEntrance> entrance) {
        this.display = display;
        this.offered = offered;
        this.entrance = entrance;
        this.name = "session " + connection.peer();
        Loop loop = display.loop();
        this.in =
                new SessionInput(
                        connection,
                        loop,
                        display.messageNanos(),
                        () -> end("a message did not come to its end in time"));
        this.coroutine = loop.create(name, this::run);
        this.loginDeadline = loginDeadline();
    }

    private Loop.Timer loginDeadline() {
        return display.loop().after(display.loginNanos(), () -> end("the login took too long"));
    }

    /// Schedules it.
    public void start() {
        coroutine.wake();
    }

    /// Who is on the other side.
    public String peer() {
        return connection().peer();
    }

    @Override
    public Connection connection() {
        return in.connection();
    }

    @Override
    public RfbInput in() {
        return in;
    }

    @Override
    public void upgrade(BiFunction<Connection, byte[], Connection> over) {
        in.upgrade(over);
    }

    @Override
    public void refused() {
        refused = true;
    }

    @Override
    public void waitsForItsTurn() {
        display.loginWaits(this, true);
    }

    @Override
    public void hasItsTurn() {
        display.loginWaits(this, false);
    }

    @Override
    public Origin origin() {
        return connection().origin();
    }

    @Override
    public boolean isSilent() {
        return silent;
    }

    @Override
    public boolean isRefused() {
        return refused;
    }

    @Override
    public void makeRoom() {
        end("another login takes its place");
    }

    /// Who has logged in.
    public Identity identity() {
        return identity;
    }

    /// Whether it has been admitted and is not over.
    public boolean isAdmitted() {
        return updates != null && endReason == null;
    }

    /// Whether the viewer agreed to share the display.
    public boolean isShared() {
        return shared;
    }

    /// The update loop of an admitted session.
    public @Nullable UpdateLoop updates() {
        return updates;
    }

    /// The host has something new on its clipboard.
    public void clipboardNews() {
        if (clipboard != null && isAdmitted()) {
            clipboard.news();
        }
    }

    /// Releases what is pressed on the viewer's own input devices.
    public void releaseDevices() {
        if (devices != null) {
            devices.releaseAll();
        }
    }

    /// The viewer has moved the pointer.
    void pointerMoved(int x, int y) {
        display.pointerMoved(this, x, y);
    }

    /// What the viewer may do: nothing before its login, and after its end.
    public Set<Right> rights() {
        return rights;
    }

    /// Whether the viewer may do this now.
    boolean may(Right right) {
        return rights.contains(right);
    }

    /// What the viewer may do from now on; what it holds and may hold no longer is released. One
    /// that has left may do nothing.
    public void rights(Set<Right> changed) {
        if (!isAdmitted()) {
            return;
        }
        Set<Right> before = rights;
        rights = changed;
        InputQueue.Viewer input = display.input().viewer(this);
        if (!may(Right.KEY)) {
            input.releaseKeys();
        }
        if (!may(Right.POINTER)) {
            input.releaseButtons();
            releaseDevices();
        }
        if (devices != null) {
            devices.announce();
        }
        if (clipboard != null && !may(Right.CLIPBOARD_IN)) {
            clipboard.forget();
        }
        if (may(Right.CLIPBOARD_OUT) && !before.contains(Right.CLIPBOARD_OUT)) {
            clipboardNews();
        }
        if (power != null) {
            power.announce();
        }
        if (updates != null) {
            updates.rightsChanged();
        }
    }

    private void run() {
        begun = true;
        try {
            serve();
        } catch (EndOfStreamException | ConnectionLostException e) {
            end("the viewer went away");
        } catch (RfbProtocolException | RefusedException e) {
            end(String.valueOf(e.getMessage()));
        } catch (CoroutineCancelledException e) {
            end("cancelled");
        } catch (RuntimeException | Error e) {
            end("internal error");
            LOG.error("{} failed", name, e);
        } finally {
            release();
        }
    }

    private void serve() {
        entrance.ifPresent(this::enter);
        var handshake = new Handshake(this, display.loop(), display.access());
        ProtocolVersion version = handshake.agreeVersion();
        silent = false;
        if (display.isFull()) {
            refused = true;
            throw handshake.refused(version, "too many viewers");
        }
        identity = handshake.authenticate(version, offered, this::approved);
        rights = identity.rights();
        shared = handshake.clientInit().shared();
        display.admit(this, shared);
        loginDeadline.cancel();
        Frame frame = display.framebuffer().snapshot();
        var loop = new UpdateLoop(this, display, connection(), frame);
        updates = loop;
        display.wakeups().add(loop);
        handshake.announceDisplay(frame.width(), frame.height(), display.name());
        if (mayTell()) {
            LOG.info("{}: connected, RFB {}", peer(), version);
        }
        limits =
                new TimeLimits(
                        display.loop(), display.idleNanos(), display.totalNanos(), this::end);
        display.listener().ifPresent(this::tell);
        reader = display.loop().start(name + " reader", () -> readMessages(loop));
        loop.run();
    }

    /// A browser is there at once, and a server that waits longer only helps others.
    private void enter(WebSocketEntrance through) {
        Loop.Timer deadline =
                display.loop()
                        .after(
                                ENTRANCE_NANOS,
                                () -> end("the WebSocket's handshake took too long"));
        try {
            through.open(this, display.loop());
        } finally {
            deadline.cancel();
        }
    }

    /// The host has time of its own to decide.
    private Identity approved(Identity passed, String certificate) {
        if (display.approver().isEmpty()) {
            return passed;
        }
        loginDeadline.cancel();
        var approval = new Approval(display.loop(), peer(), passed, certificate);
        Consumer<Approval> approver = display.approver().get();
        display.input().viewer(this).post(() -> approver.accept(approval));
        Identity approved = approval.await(display.approvalNanos());
        loginDeadline = loginDeadline();
        return approved;
    }

    private void tell(SessionListener listener) {
        told = listener;
        display.input().viewer(this).post(() -> listener.connected(this));
    }

    /// The viewer has done something.
    void inputCame() {
        if (limits != null) {
            limits.input();
        }
        if (updates != null) {
            display.wakeups().acted(updates);
        }
    }

    private void readMessages(UpdateLoop loop) {
        InputQueue.Viewer input = display.input().viewer(this);
        var clipboards = new SessionClipboard(this, display, loop, input);
        clipboard = clipboards;
        var barriers = new Barriers(name, display, loop, input, clipboards);
        var host = new HostQuestions(this, display.loop(), loop, input);
        var powers = new SessionPower(this, display, loop, host);
        power = powers;
        var giis = new SessionDevices(this, display, loop, input, host);
        devices = giis;
        var resizes = new ResizeRequests(this, display, loop, host);
        var messages =
                new MessageReader(
                        this,
                        in,
                        loop,
                        input,
                        clipboards,
                        powers,
                        giis,
                        resizes,
                        barriers,
                        display.loop());
        try {
            messages.run();
            end("the viewer went away");
        } catch (EndOfStreamException e) {
            end("the viewer went away in the middle of a message");
        } catch (RfbProtocolException e) {
            end(String.valueOf(e.getMessage()));
        } catch (CoroutineCancelledException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            end("internal error");
            LOG.error("the reader of {} failed", name, e);
        } finally {
            barriers.close();
            clipboards.close();
            giis.close();
            in.endMessage();
        }
    }

    /// Ends it, from outside or from its reader: both coroutines are unwound, the connection is
    /// closed. The first reason counts.
    public void end(String reason) {
        if (endReason == null) {
            endReason = reason;
            rights = Set.of();
            coroutine.cancel();
            if (!begun) { // and never will
                release();
            }
        }
    }

    private void release() {
        loginDeadline.cancel();
        if (reader != null) {
            reader.cancel();
        }
        in.endMessage();
        if (updates != null) {
            display.wakeups().remove(updates);
            updates.close();
        }
        if (limits != null) {
            limits.cancel();
        }
        InputQueue.Viewer input = display.input().viewer(this);
        display.input().viewerLeft(this);
        SessionListener listener = told;
        if (listener != null) {
            String reason = String.valueOf(endReason);
            input.post(() -> listener.disconnected(this, reason));
        }
        display.screens().decided(this);
        connection().close();
        if (mayTell()) {
            LOG.info("{}: {}", peer(), endReason);
        }
        display.ended(this);
    }

    /// Whether something that this viewer has done may be told in the log.
    boolean mayTell() {
        return display.logLimit().mayTell(connection().origin());
    }

    @Override
    public String toString() {
        return name;
    }
}
