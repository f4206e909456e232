package weft.server;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoroutineInfo;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Surface;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.security.VncPassword;
import weft.server.session.InputQueue;
import weft.server.transport.Listeners;
import weft.server.transport.MemoryConnection;
import weft.server.transport.NettyLoop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

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
/// servers in one JVM do not know of each other. All methods may be called from any thread.
public final class VncServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VncServer.class);
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Framebuffer framebuffer;
    private final ExecutorService workers;
    private final List<Thread> workerThreads = new CopyOnWriteArrayList<>();
    private final NettyLoop loop;
    private final Listeners listeners;
    private final SharedDisplay display;
    private final List<SocketAddress> addresses = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Runnable framebufferListener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch closeDone = new CountDownLatch(1);

    private VncServer(Builder builder) {
        framebuffer = builder.framebuffer;
        String name = "weft-" + COUNT.incrementAndGet();
        workers = workers(name);
        loop = NettyLoop.start(name + "-loop", workers);
        Executor callbacks = builder.callbacks != null ? builder.callbacks : workers;
        display =
                new SharedDisplay(
                        builder, loop, new InputQueue(loop, callbacks, builder.handler()));
        listeners = new Listeners(loop, display::accepted);
        framebufferListener = display::news;
        framebuffer.addListener(framebufferListener);
    }

    private ExecutorService workers(String name) {
        // Two at least: a host's callback that never returns takes one of them.
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        return Executors.newFixedThreadPool(
                count,
                task -> {
                    Thread thread =
                            Thread.ofPlatform()
                                    .daemon()
                                    .name(name + "-worker-" + (workerThreads.size() + 1))
                                    .unstarted(task);
                    workerThreads.add(thread);
                    return thread;
                });
    }

    /// A server for whole frames of a size, see [#publish(int[])].
    public static Builder builder(int width, int height) {
        return builder(new Framebuffer(width, height));
    }

    /// A server for what is drawn into `surface`; the host says what it damaged through
    /// [#framebuffer()].
    public static Builder builder(Surface surface) {
        return builder(new Framebuffer(surface));
    }

    /// A server for a framebuffer that the host has made.
    public static Builder builder(Framebuffer framebuffer) {
        return new Builder(framebuffer);
    }

    private void bind(List<SocketAddress> wanted) throws IOException {
        try {
            for (SocketAddress address : wanted) {
                addresses.add(listeners.bind(address));
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
        loop.locked(() -> display.accepted(connection));
        return new InProcessConnection(connection.input(), connection.output());
    }

    /// The TCP port that was bound first.
    ///
    /// @throws IllegalStateException if it listens on no TCP port
    public int port() {
        return addresses.stream()
                .filter(InetSocketAddress.class::isInstance)
                .map(address -> ((InetSocketAddress) address).getPort())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("listening on no TCP port"));
    }

    /// The addresses that were bound, in the order in which they were asked for.
    public List<SocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /// How many viewers are connected and past their login.
    public int viewers() {
        return loop.computeLocked(display::viewerCount);
    }

    /// Rings the bell at every viewer.
    public void bell() {
        loop.later(display::bell);
    }

    /// Gives `text` to the clipboard of every viewer; what is not Latin-1 becomes a question mark.
    public void cutText(String text) {
        loop.later(() -> display.cutText(text));
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

    /// Stops listening, ends every session and every thread; waits for that for at most 5 s.
    /// Closing twice has no effect but to wait for the first. From a callback of this server it
    /// returns at once and the rest happens behind it.
    @Override
    public void close() {
        boolean ownThread =
                loop.inCoroutine()
                        || loop.isLoopThread()
                        || workerThreads.contains(Thread.currentThread());
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
        try {
            listeners.close();
        } catch (IOException e) {
            LOG.warn("closing the listeners: {}", e.toString());
        }
        var unwound = new CountDownLatch(1);
        loop.later(display::endAll);
        loop.unwind(unwound::countDown);
        try {
            if (!unwound.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.warn("sessions still open after 5 s: {}", loop.dump(false));
            }
            workers.shutdownNow();
            for (Thread worker : workerThreads) {
                worker.join(left(deadline));
            }
            loop.shutDown(left(deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeDone.countDown();
    }

    /// The time that is left; never none, so that what has ended already is seen.
    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
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

    /// What a server is made of; [#start] makes it.
    public static final class Builder {
        final Framebuffer framebuffer;
        final List<SocketAddress> addresses = new ArrayList<>();
        String name = "Weft";
        Optional<VncPassword> password = Optional.empty();
        SharePolicy sharePolicy = SharePolicy.ALLOW_EXCLUSIVE;
        int maxClients = 64;
        OptionalInt maxFps = OptionalInt.empty();
        boolean lossless;
        int quality = EncodingPreferences.HIGHEST_QUALITY;
        boolean viewOnly;
        KeyHandler onKey = (keysym, down) -> {};
        PointerHandler onPointer = (x, y, buttonMask) -> {};
        CutTextHandler onCutText = text -> {};
        @Nullable Executor callbacks;
        long loginNanos = TimeUnit.SECONDS.toNanos(30);
        long messageNanos = TimeUnit.SECONDS.toNanos(15);

        private Builder(Framebuffer framebuffer) {
            this.framebuffer = framebuffer;
        }

        /// Listens on a TCP port of the loopback interface, 127.0.0.1; 0 picks one.
        public Builder listen(int port) {
            return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        /// Listens on an address; may be called several times. A UNIX socket is made readable and
        /// writable for its owner only.
        public Builder listen(SocketAddress address) {
            addresses.add(address);
            return this;
        }

        /// Listens on a UNIX socket at `path`.
        public Builder listen(Path path) {
            return listen(UnixDomainSocketAddress.of(path));
        }

        /// The name that viewers show in their title bar.
        public Builder name(String text) {
            name = text;
            return this;
        }

        /// The password of VncAuth, 1 to 8 Latin-1 characters; without one everybody may come in.
        ///
        /// @throws IllegalArgumentException if VncAuth cannot use it, with the reason
        public Builder password(String text) {
            password = Optional.of(VncPassword.of(text));
            return this;
        }

        /// What becomes of the others when a viewer wants the display alone.
        public Builder share(SharePolicy policy) {
            sharePolicy = policy;
            return this;
        }

        /// How many viewers may be connected at the same time; 64 unless set.
        public Builder maxClients(int count) {
            maxClients = positive("max-clients", count);
            return this;
        }

        /// How many updates a second a viewer gets at the most. Unless set, 60; but small ones,
        /// such as the echo of a key, as often as it asks.
        public Builder maxFps(int count) {
            maxFps = OptionalInt.of(positive("max-fps", count));
            return this;
        }

        /// Whether viewers get exact pixels only, even where they allow JPEG.
        public Builder lossless(boolean only) {
            lossless = only;
            return this;
        }

        /// How good photos and video are at the most, for viewers that allow JPEG: 0 (small) to 9
        /// (good), as the quality levels of RFB. Who asks for less gets less. What rests is exact
        /// all the same.
        public Builder quality(int level) {
            if (level < 0 || level > EncodingPreferences.HIGHEST_QUALITY) {
                throw new IllegalArgumentException("quality must be from 0 to 9, but is " + level);
            }
            quality = level;
            return this;
        }

        /// Whether keys, pointer and clipboard of viewers are ignored.
        public Builder viewOnly(boolean only) {
            viewOnly = only;
            return this;
        }

        /// What is told of keys.
        public Builder onKey(KeyHandler handler) {
            onKey = handler;
            return this;
        }

        /// What is told of the pointer.
        public Builder onPointer(PointerHandler handler) {
            onPointer = handler;
            return this;
        }

        /// What is told of the viewers' clipboards.
        public Builder onCutText(CutTextHandler handler) {
            onCutText = handler;
            return this;
        }

        /// Where the host's callbacks run, instead of on a worker. `Runnable::run` calls them in
        /// place, under the global lock: right for a host that only notes what it is told.
        public Builder callbacks(Executor executor) {
            callbacks = executor;
            return this;
        }

        /// How long a login may take, and a message once it has begun; 30 s and 15 s unless set.
        public Builder deadlines(long login, long message, TimeUnit unit) {
            loginNanos = unit.toNanos(login);
            messageNanos = unit.toNanos(message);
            return this;
        }

        /// Binds the addresses and serves; returns when all are bound. If one cannot be bound,
        /// nothing is left running.
        ///
        /// @throws IOException with one clear line if an address cannot be bound
        public VncServer start() throws IOException {
            var server = new VncServer(this);
            server.bind(addresses);
            return server;
        }

        InputQueue.Handler handler() {
            return new InputQueue.Handler() {
                @Override
                public void key(long keysym, boolean down) {
                    onKey.key(keysym, down);
                }

                @Override
                public void pointer(int x, int y, int buttonMask) {
                    onPointer.pointer(x, y, buttonMask);
                }

                @Override
                public void cutText(String text) {
                    onCutText.cutText(text);
                }
            };
        }

        private static int positive(String what, int count) {
            if (count < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, but is " + count);
            }
            return count;
        }
    }
}
