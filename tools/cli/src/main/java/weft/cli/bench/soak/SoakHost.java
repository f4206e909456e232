package weft.cli.bench.soak;

import org.jspecify.annotations.Nullable;

import weft.cli.source.EchoSource;
import weft.cli.source.Size;
import weft.cli.source.Ticker;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.XrgbSurface;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.codec.NativeMemory;
import weft.server.VncServer;
import weft.server.VncServerBuilder;
import weft.server.access.Role;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// The host of a server under strain: it shows [NumberedPicture]s, and does what it is told by
/// lines of text.
///
/// | line | answer |
/// |---|---|
/// | `figures` | what the process holds, after a collection: `heap=1 threads=2 …` |
/// | `fps N` | shows so many pictures a second from now on; 0 for none |
/// | `show` | shows one more |
/// | `resize N` | has another size N times, 100 times a second, and then the first one again |
/// | `callbacks WHAT` | what callbacks do from now on: `answer`, `throw`, `fail` (by an error), `block`, `reenter` (call the server) or `pass` (on clipboards, to the other viewers) |
/// | `role WHAT` | what all viewers may do from now on: `operator` or `view-only` |
/// | `scribble MS` | draws at random from several threads, and reports wrong damage, or none; then shows one more |
/// | `pressed` | how many keys and buttons are held down |
/// | `inputs` | how much input it was told of |
/// | `disconnect` | sends all viewers away |
/// | `harm WHAT` | does wrong from now on: `pixels` that are not what was published, a `descriptor` that is not closed, a `key` that stays down |
///
/// All but `figures` and those with a number are answered by `done`.
public final class SoakHost implements AutoCloseable {

    /// What viewers are asked for that must give a password.
    public static final String PASSWORD = "soaksoak";

    private static final int BLOCK = 16;
    private static final long RESIZE_NANOS = 10_000_000;
    private static final long BLOCK_NANOS = 50_000_000;
    private static final int SCRIBBLERS = 3;

    private final Size size;
    private final Framebuffer framebuffer;
    private final @Nullable EchoSource echo;
    private final int @Nullable [] memory;
    private final AtomicInteger number = new AtomicInteger();
    private volatile Size shown;
    private final Set<Long> keys = ConcurrentHashMap.newKeySet();
    private volatile int buttons;
    private final AtomicLong inputs = new AtomicLong();
    private volatile Callbacks callbacks = Callbacks.ANSWER;
    private volatile @Nullable Harm harm;
    private volatile @Nullable VncServer server;
    private final List<DatagramChannel> kept = new ArrayList<>();
    private Ticker ticker = new Ticker("weft-picture", 1, () -> true);

    private enum Callbacks {
        ANSWER,
        THROW,
        FAIL,
        BLOCK,
        REENTER,
        PASS
    }

    private enum Harm {
        PIXELS,
        DESCRIPTOR,
        KEY
    }

    /// What a host shows.
    public enum Manner {
        /// Whole pictures.
        FRAMES,
        /// What is drawn into memory that it shares with the server.
        SURFACE,
        /// A black picture that echoes presses, and of which `show` changes but the first block.
        ECHO
    }

    /// A host of a picture that stands still.
    public SoakHost(Size size, Manner manner) {
        this.size = size;
        this.shown = size;
        echo = manner == Manner.ECHO ? new EchoSource(size) : null;
        memory = manner == Manner.SURFACE ? new int[size.width() * size.height()] : null;
        if (echo != null) {
            framebuffer = echo.framebuffer();
        } else if (memory != null) {
            framebuffer = new Framebuffer(XrgbSurface.of(memory, size.width(), size.height()));
            show();
        } else {
            framebuffer = new Framebuffer(size.width(), size.height());
            show();
        }
    }

    /// What viewers see.
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    /// Asks the server that is being built for the viewers' input.
    public void connect(VncServerBuilder server) {
        if (echo != null) {
            echo.connect(server);
            return;
        }
        server.onKey(
                        (keysym, down) -> {
                            if (down) {
                                keys.add(keysym);
                            } else if (harm != Harm.KEY) {
                                keys.remove(keysym);
                            }
                            inputs.incrementAndGet();
                            behave();
                        })
                .onPointer((_, _, mask) -> {
                    buttons = mask;
                    inputs.incrementAndGet();
                    behave();
                })
                .onClipboard(this::clipboard);
    }

    private void clipboard(ClipboardContents contents) {
        VncServer with = server;
        if (callbacks == Callbacks.PASS && with != null) {
            with.clipboard(contents);
            return;
        }
        contents.requestText(text -> text.ifPresent(_ -> behave()));
    }

    private void behave() {
        switch (callbacks) {
            case ANSWER, PASS -> {}
            case THROW -> throw new IllegalStateException("a callback that was told to throw");
            case FAIL -> throw new StackOverflowError("a callback that was told to fail");
            case BLOCK -> LockSupport.parkNanos(BLOCK_NANOS);
            case REENTER -> reenter();
        }
    }

    private void reenter() {
        VncServer with = server;
        if (with != null) {
            show();
            with.bell();
            with.name("soak " + with.viewers().size());
            with.draw(() -> {});
        }
    }

