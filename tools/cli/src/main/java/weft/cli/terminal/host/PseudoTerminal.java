package weft.cli.terminal.host;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A program that runs in a pseudo-terminal, and our end of it.
///
/// One thread reads, writes and closes it; any thread may wake that one.
final class PseudoTerminal implements AutoCloseable {

    /// What one waiting has found.
    ///
    /// @param readable there are bytes, or the end
    /// @param writable there is room
    record Ready(boolean readable, boolean writable) {}

    /// What a reading returns at the end.
    static final int END = -1;

    private static final int OPEN = 02 | 0400 | 04000 | 02000000; // RDWR, NOCTTY, NONBLOCK, CLOEXEC
    private static final int EVENT = 04000 | 02000000; // NONBLOCK, CLOEXEC
    private static final long SET_WINDOW_SIZE = 0x5414;
    private static final int HANGUP = 1;
    private static final int KILL = 9;
    private static final int INTERRUPTED = 4;
    private static final int AGAIN = 11;
    private static final short POLL_IN = 1;
    private static final short POLL_OUT = 4;
    private static final int POLL_FD = 8;
    private static final int BUFFER = 8 * 1024;
    private static final long PATIENCE_MILLIS = 1000;

    private final Libc libc;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Libc.state());
    private final MemorySegment wakeState = arena.allocate(Libc.state());
    private final MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
    private final MemorySegment drained = arena.allocate(JAVA_LONG);
    private final MemorySegment windowSize = arena.allocate(Libc.WINDOW_SIZE);
    private final MemorySegment buffer = arena.allocate(BUFFER);
    private final MemorySegment polled = arena.allocate(2 * POLL_FD, 8);
    private final int file;
    private final int wake;
    private final int pid;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private boolean closed;

    private PseudoTerminal(
            Libc libc, List<String> command, List<String> environment, int columns, int rows)
            throws IOException {
        this.libc = libc;
        int opened = -1;
        int event = -1;
        try {
            opened = check("no pseudo-terminal", libc.openTerminal(state, OPEN));
            int _ = check("no pseudo-terminal", libc.unlock(state, opened));
            event = check("no event", libc.eventfd(state, EVENT));
            MemorySegment name = arena.allocate(128);
            int _ = check("no name", libc.name(state, opened, name));
            resize(opened, columns, rows);
            pid = Spawn.start(name.getString(0), command, environment);
        } catch (IOException | RuntimeException | Error e) {
            for (int each : new int[] {opened, event}) {
                if (each >= 0) {
                    libc.close(state, each);
                }
            }
            arena.close();
            throw e;
        }
        file = opened;
        wake = event;
        Thread.ofPlatform().daemon().name("weft-terminal child " + pid).start(this::awaitExit);
    }

    /// Starts a program.
    ///
    /// @param command its path, its own name and its arguments
    /// @param environment `NAME=value`
    /// @throws IOException if that is not possible here, in one line
    static PseudoTerminal start(
            List<String> command, List<String> environment, int columns, int rows)
            throws IOException {
        return new PseudoTerminal(Libc.get(), command, environment, columns, rows);
    }

    private int check(String what, int result) throws IOException {
        if (result < 0) {
            throw new IOException("%s: error %d".formatted(what, Libc.errno(state)));
        }
        return result;
    }

    /// Takes the exit code, so that there is no zombie.
    private void awaitExit() {
        try (Arena own = Arena.ofConfined()) {
            MemorySegment errors = own.allocate(Libc.state());
            MemorySegment status = own.allocate(JAVA_INT);
            int waited;
            do {
                waited = libc.waitpid(errors, pid, status);
            } while (waited < 0 && Libc.errno(errors) == INTERRUPTED);
            int value = status.get(JAVA_INT, 0);
            int signal = value & 0x7F;
            boolean _ = exit.complete(signal == 0 ? value >> 8 & 0xFF : 128 + signal);
        }
        wake();
    }

    /// The exit code of the program, 128 and the signal if it was killed.
    CompletableFuture<Integer> exit() {
        return exit;
    }

    /// Lets the waiting return.
    synchronized void wake() {
        if (!closed) {
            long _ = libc.write(wakeState, wake, one); // full is as good
        }
    }

    /// Waits until something can be done, somebody wakes it or the time is over.
    ///
    /// @param millis negative for ever
    Ready await(boolean toWrite, int millis) throws IOException {
        polled.set(JAVA_INT, 0, file);
        polled.set(JAVA_SHORT, 4, (short) (POLL_IN | (toWrite ? POLL_OUT : 0)));
        polled.set(JAVA_INT, POLL_FD, wake);
        polled.set(JAVA_SHORT, POLL_FD + 4, POLL_IN);
        if (libc.poll(state, polled, 2, millis) < 0) {
            if (Libc.errno(state) != INTERRUPTED) {
                throw new IOException("poll: error " + Libc.errno(state));
            }
            return new Ready(false, false);
        }
        if (polled.get(JAVA_SHORT, POLL_FD + 6) != 0) {
            long _ = libc.read(state, wake, drained);
        }
        int found = polled.get(JAVA_SHORT, 6);
        return new Ready((found & ~POLL_OUT) != 0, (found & POLL_OUT) != 0);
    }

    /// Reads what there is.
    ///
    /// @return how many bytes, 0 if there are none yet, or [#END]
    int read(byte[] bytes) {
        long count = libc.read(state, file, buffer.asSlice(0, Math.min(BUFFER, bytes.length)));
        if (count < 0) {
            int error = Libc.errno(state);
            return error == AGAIN || error == INTERRUPTED
                    ? 0
                    : END; // EIO: nobody has the other end
        }
        MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, (int) count);
        return count == 0 ? END : (int) count;
    }

    /// Writes as much as there is room for; returns how many bytes.
    int write(byte[] bytes, int offset, int length) {
        int count = Math.min(BUFFER, length);
        MemorySegment.copy(bytes, offset, buffer, JAVA_BYTE, 0, count);
        long written = libc.write(state, file, buffer.asSlice(0, count));
        return (int) Math.max(0, written);
    }

    void resize(int columns, int rows) {
        resize(file, columns, rows);
    }

    private void resize(int terminal, int columns, int rows) {
        windowSize.setAtIndex(JAVA_SHORT, 0, (short) rows);
        windowSize.setAtIndex(JAVA_SHORT, 1, (short) columns);
        int _ = libc.ioctl(state, terminal, SET_WINDOW_SIZE, windowSize);
    }

    /// Hangs up, which ends all programs that have not arranged for it, and what does not end after
    /// a second is killed.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (!exit.isDone()) {
            int _ = libc.kill(state, pid, HANGUP);
        }
        libc.close(state, file);
        libc.close(state, wake);
        try {
            int _ = exit.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            int _ = libc.kill(state, pid, KILL);
        } catch (InterruptedException e) {
            int _ = libc.kill(state, pid, KILL);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        arena.close();
    }
}
