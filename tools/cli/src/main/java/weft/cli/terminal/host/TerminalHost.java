package weft.cli.terminal.host;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.terminal.Emulator;
import weft.cli.terminal.Selection;
import weft.framebuffer.Framebuffer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A program in a terminal, with its picture; when it has ended, Enter starts it again.
///
/// ```
/// RUNNING -> ENDED    // the program has ended
/// ENDED -> RUNNING    // Enter, unless the end of the program is that of the host
/// ```
///
/// One thread has all of it, from [#start] on. What it is told comes through a queue; what is
/// beyond the queue's bound is dropped.
public final class TerminalHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalHost.class);

    /// What the host tells of its program. Called on the host's thread.
    public interface Listener {

        /// The bell rang, however often.
        void bell();

        /// A title, without control characters and of bounded length.
        void title(String text);

        /// Text to put onto the viewers' clipboards.
        void clipboard(String text);

        /// Whether anybody looks.
        boolean isWatched();
    }

    /// What is to be run, and how.
    ///
    /// @param command its path, and its arguments from its own name on
    /// @param environment `NAME=value`
    /// @param endsWithProgram whether the end of the program is that of the host
    /// @param programSetsClipboard whether a program may write the clipboard (OSC 52)
    public record Settings(
            List<String> command,
            List<String> environment,
            boolean endsWithProgram,
            boolean programSetsClipboard) {}

    private static final int MOST_EVENTS = 4096;
    private static final int LONGEST_CLIPBOARD = 1 << 20;
    private static final int READ_BYTES = 8 * 1024;

    /// Between two pictures.
    private static final long FRAME_NANOS = 1_000_000_000 / 60;

    /// How long more is waited for before a picture is made.
    private static final int GRACE_MILLIS = 1;

    private static final long BLINK_NANOS = 500_000_000;

    /// A program that has begun a picture is not waited for beyond it.
    private static final long INCOMPLETE_NANOS = 1_000_000_000;

    private static final long BELL_NANOS = 100_000_000;
    private static final long EXIT_MILLIS = 1000;
    private static final int RETURN = 0xFF0D;
    private static final int KP_ENTER = 0xFF8D;

    /// Something that the host's thread is to do.
    private record Event(Runnable what, Runnable whenShown) {}

    private final Settings settings;
    private final long origin = System.nanoTime();
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_EVENTS);
    private final List<Runnable> whenShown = new ArrayList<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("weft-terminal").unstarted(this::run);
    private final PendingInput pending = new PendingInput();
    private final Emulator emulator;
    private final CellPicture picture;
    private final ViewerInput input;
    private final byte[] bytes = new byte[READ_BYTES];
    private volatile @Nullable PseudoTerminal program;
    private volatile boolean closed;
    private @Nullable Listener listener;
    private boolean ended;
    private boolean stale;
    private long staleSince;
    private long drawnAt;
    private boolean rings;
    private long rungAt = -BELL_NANOS;
    private @Nullable String title;
    private String clipboard = "";

    private TerminalHost(Settings settings, int columns, int rows) throws IOException {
        this.settings = settings;
        emulator = new Emulator(columns, rows, new Answers());
        var selection = new Selection(emulator);
        picture = new CellPicture(emulator, selection, this::now);
        input = new ViewerInput(emulator, selection, new InputOutcome());
        program = open();
    }

    /// Starts a program in a terminal of a size.
    ///
    /// @throws IOException if that is not possible here, in one line
    public static TerminalHost open(Settings settings, int columns, int rows) throws IOException {
        return new TerminalHost(settings, columns, rows);
    }

    private PseudoTerminal open() throws IOException {
        return PseudoTerminal.start(
                settings.command(), settings.environment(), emulator.columns(), emulator.rows());
    }

    /// What shows it.
    public Framebuffer framebuffer() {
        return picture.framebuffer();
    }

    /// The exit code of the program when the host ends with it.
    public CompletableFuture<Integer> end() {
        return end;
    }

    /// Begins to show what the program writes.
    public void start(Listener told) {
        listener = told;
        thread.start();
    }

    // Called on any thread.

    /// A key went down or up.
    ///
    /// @param shown run when what the host does by itself is to be seen
    public void key(long keysym, boolean down, Runnable shown) {
        post(() -> keyNow(keysym, down), shown);
    }

    /// The pointer is at a pixel, with these buttons down.
    ///
    /// @param shown run when what the host does by itself is to be seen
    public void pointer(int x, int y, int buttonMask, Runnable shown) {
        post(() -> pointerNow(x, y, buttonMask), shown);
    }

    /// A viewer has something new to be pasted.
    public void clipboard(String text) {
        String bounded = text.substring(0, Math.min(text.length(), LONGEST_CLIPBOARD));
        post(() -> clipboard = bounded, () -> {});
    }

    /// Changes the size, and waits until it is so.
    ///
    /// @return false if the host has no time for it
    public boolean resize(int columns, int rows) throws InterruptedException {
        var done = new CompletableFuture<Void>();
        post(
                () -> {
                    resizeNow(columns, rows);
                    boolean _ = done.complete(null);
                },
                () -> {});
        try {
            var _ = done.get(5, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no other size", e);
            return false;
        }
    }

    private void post(Runnable what, Runnable shown) {
        if (closed || !events.offer(new Event(what, shown))) {
            shown.run();
            return;
        }
        PseudoTerminal now = program;
        if (now != null) {
            now.wake();
        }
    }

    // All the rest belongs to the thread.

    private long now() {
        return System.nanoTime() - origin;
    }

    private void run() {
        try {
            while (!closed) {
                PseudoTerminal now = program;
                if (now == null) {
                    idle();
                } else {
                    follow(now);
                }
                show();
            }
        } catch (IOException e) {
            LOG.warn("the terminal stands still: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            PseudoTerminal now = program;
            if (now != null) {
                now.close();
            }
            whenShown.forEach(Runnable::run);
        }
    }

    /// One round while the program runs.
    private void follow(PseudoTerminal now) throws IOException, InterruptedException {
        takeEvents();
        pending.writeTo(now);
        PseudoTerminal.Ready ready = now.await(pending.size() > 0, patience());
        if (ready.readable()) {
            int count = now.read(bytes);
            if (count == PseudoTerminal.END) {
                programEnded(now);
            } else {
                emulator.write(bytes, 0, count);
                changed();
            }
        } else if (now.exit().isDone()) {
            programEnded(now); // and what it has left behind is hung up on
        }
    }

    /// One round while there is none.
    private void idle() throws InterruptedException {
        int millis = patience();
        Event event = millis < 0 ? events.take() : events.poll(millis, TimeUnit.MILLISECONDS);
        if (event != null) {
            take(event);
            takeEvents();
        }
    }

    private void takeEvents() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            take(event);
        }
    }

    private void take(Event event) {
        event.what().run();
        whenShown.add(event.whenShown());
    }

    private void changed() {
        if (!stale) {
            stale = true;
            staleSince = now();
        }
    }

    /// How long nothing needs to be shown, in milliseconds, negative for ever.
    private int patience() {
        long now = now();
        long until;
        if (stale) {
            long due =
                    Math.max(
                            drawnAt + FRAME_NANOS,
                            emulator.isIncomplete() ? staleSince + INCOMPLETE_NANOS : 0);
            until = Math.max(due - now, TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS));
            if (now - staleSince >= FRAME_NANOS && now >= due) {
                return 0; // it goes on and on
            }
        } else if (!whenShown.isEmpty()) {
            return 0;
        } else if (picture.blinks() && isWatched()) {
            until = BLINK_NANOS - now % BLINK_NANOS + TimeUnit.MILLISECONDS.toNanos(1);
        } else {
            return -1;
        }
        return (int) TimeUnit.NANOSECONDS.toMillis(until + 999_999);
    }

    private boolean isWatched() {
        Listener told = listener;
        return told != null && told.isWatched();
    }

    private void show() {
        long now = now();
        if (!stale) {
            picture.blink();
        } else if (now - drawnAt >= FRAME_NANOS
                && (!emulator.isIncomplete() || now - staleSince >= INCOMPLETE_NANOS)) {
            picture.draw();
            stale = false;
            drawnAt = now;
            tell(now);
        }
        if (!stale) {
            whenShown.forEach(Runnable::run);
            whenShown.clear();
        }
    }

    /// Tells what came as often as it liked, at a pace that viewers can follow.
    private void tell(long now) {
        Listener told = listener;
        if (told == null) {
            return;
        }
        if (rings && now - rungAt >= BELL_NANOS) {
            told.bell();
            rungAt = now;
        }
        rings = false;
        String text = title;
        if (text != null) {
            told.title(text);
            title = null;
        }
    }

    private void programEnded(PseudoTerminal now) throws InterruptedException {
        int code = exitCode(now);
        now.close();
        program = null;
        pending.clear();
        emulator.recover();
        if (settings.endsWithProgram()) {
            boolean _ = end.complete(code);
        } else {
            say("ended with exit code " + code);
        }
        ended = true;
        changed();
    }

    private static int exitCode(PseudoTerminal now) throws InterruptedException {
        try {
            return now.exit().get(EXIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("it closed its terminal and went on", e);
            return 0;
        }
    }

    private void say(String what) {
        emulator.write("\033[7m[" + what + "; press Enter to start it again]\033[m\r\n");
    }

    private void restart() {
        ended = false;
        try {
            program = open();
        } catch (IOException e) {
            say(String.valueOf(e.getMessage()));
            ended = true;
        }
        changed();
    }

    private void keyNow(long keysym, boolean down) {
        if (ended
                && down
                && (keysym == RETURN || keysym == KP_ENTER)
                && !settings.endsWithProgram()) {
            restart();
        } else if (input.key(keysym, down)) {
            changed();
        }
    }

    private void pointerNow(int x, int y, int buttonMask) {
        int column = Math.clamp(x / TerminalSize.CELL_WIDTH, 0, emulator.columns() - 1);
        int row = Math.clamp(y / TerminalSize.CELL_HEIGHT, 0, emulator.rows() - 1);
        if (input.pointer(column, row, buttonMask)) {
            changed();
        }
    }

    private void resizeNow(int columns, int rows) {
        emulator.resize(columns, rows);
        PseudoTerminal now = program;
        if (now != null) {
            now.resize(columns, rows);
        }
        picture.resize();
    }

    /// What the program wants besides the screen.
    private final class Answers implements Emulator.Listener {

        @Override
        public void reply(byte[] reply) {
            pending.reply(reply);
        }

        @Override
        public void bell() {
            rings = true;
        }

        @Override
        public void title(String text) {
            title = text;
        }

        @Override
        public void clipboard(String text) {
            if (settings.programSetsClipboard()) {
                give(text);
            }
        }
    }

    /// What viewers want besides scrolling.
    private final class InputOutcome implements ViewerInput.Outcome {

        @Override
        public void typed(byte[] typed) {
            if (program != null && !pending.type(typed)) {
                LOG.info("the program does not read, input is dropped");
            }
        }

        @Override
        public void selected(String text) {
            give(text);
        }

        @Override
        public String clipboard() {
            return clipboard;
        }
    }

    private void give(String text) {
        clipboard = text.substring(0, Math.min(text.length(), LONGEST_CLIPBOARD));
        Listener told = listener;
        if (told != null) {
            told.clipboard(clipboard);
        }
    }

    /// Ends the program, if it still runs.
    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            PseudoTerminal now = program;
            if (now != null) {
                now.close();
            }
            return;
        }
        boolean _ = events.offer(new Event(() -> {}, () -> {}));
        PseudoTerminal now = program;
        if (now != null) {
            now.wake();
        }
        try {
            boolean _ = thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
