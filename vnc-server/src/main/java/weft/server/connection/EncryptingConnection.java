package weft.server.connection;

import weft.coroutine.CoMutex;
import weft.coroutine.CoTurn;
import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;

import java.util.concurrent.TimeUnit;

/// A connection inside of another one, which carries it encrypted.
///
/// What is sent goes out in slices, so that a large update is never held twice; those that would
/// take longer than an instant are encrypted on a worker. One coroutine may read while another one
/// sends, and both may answer what the cipher itself asks for.
abstract class EncryptingConnection implements Connection {

    /// What is encrypted at a time.
    private static final int SLICE = 256 << 10;

    /// What is encrypted in place: a hand-off would cost more.
    private static final int SMALL = 16 << 10;

    /// So many messages of the cipher that carry nothing, and for so long, are opened before others
    /// have their turn: a peer may send thousands at a time.
    private static final int TURN_MESSAGES = 256;

    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Connection inner;
    private final Loop loop;
    private final CoTurn opening;
    private final CoMutex sending;
    private RfbBuffer sealed = new RfbBuffer(SMALL);

    EncryptingConnection(Connection inner, Loop loop) {
        this.inner = inner;
        this.loop = loop;
        opening = new CoTurn(loop, TURN_MESSAGES, TURN_NANOS);
        sending = new CoMutex(loop, "sending to " + inner.peer());
    }

    /// Encrypts bytes into what is sent next. Of two calls the second begins after the first.
    abstract void seal(byte[] src, int off, int len, RfbBuffer out);

    /// A message of the cipher has been opened, and there is nothing in it for who reads.
    final void openedNothing() {
        opening.partDone();
    }

    final Connection inner() {
        return inner;
    }

    final Loop loop() {
        return loop;
    }

    /// Sends what `writing` writes, encrypted already.
    final void sendSealed(Sealing writing) {
        sending.lock();
        try {
            writing.to(sealed);
            flush();
        } finally {
            sending.unlock();
        }
    }

    /// Writes what is encrypted already.
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
                            "encrypting",
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

    /// Writes what the cipher says at the end, if anything. Nothing else is being encrypted.
    void sealEnd(RfbBuffer out) {}

    @Override
    public final void close() {
        if (sending.isLocked() || !inner.isOpen()) {
            inner.close();
            return;
        }
        var last = new RfbBuffer(64);
        sealEnd(last);
        inner.close(last);
    }
}
