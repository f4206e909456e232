package weft.server.hostile;

import weft.framebuffer.Framebuffer;
import weft.server.VirtualServer;
import weft.server.VncServer;
import weft.server.VncServerBuilder;
import weft.server.transport.VirtualLoop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A server with real sockets on a clock that stands still, its host, and a canary that watches its
/// changing picture; and what can be counted of all that.
///
/// It is driven by one thread.
class Stage implements AutoCloseable {

    static final String NAME = "the name that nobody may know";
    static final int WIDTH = 122;
    static final int HEIGHT = 97;
    private static final int BLOCK = 24;
    static final long FRAME_NANOS = TimeUnit.SECONDS.toNanos(1) / 30;
    private static final long MEGABYTE = 1 << 20;

    private static final File DESCRIPTORS = new File("/proc/self/fd");

    /// What threads of this JVM have died of.
    private static final Queue<Throwable> UNCAUGHT = new ConcurrentLinkedQueue<>();

    static {
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> UNCAUGHT.add(e));
    }

    private final Setting setting;
    private final long patience;
    private final Path directory;
    private final Selector selector;
    private final Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
    private final VirtualServer running;
    private final Map<Transport, SocketAddress> addresses = new EnumMap<>(Transport.class);
    private final Host host;
    private final LogLines log = LogLines.ofThisJvm();
    private final Canary canary;
    private final List<Long> beside = new ArrayList<>();
    private final List<Long> alone = new ArrayList<>();
    private final List<Long> logins = new ArrayList<>();
    private int frame;

    /// @param setting what kind of server it is
    /// @param settings what it has besides
    /// @param host its host
    /// @param patience how long is waited for all to be as before, in nanoseconds
    Stage(Setting setting, Consumer<VncServerBuilder> settings, Host host, long patience)
            throws IOException {
        LiveBuffers.count(); // before Netty makes any
        this.host = host;
        this.setting = setting;
        this.patience = patience;
        directory = Files.createTempDirectory("weft-hostile");
        selector = Selector.open();
        VncServerBuilder builder = VncServer.builder(framebuffer).name(NAME);
        host.of(this);
        host.takePart(builder);
        setting.apply(builder, directory.resolve("vnc"), host);
        settings.accept(builder);
        running = VirtualServer.start(builder);
        Iterator<SocketAddress> bound = running.server().addresses().iterator();
        for (Transport transport : Transport.values()) {
            if (bound.hasNext()) {
                addresses.put(transport, bound.next());
            }
        }
        canary = new Canary(connect(Transport.TCP));
        String problem = canary.await(new int[WIDTH * HEIGHT], WIDTH, HEIGHT);
        if (!problem.isEmpty()) {
            throw new IllegalStateException(problem);
        }
        server().clipboard(""); // whoever is there has a coroutine for it from now on
        tick().ifPresent(finding -> {
            throw new IllegalStateException(finding.what());
        });
        if (!await(this::isQuiet)) {
            throw new IllegalStateException("not at rest: " + counts());
        }
    }

    VncServer server() {
        return running.server();
    }

    Host host() {
        return host;
    }

    LogLines log() {
        return log;
    }

    String password() {
        return setting.password();
    }

    Framebuffer framebuffer() {
        return framebuffer;
    }

    /// Connects a viewer.
    HostileViewer connect(Transport transport) {
        return connect(transport, false);
    }

    /// Connects one that does not read, so that as little as possible is on its way to it.
    HostileViewer connectDeaf(Transport transport) {
        return connect(transport, true);
    }

    private HostileViewer connect(Transport transport, boolean deaf) {
        try {
            return new HostileViewer(this, line(selector, address(transport), deaf), transport);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The viewer's end of a connection.
    Line line(Selector shared, SocketAddress address, boolean deaf) throws IOException {
        return new SocketLine(shared, address, deaf);
    }

    private SocketAddress address(Transport transport) {
        return addresses.get(transport);
    }

    /// Waits until the server has dealt with what has arrived.
    void settle() {
        running.loop().settle();
    }

    /// The server's loop.
    VirtualLoop loop() {
        return running.loop();
    }

    /// Moves the clock on.
    void advance(long nanos) {
        running.loop().advance(nanos);
    }

    /// The host makes the picture larger or smaller.
    void resize(int width, int height) {
        framebuffer.resize(width, height);
    }

    /// Waits until `holds`, as long as the server has anything to do; says whether it came true.
    boolean await(BooleanSupplier holds) {
        long begun = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - begun > patience) {
                return false;
            }
            settle();
        }
        return true;
    }

    // ---- the picture ----

    /// Shows the next picture, and has the canary look at it.
    Optional<Finding> tick() {
        return tick(beside);
    }

    private Optional<Finding> tick(List<Long> latencies) {
        advance(FRAME_NANOS);
        long asked = System.nanoTime();
        try {
            while (canary.catchUp() || !canary.shows(framebuffer.snapshot())) {
                if (System.nanoTime() - asked > patience) {
                    return Optional.of(
                            new Finding(
                                    Invariant.G1, "the canary: never shown the picture of before"));
                }
                advance(FRAME_NANOS);
            }
        } catch (RuntimeException | Error e) {
            return Optional.of(new Finding(Invariant.G1, "the canary: " + e));
        }
        int width = framebuffer.width();
        int height = framebuffer.height();
        int[] pixels = picture(width, height, frame++);
        long begun = System.nanoTime();
        try {
            publish(pixels.clone());
        } catch (RuntimeException | Error e) {
            return Optional.of(new Finding(Invariant.G10, "publish throws " + e));
        }
        String problem = canary.await(pixels, width, height);
        latencies.add(System.nanoTime() - begun);
        return problem.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(Invariant.G1, "the canary: " + problem));
    }

    /// The host shows a picture.
    void publish(int[] pixels) {
        framebuffer.publish(pixels);
    }

    private static int[] picture(int width, int height, int frame) {
        int[] pixels = new int[width * height];
        int left = frame * 7 % Math.max(1, width - BLOCK);
        int top = frame * 5 % Math.max(1, height - BLOCK);
        for (int y = top; y < Math.min(height, top + BLOCK); y++) {
            int from = y * width + left;
            int to = y * width + Math.min(width, left + BLOCK);
            Arrays.fill(pixels, from, to, 0x010203 * (1 + (frame + y) % 80));
        }
        return pixels;
    }

    // ---- what is counted ----

    /// The coroutines of the canary's session: it sends, reads, and has a clipboard.
    private static final int COROUTINES = 3;

    /// The one that gives back the canary's compressors when its picture rests.
    private static final int TIMERS = 1;

    /// What there is besides, before a viewer comes.
    ///
    /// @param buffers Netty's that are not released
    /// @param descriptors of the whole process
    record Baseline(int buffers, List<String> descriptors) {}

    Baseline baseline() {
        return new Baseline(LiveBuffers.count(), descriptors());
    }

    private boolean isQuiet() {
        return server().dump(false).size() == COROUTINES && running.loop().timerCount() == TIMERS;
    }

    private String counts() {
        return "descriptors %s, %d timers, coroutines %s"
                .formatted(descriptors(), running.loop().timerCount(), server().dump(true));
    }

    /// Without files: the JVM opens those of its classes when it needs them.
    private static List<String> descriptors() {
        String[] open = DESCRIPTORS.list();
        if (open == null) {
            throw new IllegalStateException("no " + DESCRIPTORS + " on this system");
        }
        List<String> all = new ArrayList<>();
        for (String each : open) {
            String what = target(Path.of(DESCRIPTORS.getPath(), each));
            if (!what.startsWith("/")) {
                all.add(what);
            }
        }
        return all;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "/gone by now";
        }
    }

    /// What does not hold, after a viewer that began at `before` and came over `transport` is gone.
    List<Finding> check(Baseline before, Transport transport) {
        List<Finding> findings = new ArrayList<>();
        tick(alone).ifPresent(findings::add);
        Set<Transport> ways = EnumSet.copyOf(Transport.CLEAR);
        ways.add(transport);
        for (Transport way : ways) { // which also makes up for wrong guesses
            newViewer(way).ifPresent(findings::add);
        }
        tick(alone).ifPresent(findings::add);
        if (!await(() -> LiveBuffers.count() <= before.buffers) || LiveBuffers.reports() > 0) {
            findings.add(
                    new Finding(
                            Invariant.G3,
                            "%d buffers are live, %d were; %d lost"
                                    .formatted(
                                            LiveBuffers.count(),
                                            before.buffers,
                                            LiveBuffers.reports())));
        }
        if (!await(() -> isQuiet() && descriptors().size() <= before.descriptors.size())) {
            String was = before.descriptors + " before; now " + counts();
            findings.add(new Finding(Invariant.G4, was));
        }
        if (!await(() -> host.held().isEmpty())) {
            findings.add(new Finding(Invariant.G8, "still held: " + host.held()));
        }
        String logged = log.problem();
        if (!logged.isEmpty()) {
            findings.add(new Finding(Invariant.G5, logged));
        }
        List<Throwable> thrown = new ArrayList<>(host.thrown());
        thrown.addAll(UNCAUGHT);
        if (!thrown.isEmpty()) {
            findings.add(new Finding(Invariant.G10, "thrown: " + thrown));
        }
        return findings;
    }

    private Optional<Finding> newViewer(Transport transport) {
        long begun = System.nanoTime();
        try (HostileViewer viewer = connect(transport)) {
            viewer.logIn();
            logins.add(System.nanoTime() - begun);
            return Optional.empty();
        } catch (RuntimeException | IOException e) {
            return Optional.of(new Finding(Invariant.G2, "a new viewer: " + e));
        }
    }

    /// Forgets what a run has left behind, so that the next one is not blamed for it.
    void clear() {
        host.clear();
        host.forget();
        UNCAUGHT.clear();
        log.clear();
    }

    /// How long pictures took to be seen by the canary beside hostile viewers since this was called
    /// last, in nanoseconds.
    List<Long> takeBeside() {
        List<Long> taken = List.copyOf(beside);
        beside.clear();
        return taken;
    }

    /// The same beside nobody, from the beginning.
    List<Long> alone() {
        return alone;
    }

    /// How long new viewers took to get in, in nanoseconds.
    List<Long> logins() {
        return logins;
    }

    /// The heap that is in use after a collection, in megabytes.
    static long heapMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }

    /// Ends the server, which no viewer survives.
    void end() throws IOException {
        canary.close();
        running.close();
    }

    @Override
    public void close() throws IOException {
        end();
        selector.close();
        Files.deleteIfExists(directory.resolve("vnc"));
        Files.delete(directory);
    }
}
