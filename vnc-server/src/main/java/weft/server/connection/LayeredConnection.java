package weft.server.connection;

import weft.coroutine.CoMutex;
import weft.coroutine.CoTurn;
import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;

import java.util.concurrent.TimeUnit;

/// A connection inside of another one, which carries it encrypted or in frames.
///
/// What is sent goes out in slices, so that a large update is never held twice; those that would
/// take longer than an instant are sealed on a worker. One coroutine may read while another one
/// sends, and both may answer what the layer itself asks for.
abstract class LayeredConnection implements Connection {

    /// What is sealed at a time.
    private static final int SLICE = 256 << 10;

    /// What is sealed in place: a hand-off would cost more.
    private static final int SMALL = 16 << 10;

    /// So many messages of the layer that carry nothing, and for so long, are opened before others
    /// have their turn: a peer may send thousands at a time.
    private static final int TURN_MESSAGES = 256;

    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Connection inner;
    private final Loop loop;
    private final CoTurn opening;
    private final CoMutex sending;
    private RfbBuffer sealed = new RfbBuffer(SMALL);

    LayeredConnection(Connection inner, Loop loop) {
        this.inner = inner;
        this.loop = loop;
        opening = new CoTurn(loop, TURN_MESSAGES, TURN_NANOS);
        sending = new CoMutex(loop, "sending to " + inner.peer());
    }

    /// Puts bytes into what is sent next, as the layer carries them. Of two calls the second begins
    /// after the first.
    abstract void seal(byte[] src, int off, int len, RfbBuffer out);

    /// A message of the layer has been opened, and there is nothing in it for who reads.
    final void openedNothing() {
        opening.partDone();
    }

    final Connection inner() {
        return inner;
    }

    final Loop loop() {
        return loop;
    }

    /// Sends what `writing` writes, sealed already.
    final void sendSealed(Sealing writing) {
        sending.lock();
        try {
            writing.to(sealed);
            flush();
        } finally {
            sending.unlock();
        }
    }

    /// Writes what is sealed already.
    interface Sealing {
        void to(RfbBuffer out);
    }

    @Override
    public final void send(RfbBuffer message) {
        sending.lock();
        try {
            for (int at = 0; at < message.length(); at += SLICE) {
                int off = at;
                int len = Math.min(SLICE, message.length() - off);
                if (len <= SMALL) {
                    seal(message.array(), off, len, sealed);
                } else {
                    loop.runOnWorker(
                            "sealing",
                            () -> {
                                seal(message.array(), off, len, sealed);
                                return len;
                            });
                }
                flush();
            }
        } finally {
            sending.unlock();
        }
    }

    private void flush() {
        RfbBuffer full = sealed;
        if (full.length() == 0) {
            return;
        }
        inner.send(full);
        if (full.length() > 2 * SMALL) {
            sealed = new RfbBuffer(SMALL); // a viewer that rests holds no memory
        } else {
            full.clear();
        }
    }

    @Override
    public final String peer() {
        return inner.peer();
    }

    @Override
    public final Origin origin() {
        return inner.origin();
    }

    @Override
    public final boolean isOpen() {
        return inner.isOpen();
    }

    /// Writes what the layer says at the end, if anything. Nothing else is being sealed.
    void sealEnd(RfbBuffer out) {}

    @Override
    public final void close() {
        close(new RfbBuffer(0));
    }

    @Override
    public final void close(RfbBuffer last) {
        if (sending.isLocked() || !inner.isOpen()) {
            inner.close();
            return;
        }
        var end = new RfbBuffer(64);
        try {
            if (last.length() > 0) {
                seal(last.array(), 0, last.length(), end);
            }
            sealEnd(end);
        } catch (ConnectionLostException e) {
            end.clear();
        }
        inner.close(end);
    }
}
