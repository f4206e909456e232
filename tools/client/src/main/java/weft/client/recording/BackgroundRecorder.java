package weft.client.recording;

import org.jspecify.annotations.Nullable;

import weft.rfb.message.ServerInit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Records a session as a [FileRecorder] does, on a thread of its own: a disk that is slow, or
/// stands still, holds up neither viewer nor server.
///
/// When more waits for the disk than shall be held, nothing more is recorded, and [#close()] says
/// so: a stream with a gap could not be decoded. What came before is recorded as it was.
public final class BackgroundRecorder implements Recorder, AutoCloseable {

    private static final int MOST_WAITING = 64 << 20;

    /// How long a disk may take nothing at the end.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FileRecorder file;
    private final AtomicLong now;
    private final int mostWaiting;
    private final Duration patience;
    private final Thread thread;

    private final Deque<Event> events = new ArrayDeque<>(); // this and what follows: by its monitor
    private long waiting;
    private long done;
    private boolean full;
    private boolean closed;
    private @Nullable IOException failure;

    /// @param nanos when it was
    /// @param bytes how many it holds
    /// @param what tells of it
    private record Event(long nanos, int bytes, Consumer<Recorder> what) {}

    private BackgroundRecorder(
            FileRecorder file, AtomicLong now, int mostWaiting, Duration patience) {
        this.file = file;
        this.now = now;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
        this.thread = Thread.ofPlatform().daemon().name("weft-recorder").start(this::write);
    }

    /// Begins the files of a session, see [FileRecorder#create(Path)].
    ///
    /// @throws IOException that says which file cannot be written, and why
    public static BackgroundRecorder create(Path file) throws IOException {
        return create(file, MOST_WAITING, PATIENCE);
    }

    static BackgroundRecorder create(Path file, int mostWaiting, Duration patience)
            throws IOException {
        var now = new AtomicLong(System.nanoTime());
        return new BackgroundRecorder(
                FileRecorder.create(file, now::get), now, mostWaiting, patience);
    }

    @Override
    public void began(ServerInit init) {
        add(0, recorder -> recorder.began(init));
    }

    @Override
    public void received(byte[] src, int off, int len) {
        byte[] bytes = copy(src, off, len);
        add(len, recorder -> recorder.received(bytes, 0, bytes.length));
    }

    @Override
    public void sent(byte[] src, int off, int len) {
        byte[] bytes = copy(src, off, len);
        add(len, recorder -> recorder.sent(bytes, 0, bytes.length));
    }

    private static byte[] copy(byte[] src, int off, int len) {
        byte[] bytes = new byte[len];
        System.arraycopy(src, off, bytes, 0, len);
        return bytes;
    }

    private void add(int bytes, Consumer<Recorder> what) {
        synchronized (events) {
            full |= waiting + bytes > mostWaiting;
            if (full || closed) {
                return;
            }
            waiting += bytes;
            events.add(new Event(System.nanoTime(), bytes, what));
            events.notifyAll();
        }
    }

    private void write() {
        try (file) {
            for (Event event; (event = take()) != null; ) {
                now.set(event.nanos());
                event.what().accept(file);
                synchronized (events) {
                    waiting -= event.bytes();
                    done++;
                }
            }
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException | RuntimeException e) {
            fail(new IOException(e));
        }
    }

    private void fail(IOException e) {
        synchronized (events) {
            failure = e;
            full = true; // so that nothing waits for ever
            events.clear();
        }
    }

    private @Nullable Event take() throws InterruptedException {
        synchronized (events) {
            while (events.isEmpty() && !closed) {
                events.wait();
            }
            return events.poll();
        }
    }

    /// Ends the files, when the disk has taken what waits for it. Nothing is recorded any more.
    ///
    /// @throws IOException if not all could be written
    @Override
    public void close() throws IOException {
        synchronized (events) {
            closed = true;
            events.notifyAll();
        }
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the recording was written", e);
        }
        synchronized (events) {
            IOException why = failure;
            boolean wasFull = full;
            failure = null; // said once
            full = false;
            if (why != null) {
                throw why;
            }
            if (wasFull) {
                throw new IOException(
                        "the disk was too slow, more than %d MiB waited for it"
                                .formatted(mostWaiting >> 20));
            }
        }
    }

    private void awaitEnd() throws IOException, InterruptedException {
        long before = -1;
        while (!thread.join(patience)) {
            synchronized (events) {
                if (done == before) {
                    throw new IOException("the disk takes nothing, the recording is not whole");
                }
                before = done;
            }
        }
    }
}
