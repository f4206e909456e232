package weft.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoroutineInfo;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Heads;
import weft.framebuffer.Limits;
import weft.framebuffer.Rect;
import weft.framebuffer.Surface;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.encoding.DesktopName;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;
import weft.server.access.Connected;
import weft.server.access.Passwords;
import weft.server.access.Security;
import weft.server.access.Tls;
import weft.server.access.WebPages;
import weft.server.login.Access;
import weft.server.session.InputQueue;
import weft.server.transport.Listeners;
import weft.server.transport.MemoryConnection;
import weft.server.transport.NettyLoop;
import weft.server.web.WebSocketEntrance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A VNC server: shows a [Framebuffer] to any number of viewers and hands their input to the host.
///
/// ```
/// try (VncServer server = VncServer.builder(640, 480).listen(5900).onKey(keyboard::set).start()) {
///     while (machine.isRunning()) {
///         server.publish(machine.nextFrame());
///     }
/// }
/// ```
///
/// It has one loop thread and a few workers, all daemons, and no state outside of itself: several
/// servers in one JVM do not know of each other, unless one was built to run beside another
/// ([VncServerBuilder#beside]): each shows a display of its own then, on the same threads. All
/// methods may be called from any thread.
public final class VncServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VncServer.class);
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Framebuffer framebuffer;
    private final Engine engine;
    private final NettyLoop loop;
    private final Listeners listeners;
    private final OfferPolicy policy;
    private final SharedDisplay display;
    private final boolean asksForPasswords;
    private final WebPages pages;
    private final Optional<Tls> tls;
    private final List<SocketAddress> addresses = new ArrayList<>();
    private final List<URI> webSockets = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Runnable framebufferListener;
    private volatile Runnable notOfHeads = () -> {};
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch closeDone = new CountDownLatch(1);

    VncServer(VncServerBuilder builder) {
        this(builder, builder.beside.map(server -> server.engine).orElseGet(Engine::start));
    }

    VncServer(VncServerBuilder builder, Engine engine) {
        this.engine = engine;
        framebuffer = builder.framebuffer;
        engine.enter();
        loop = engine.loop();
        if (builder.beside.isEmpty()) {
            loop.stallNanos(builder.stallNanos);
        }
        Executor callbacks = builder.callbacks != null ? builder.callbacks : engine.workers();
        Access access = builder.access(engine.logins());
        display =
                new SharedDisplay(
                        builder,
                        loop,
                        new InputQueue(loop, callbacks, builder.handler(), builder.keys()),
                        access);
        listeners = new Listeners(loop);
        policy = new OfferPolicy(access, builder.security, builder.insecureRemote);
        pages = builder.webPages;
        tls = builder.tls;
        asksForPasswords = builder.passwords.isPresent();
        framebufferListener = display.wakeups()::news;
        framebuffer.addListener(framebufferListener);
    }

    /// A server for whole frames of a size, see [#publish(int[])].
    public static VncServerBuilder builder(int width, int height) {
        return builder(new Framebuffer(width, height));
    }

    /// A server for what is drawn into `surface`; the host says what it damaged through
    /// [#framebuffer()].
    public static VncServerBuilder builder(Surface surface) {
        return builder(new Framebuffer(surface));
    }

    /// A server for all heads of a machine in one picture, each a screen of its own to viewers that
    /// know of screens. To show each at an address of its own, see [VncServerBuilder#beside].
    public static VncServerBuilder builder(Heads heads) {
        return builder(heads.framebuffer()).heads(heads);
    }

    void show(Heads heads) {
        Runnable tell = () -> loop.later(() -> display.screens(screens(heads)));
        heads.addListener(tell);
        notOfHeads = () -> heads.removeListener(tell);
        tell.run();
    }

    private static List<Screen> screens(Heads heads) {
        List<Screen> screens = new ArrayList<>();
        for (Rect area : heads.areas()) {
            screens.add(
                    new Screen(screens.size(), area.x(), area.y(), area.width(), area.height()));
        }
        return screens;
    }

    /// A server for a framebuffer that the host has made.
    public static VncServerBuilder builder(Framebuffer framebuffer) {
        return new VncServerBuilder(framebuffer);
    }

    void bind(List<Listening> wanted) throws IOException {
        try {
            for (Listening one : wanted) {
                Set<Security> offered = loop.computeLocked(() -> policy.offered(one));
                Optional<WebSocketEntrance> entrance = one.entrance(pages, tls, engine.logins());
                SocketAddress bound =
                        listeners.bind(
                                one.address(),
                                connection -> display.accepted(connection, offered, entrance));
                if (one.isForBrowsers()) {
                    webSockets.add(one.webSocket(bound));
                } else {
                    addresses.add(bound);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /// What is shown.
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    /// Shows a whole frame of 0xRRGGBB pixels, row by row, in the size of the framebuffer. Copies
    /// what changed before it returns and never waits for a viewer.
    public void publish(int[] pixels) {
        framebuffer.publish(pixels);
    }

    /// Runs `drawing` under the global lock: coroutines stand still meanwhile. Keep it short.
    public void draw(Runnable drawing) {
        loop.locked(drawing);
    }

    /// Says that what was asked of the host is not in the picture yet: a callback that leaves the
    /// painting to somebody else begins one before it returns, and whoever has painted closes it. A
    /// viewer that waits for its input to be shown waits for it, see [Painting].
    public Painting painting() {
        return new Painting(display.paintings());
    }

    /// Connects a viewer in this JVM, without a socket. It counts as any other viewer does.
    ///
    /// @throws IllegalStateException if the server is closed
    public InProcessConnection connect() {
        if (closed.get()) {
            throw new IllegalStateException("the server is closed");
        }
        var connection = new MemoryConnection(loop, "in-process " + connections.incrementAndGet());
        Set<Security> offered = loop.computeLocked(policy::offeredInProcess);
        loop.locked(() -> display.accepted(connection, offered));
        return new InProcessConnection(connection.input(), connection.output());
    }

    /// The TCP port that was bound first; that of a WebSocket if there is no other.
    ///
    /// @throws IllegalStateException if it listens on no TCP port
    public int port() {
        IntStream plain =
                addresses.stream()
                        .filter(InetSocketAddress.class::isInstance)
                        .mapToInt(address -> ((InetSocketAddress) address).getPort());
        return IntStream.concat(plain, webSockets.stream().mapToInt(URI::getPort))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("listening on no TCP port"));
    }

    /// The addresses of its WebSockets, `ws://host:port/` or `wss://host:port/`, in the order in
    /// which they were asked for.
    public List<URI> webSockets() {
        return List.copyOf(webSockets);
    }

    /// The addresses that were bound, in the order in which they were asked for; without those for
    /// WebSockets.
    public List<SocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /// The viewers that are connected and past their login, in the order in which they came.
    public List<Viewer> viewers() {
        return loop.computeLocked(display::viewers);
    }

    /// Changes the name that viewers show in their title bar.
    ///
    /// @throws IllegalArgumentException if it has more than 4096 bytes of UTF-8
    public void name(String text) {
        DesktopName.check(text);
        loop.later(() -> display.name(text));
    }

    /// Changes the passwords of VncAuth; [Passwords#NONE] lets nobody in by them from now on.
    ///
    /// @param connected what becomes of viewers that have come in without a name; who has a name
    ///   stays
    /// @throws IllegalStateException if the server was built without passwords, so that its
    ///   addresses do not ask for any
    public void passwords(Passwords known, Connected connected) {
        if (!asksForPasswords) {
            throw new IllegalStateException(
                    "the server was built without passwords; passwords(Passwords.NONE) of its"
                            + " builder makes it ask for them");
        }
        loop.later(() -> display.passwords(known, connected));
    }

    /// Says which screens the picture has, each a part of it: the heads of a machine with several.
    /// As long as the picture has not room for them, and if there are none, it is one screen.
    ///
    /// @throws IllegalArgumentException if no picture can have them
    public void screens(List<Screen> screens) {
        List<Screen> copy = List.copyOf(screens);
        if (!copy.isEmpty()) {
            new ScreenLayout(Limits.MAX_SIDE, Limits.MAX_SIDE, copy)
                    .problem()
                    .ifPresent(why -> {
                        throw new IllegalArgumentException(why);
                    });
        }
        loop.later(() -> display.screens(copy));
    }

    /// Rings the bell at every viewer.
    public void bell() {
        loop.later(display::bell);
    }

    /// Says what is locked on the host's keyboard; viewers show it, and letters are typed by it for
    /// a host that takes key codes.
    public void leds(KeyboardLeds locked) {
        loop.later(() -> display.leds(locked));
    }

    /// Says that the guest has moved its pointer, in the host's pixels. Viewers that did not move
    /// it themselves are told, or have it painted into their picture if they do not know of that;
    /// it needs a shape, see [Framebuffer#cursor(weft.framebuffer.Cursor)].
    public void pointer(int x, int y) {
        loop.later(() -> display.movePointer(x, y));
    }

    /// Whether the host takes how far the pointer moves, and not where it is, from now on: what a
    /// guest with a mouse needs, where one with a tablet takes places. Viewers that know of it
    /// catch their pointer and send movements; of others they are reckoned.
    ///
    /// @see PointerHandler#moved
    public void relativePointer(boolean movements) {
        loop.later(() -> display.relativePointer(movements));
    }

    /// Says whether the host takes key codes with the keysyms from now on; unless said, it does
    /// not. Viewers that know of codes are told that they may send them; one that was told may go
    /// on when the host takes none any more.
    ///
    /// A host that wants codes alone, and of every viewer, is built with
    /// [VncServerBuilder#onKeyCode].
    ///
    /// @see KeyHandler#key(long, int, boolean)
    public void keyCodes(boolean taken) {
        loop.later(() -> display.keyCodes(taken));
    }

    /// Releases all keys and buttons that viewers hold.
    public void releaseInput() {
        loop.later(display::releaseInput);
    }

    /// Gives `text` to the clipboard of every viewer. For viewers that know nothing but Latin-1,
    /// each other character becomes a question mark.
    ///
    /// @throws IllegalArgumentException if it is longer than a clipboard may hold
    public void clipboard(String text) {
        clipboard(ClipboardContents.ofText(text));
    }

    /// Tells every viewer what there is now on the host's clipboard. The contents are asked for,
    /// each format at most once, where the host's callbacks run, when a viewer wants them: by
    /// viewers that know nothing but Latin-1 text, at once for the text.
    ///
    /// What a viewer has offered may be passed on to the others so; that one is not told.
    public void clipboard(ClipboardContents contents) {
        ClipboardContents remembered = contents.remembered();
        loop.later(() -> display.clipboard(remembered));
    }

    /// What the host plays.
    ///
    /// @throws IllegalStateException if the server was built without sound, see
    ///   [VncServerBuilder#audio]
    public Audio audio() {
        return new Audio(
                display.sound()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the server was built without sound; audio(format) of its"
                                                + " builder gives it some")));
    }

    /// What each coroutine waits for and since when: one entry for each, with its stack if asked
    /// for.
    public List<CoroutineInfo> dump(boolean withStackTraces) {
        return loop.dump(withStackTraces);
    }

    /// The back end of the coroutines, `continuation` or `thread`.
    public String coroutineBackend() {
        return loop.backendName();
    }

    /// The longest time for which the global lock was held so far, in nanoseconds.
    public long longestLockHoldNanos() {
        return loop.longestHoldNanos();
    }

    /// The same since this was called last; what either of them tells begins anew.
    public long takeLongestLockHoldNanos() {
        return loop.takeLongestHoldNanos();
    }

    /// Stops listening, ends every session and, unless a server runs beside it, every thread; waits
    /// for that for at most 5 s. Closing twice has no effect but to wait for the first. From a
    /// callback of this server it returns at once and the rest happens behind it.
    @Override
    public void close() {
        boolean ownThread = engine.isOwnThread();
        if (closed.compareAndSet(false, true)) {
            if (ownThread) {
                Thread.ofPlatform().daemon().name("weft-close").start(this::shutDown);
                return;
            }
            shutDown();
        } else if (!ownThread) {
            awaitClosed();
        }
    }

    private void shutDown() {
        long deadline = System.nanoTime() + CLOSE_NANOS;
        framebuffer.removeListener(framebufferListener);
        notOfHeads.run();
        try {
            listeners.close();
        } catch (IOException e) {
            LOG.warn("closing the listeners: {}", e.toString());
        }
        var ended = new CountDownLatch(1);
        loop.later(() -> display.endAll(ended::countDown));
        try {
            if (!ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.warn("sessions still open after 5 s: {}", loop.dump(false));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leaveEngine(deadline);
        }
        closeDone.countDown();
    }

    private void leaveEngine(long deadline) {
        try {
            engine.leave(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitClosed() {
        try {
            if (!closeDone.await(CLOSE_NANOS, TimeUnit.NANOSECONDS)) {
                LOG.warn("another thread is still closing after 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