    private void show() {
        int next = number.incrementAndGet();
        if (echo != null) {
            for (int y = 0; y < BLOCK; y++) {
                Arrays.fill(echo.pixels(), y * size.width(), y * size.width() + BLOCK, next);
            }
            framebuffer.damage(0, 0, BLOCK, BLOCK);
            return;
        }
        Size now = shown;
        int[] picture = NumberedPicture.draw(next, System.nanoTime(), now);
        if (harm == Harm.PIXELS) {
            picture[picture.length / 2] ^= 1;
        }
        int[] drawn = memory;
        if (drawn == null) {
            framebuffer.publish(picture, 0, now.width(), now.width(), now.height());
        } else {
            framebuffer.group(() -> {
                System.arraycopy(picture, 0, drawn, 0, picture.length);
                framebuffer.damage(0, 0, now.width(), now.height());
            });
        }
    }

    /// Does what the lines say, until there are no more.
    public void obey(VncServer server, BufferedReader in, PrintWriter out) throws IOException {
        this.server = server;
        for (String line; (line = in.readLine()) != null; ) {
            String[] words = line.split(" ", 2);
            String value = words.length > 1 ? words[1] : "";
            out.println(
                    switch (words[0]) {
                        case "figures" -> figures(server);
                        case "fps" -> move(Double.parseDouble(value));
                        case "show" -> done(this::show);
                        case "resize" -> resize(Integer.parseInt(value));
                        case "callbacks" ->
                                done(() ->
                                        callbacks =
                                                Callbacks.valueOf(value.toUpperCase(Locale.ROOT)));
                        case "role" -> role(server, Role.byName(value).orElseThrow());
                        case "scribble" -> scribble(Long.parseLong(value));
                        case "pressed" -> Long.toString(pressed());
                        case "inputs" -> Long.toString(inputs.get());
                        case "harm" -> harm(Harm.valueOf(value.toUpperCase(Locale.ROOT)));
                        case "disconnect" ->
                                done(() ->
                                        server.viewers()
                                                .forEach(viewer -> viewer.disconnect("asked")));
                        default -> "there is no " + line;
                    });
            out.flush();
        }
    }

    private static String done(Runnable what) {
        what.run();
        return "done";
    }

    private String move(double fps) {
        ticker.close();
        if (fps > 0) {
            ticker = new Ticker("weft-picture", fps, this::step);
            ticker.start(() -> true);
        }
        return "done";
    }

    private boolean step() {
        show();
        return true;
    }

    private String resize(int times) {
        for (int i = 0; i < times; i++) {
            shown = new Size(size.width() - i % 5 * 17, size.height() - i % 7 * 11);
            show();
            LockSupport.parkNanos(RESIZE_NANOS);
        }
        shown = size;
        show();
        return "done";
    }

    private static String role(VncServer server, Role role) {
        server.viewers().forEach(viewer -> viewer.role(role));
        return "done";
    }

    private String harm(Harm what) throws IOException {
        harm = what;
        if (what == Harm.DESCRIPTOR) {
            kept.add(DatagramChannel.open());
        }
        return "done";
    }

    private String scribble(long millis) {
        int[] drawn = memory;
        if (drawn == null) {
            return "there is nothing to draw into";
        }
        long end = System.nanoTime() + millis * 1_000_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SCRIBBLERS; i++) {
            var random = new SplittableRandom(i);
            threads.add(Thread.ofPlatform().daemon().start(() -> scribble(drawn, end, random)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        show();
        return "done";
    }

    private void scribble(int[] drawn, long end, SplittableRandom random) {
        while (System.nanoTime() - end < 0) {
            int at = random.nextInt(drawn.length - 100);
            Arrays.fill(drawn, at, at + 100, random.nextInt());
            switch (random.nextInt(4)) {
                case 0 -> framebuffer.damage(random.nextInt(), random.nextInt(), 100, 100);
                case 1 -> framebuffer.damage(-50, -50, Integer.MAX_VALUE, Integer.MAX_VALUE);
                case 2 ->
                        framebuffer.damage(
                                random.nextInt(size.width()),
                                random.nextInt(size.height()),
                                50,
                                50);
                default -> LockSupport.parkNanos(random.nextInt(1_000_000));
            }
        }
    }

    private long pressed() {
        return (long) keys.size() + Integer.bitCount(buttons);
    }

    private String figures(VncServer server) {
        System.gc(); // what is told is what is held
        Map<String, Long> figures = new TreeMap<>();
        var memory = ManagementFactory.getMemoryMXBean();
        figures.put("heap", memory.getHeapMemoryUsage().getUsed());
        figures.put("native", NativeMemory.inUse());
        figures.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        figures.put("coroutines", (long) server.dump(false).size());
        figures.put("viewers", (long) server.viewers().size());
        figures.put("lockNanos", server.takeLongestLockHoldNanos());
        figures.put("pressed", pressed());
        figures.put("number", (long) number.get());
        return figures.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() throws IOException {
        ticker.close();
        for (DatagramChannel one : kept) {
            one.close();
        }
    }
}
