package weft.server;

import weft.coroutine.Loop;
import weft.framebuffer.Framebuffer;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.Bell;
import weft.rfb.message.ServerCutText;
import weft.rfb.security.VncPassword;
import weft.server.session.BufferPool;
import weft.server.session.Connection;
import weft.server.session.Display;
import weft.server.session.InputQueue;
import weft.server.session.Paintings;
import weft.server.session.RefusedException;
import weft.server.session.Session;
import weft.server.session.UpdateLoop;
import weft.server.update.EncodedPieces;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The display as the sessions of one server see it, and the sessions. All calls are under the
/// global lock, but for [#news].
final class SharedDisplay implements Display {

    /// So many connections beyond the limit are told why they are refused; more are just closed.
    private static final int REFUSALS = 32;

    private static final int DEFAULT_FPS = 60;

    private final Loop loop;
    private final InputQueue input;
    private final Framebuffer framebuffer;
    private final String name;
    private final Optional<VncPassword> password;
    private final SharePolicy sharePolicy;
    private final int maxClients;
    private final long frameNanos;
    private final long smallFrameNanos;
    private final boolean lossless;
    private final int quality;
    private final boolean viewOnly;
    private final long loginNanos;
    private final long messageNanos;
    private final BufferPool buffers = new BufferPool();
    private final Paintings paintings;
    private final EncodedPieces pieces = new EncodedPieces();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final AtomicBoolean newsPosted = new AtomicBoolean();
    private boolean closing;

    SharedDisplay(VncServer.Builder builder, Loop loop, InputQueue input) {
        this.loop = loop;
        this.input = input;
        paintings = new Paintings(loop);
        framebuffer = builder.framebuffer;
        name = builder.name;
        password = builder.password;
        sharePolicy = builder.sharePolicy;
        maxClients = builder.maxClients;
        frameNanos = TimeUnit.SECONDS.toNanos(1) / builder.maxFps.orElse(DEFAULT_FPS);
        smallFrameNanos = builder.maxFps.isPresent() ? frameNanos : 0;
        lossless = builder.lossless;
        quality = builder.quality;
        viewOnly = builder.viewOnly;
        loginNanos = builder.loginNanos;
        messageNanos = builder.messageNanos;
    }

    /// A viewer has connected.
    void accepted(Connection connection) {
        if (closing || sessions.size() >= maxClients + REFUSALS) {
            connection.close();
            return;
        }
        var session = new Session(this, connection);
        sessions.add(session);
        session.start();
    }

    /// Something is new in the framebuffer; from any thread, at any rate.
    void news() {
        if (newsPosted.compareAndSet(false, true)) {
            loop.later(() -> {
                newsPosted.set(false);
                forEachViewer(UpdateLoop::news);
            });
        }
    }

    private void forEachViewer(Consumer<UpdateLoop> action) {
        for (Session session : sessions) {
            UpdateLoop updates = session.updates();
            if (updates != null && session.isAdmitted()) {
                action.accept(updates);
            }
        }
    }

    void bell() {
        forEachViewer(updates -> updates.offer(new Bell()));
    }

    void cutText(String text) {
        forEachViewer(updates -> updates.offer(new ServerCutText(text)));
    }

    int viewerCount() {
        return (int) sessions.stream().filter(Session::isAdmitted).count();
    }

    /// Ends every session and lets no new one in.
    void endAll() {
        closing = true;
        for (Session session : List.copyOf(sessions)) {
            session.end("the server is closing");
        }
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
    public Optional<VncPassword> password() {
        return password;
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
    public boolean viewOnly() {
        return viewOnly;
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
    public BufferPool buffers() {
        return buffers;
    }

    @Override
    public EncodedPieces pieces() {
        return pieces;
    }

    @Override
    public boolean isFull() {
        return sessions.size() > maxClients;
    }

    @Override
    public void admit(Session session, boolean shared) {
        if (sharePolicy == SharePolicy.IGNORE) {
            return;
        }
        if (sharePolicy == SharePolicy.FORCE_SHARED) {
            if (!shared) {
                throw new RefusedException("this display can only be shared");
            }
            return;
        }
        List<Session> others = new ArrayList<>(sessions);
        others.remove(session);
        others.removeIf(other -> !other.isAdmitted());
        if (!shared) {
            others.forEach(other -> other.end("another viewer wants the display alone"));
        } else if (others.stream().anyMatch(other -> !other.isShared())) {
            throw new RefusedException("another viewer has the display alone");
        }
    }

    @Override
    public void ended(Session session) {
        sessions.remove(session);
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
