package weft.cli.e2e;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.screen.ResizeStatus;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// A server that shows a test card and notes what viewers do. Its card echoes keys and pointer.
///
/// Closing it fails if that takes more than 5 seconds or leaves one of its threads.
final class CardServer implements AutoCloseable {

    private static final long CLOSE_NANOS = 5_000_000_000L;

    private final Set<Thread> threadsBefore = allThreads();
    private final List<String> input = new ArrayList<>();
    private final VncServer server;
    private TestCard card;

    private CardServer(TestCard card, UnaryOperator<VncServerBuilder> options) {
        this.card = card;
        VncServerBuilder builder =
                VncServer.builder(card.width(), card.height())
                        .name("Weft end-to-end")
                        .onKey(this::key)
                        .onPointer(this::pointer);
        try {
            server = options.apply(builder).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        publish();
    }

    /// Shows a still card on a port of its own.
    static CardServer still(int width, int height) {
        return start(TestCard.still(width, height), builder -> builder.listen(0));
    }

    static CardServer start(TestCard card, UnaryOperator<VncServerBuilder> options) {
        return new CardServer(card, options);
    }

    /// One that lets viewers have the size that they ask for.
    static CardServer resizable(int width, int height) {
        AtomicReference<@Nullable CardServer> made = new AtomicReference<>();
        CardServer server =
                start(
                        TestCard.still(width, height),
                        builder ->
                                builder.listen(0)
                                        .onResize(wanted -> {
                                            CardServer self = made.get();
                                            if (self == null) {
                                                return ResizeStatus.PROHIBITED;
                                            }
                                            self.replace(
                                                    TestCard.still(
                                                            wanted.width(), wanted.height()));
                                            return ResizeStatus.OK;
                                        }));
        made.set(server);
        return server;
    }

    VncServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    /// What the server shows now.
    Picture picture() {
        return Picture.of(server.framebuffer().snapshot());
    }

    /// The keys and buttons so far: `+41` a key pressed, `-41` released; `12,34 1` the pointer with
    /// the mask of its buttons, whenever that has changed.
    synchronized List<String> input() {
        return List.copyOf(input);
    }

    synchronized void forgetInput() {
        input.clear();
    }

    /// Shows another card, in its size.
    synchronized void replace(TestCard other) {
        card = other;
        Framebuffer framebuffer = server.framebuffer();
        framebuffer.group(() -> {
            framebuffer.resize(other.width(), other.height());
            framebuffer.publish(other.pixels());
        });
    }

    /// Moves the whole picture up, and says so.
    void scrollUp(int rows) {
        Picture before = picture();
        int width = before.width();
        int height = before.height();
        int[] scrolled = before.rgb().clone();
        System.arraycopy(before.rgb(), rows * width, scrolled, 0, (height - rows) * width);
        Framebuffer framebuffer = server.framebuffer();
        framebuffer.group(() -> {
            framebuffer.publish(scrolled);
            framebuffer.copied(new Rect(0, 0, width, height - rows), 0, -rows);
        });
    }

    /// Shows the next picture of a moving card.
    synchronized void tick(long frame) {
        var _ = card.tick(frame, LocalTime.MIDNIGHT.plusSeconds(frame));
        publish();
    }

    private synchronized void key(long keysym, boolean down) {
        input.add((down ? "+" : "-") + Long.toHexString(keysym));
        var _ = card.key(down, Long.toHexString(keysym));
        publish();
    }

    private synchronized void pointer(int x, int y, int buttonMask) {
        if (buttonMask != lastMask()) {
            input.add("%d,%d %x".formatted(x, y, buttonMask));
        }
        var _ = card.pointer(x, y, buttonMask);
        publish();
    }

    private int lastMask() {
        for (String event : input.reversed()) {
            int space = event.indexOf(' ');
            if (space >= 0) {
                return Integer.parseInt(event.substring(space + 1), 16);
            }
        }
        return 0;
    }

    private void publish() {
        server.publish(card.pixels());
    }

    /// The names of the threads that have been started since this server was.
    List<String> threadNames() {
        Set<Thread> now = allThreads();
        now.removeAll(threadsBefore);
        return now.stream().map(Thread::getName).sorted().toList();
    }

    private static Set<Thread> allThreads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    @Override
    public void close() {
        long start = System.nanoTime();
        server.close();
        long took = System.nanoTime() - start;
        if (!ownThreads().isEmpty()) {
            throw new AssertionError("threads left after close: " + ownThreads());
        }
        if (took > CLOSE_NANOS) {
            throw new AssertionError("closing took %d ms".formatted(took / 1_000_000));
        }
    }

    private List<String> ownThreads() {
        return threadNames().stream().filter(name -> name.startsWith("weft-")).toList();
    }
}
