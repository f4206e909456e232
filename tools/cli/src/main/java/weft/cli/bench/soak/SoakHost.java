package weft.cli.bench.soak;

import org.jspecify.annotations.Nullable;

import weft.cli.source.EchoSource;
import weft.cli.source.Size;
import weft.cli.source.Ticker;
import weft.framebuffer.Framebuffer;
import weft.rfb.codec.NativeMemory;
import weft.server.ClipboardHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
/// | `callbacks WHAT` | `answer`, `throw` or `block`: what callbacks do from now on |
/// | `disconnect` | sends all viewers away |
///
/// All but `figures` are answered by `done`.
public final class SoakHost implements AutoCloseable {

    private static final int BLOCK = 16;
    private static final long RESIZE_NANOS = 10_000_000;
    private static final long BLOCK_NANOS = 50_000_000;

    private final Size size;
    private final Framebuffer framebuffer;
    private final @Nullable EchoSource echo;
    private final AtomicInteger number = new AtomicInteger();
    private volatile Size shown;
    private final Set<Long> keys = ConcurrentHashMap.newKeySet();
    private volatile int buttons;
    private volatile Callbacks callbacks = Callbacks.ANSWER;
    private Ticker ticker = new Ticker("weft-picture", 1, () -> true);

    private enum Callbacks {
        ANSWER,
        THROW,
        BLOCK
    }

    /// A host of a picture that stands still.
    ///
    /// @param echoes whether the picture is instead a black one that echoes presses, and of which
    ///   `show` changes but the first block
    public SoakHost(Size size, boolean echoes) {
        this.size = size;
        this.shown = size;
        if (echoes) {
            echo = new EchoSource(size);
            framebuffer = echo.framebuffer();
        } else {
            echo = null;
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
                            } else {
                                keys.remove(keysym);
                            }
                            behave();
                        })
                .onPointer((_, _, mask) -> {
                    buttons = mask;
                    behave();
                })
                .onClipboard(ClipboardHandler.ofText(_ -> behave()));
    }

    private void behave() {
        switch (callbacks) {
            case ANSWER -> {}
            case THROW -> throw new IllegalStateException("a callback that was told to throw");
            case BLOCK -> LockSupport.parkNanos(BLOCK_NANOS);
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
        framebuffer.publish(
                NumberedPicture.draw(next, System.nanoTime(), now),
                0,
                now.width(),
                now.width(),
                now.height());
    }

    /// Does what the lines say, until there are no more.
    public void obey(VncServer server, BufferedReader in, PrintWriter out) throws IOException {
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
        figures.put("pressed", (long) keys.size() + Integer.bitCount(buttons));
        figures.put("number", (long) number.get());
        return figures.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        ticker.close();
    }
}
