package weft.server.transport;

import org.jspecify.annotations.Nullable;

import weft.coroutine.CoQueue;
import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;
import weft.server.connection.Connection;
import weft.server.connection.ConnectionLostException;
import weft.server.connection.Origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/// A connection to a viewer in this JVM, without a socket: coroutines at one end, a thread that
/// reads and one that writes at the other.
///
/// ```
/// coroutine                               the viewer's threads
/// send, until all is taken ── message ──▶ input: takes what it has room for
/// read ◀─────────── up to 4 chunks ────── output: waits while there are more
/// ```
///
/// A message is not copied before the viewer asks for its bytes, and the viewer's bytes are few, so
/// neither side can make the other hold more than this. The threads take the global lock for as
/// long as it takes to copy a chunk, and wait without it.
public final class MemoryConnection implements Connection {

    private static final int CHUNK = 16 << 10;
    private static final int CHUNKS = 4;

    private final Loop loop;
    private final String peer;

    /// Holds a permit after each change that the viewer's reader may wait for.
    private final Semaphore news = new Semaphore(0);

    /// How many chunks the viewer may still write.
    private final Semaphore room = new Semaphore(CHUNKS);

    // All of these are guarded by the global lock.
    private final CoQueue readable;
    private final CoQueue sent;
    private final Queue<byte[]> incoming = new ArrayDeque<>();
    private int consumed;
    private @Nullable RfbBuffer outgoing;
    private int taken;
    private boolean outputEnded;
    private boolean inputEnded;
    private boolean closed;

    /// A connection whose coroutines run on a loop.
    public MemoryConnection(Loop loop, String peer) {
        this.loop = loop;
        this.peer = peer;
        readable = new CoQueue(loop, "readable " + peer);
        sent = new CoQueue(loop, "writable " + peer);
    }

    // ---- the server's end, under the global lock ----

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public Origin origin() {
        return Origin.IN_PROCESS;
    }

    @Override
    public boolean isReadable() {
        return !incoming.isEmpty() || outputEnded;
    }

    @Override
    public boolean isOpen() {
        return !inputEnded && !closed;
    }

    @Override
    public int read(byte[] dst, int off, int len) {
        while (incoming.isEmpty()) {
            if (outputEnded || closed) {
                return -1;
            }
            readable.await();
        }
        byte[] chunk = Objects.requireNonNull(incoming.peek());
        int count = Math.min(len, chunk.length - consumed);
        System.arraycopy(chunk, consumed, dst, off, count);
        consumed += count;
        if (consumed == chunk.length) {
            incoming.remove();
            consumed = 0;
            room.release();
        }
        return count;
    }

    @Override
    public void send(RfbBuffer message) {
        if (!isOpen()) {
            throw new ConnectionLostException(peer);
        }
        if (outgoing != null) {
            throw new IllegalStateException("two coroutines send to " + peer);
        }
        outgoing = message;
        taken = 0;
        news.release();
        try {
            while (isOpen() && taken < message.length()) {
                sent.await();
            }
        } finally {
            outgoing = null;
        }
        if (taken < message.length()) {
            throw new ConnectionLostException(peer);
        }
    }

    @Override
    public void close() {
        closed = true;
        incoming.clear();
        consumed = 0;
        wakeAll();
    }

    private void wakeAll() {
        readable.restartAll();
        sent.restartAll();
        news.release();
        room.release();
    }

    // ---- the viewer's end ----

    /// What the server sends; for one thread. To close it wakes its reader, and ends the
    /// connection.
    public InputStream input() {
        return new Input();
    }

    /// What the server gets; for one thread. To close it wakes its writer, and lets the server read
    /// to the end.
    public OutputStream output() {
        return new Output();
    }

    private final class Input extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] dst, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, dst.length);
            while (len > 0) {
                int _ = news.drainPermits(); // what comes from here on leaves a new one
                int count = loop.computeLocked(() -> take(dst, off, len));
                if (count < 0) {
                    news.release(); // for whoever else waits, against the rule
                }
                if (count != 0) {
                    return count == CLOSED ? fail("the stream is closed") : count;
                }
                acquire(news);
            }
            return 0;
        }

        @Override
        public void close() {
            loop.locked(() -> {
                inputEnded = true;
                outputEnded = true;
                wakeAll();
            });
        }
    }

    private static final int CLOSED = -2;

    /// Takes what there is: 0 if nothing is, -1 if nothing will be.
    private int take(byte[] dst, int off, int len) {
        RfbBuffer message = outgoing;
        if (inputEnded) {
            return CLOSED;
        }
        if (message == null || taken == message.length()) {
            return closed ? -1 : 0;
        }
        int count = Math.min(Math.min(len, CHUNK), message.length() - taken);
        System.arraycopy(message.array(), taken, dst, off, count);
        taken += count;
        if (taken == message.length()) {
            sent.restartAll();
        }
        return count;
    }

    private final class Output extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] src, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, src.length);
            int end = off + len;
            for (int at = off; at < end; at += CHUNK) {
                byte[] chunk = Arrays.copyOfRange(src, at, Math.min(end, at + CHUNK));
                acquire(room);
                if (!loop.computeLocked(() -> put(chunk))) {
                    room.release(); // for whoever writes next
                    int _ = fail("the connection is closed");
                }
            }
        }

        @Override
        public void close() {
            loop.locked(() -> {
                outputEnded = true;
                readable.restartAll();
                room.release();
            });
        }
    }

    private boolean put(byte[] chunk) {
        if (closed || outputEnded) {
            return false;
        }
        incoming.add(chunk);
        readable.restartAll();
        return true;
    }

    private static int fail(String why) throws IOException {
        throw new IOException(why);
    }

    private static void acquire(Semaphore permits) throws IOException {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
    }
}
