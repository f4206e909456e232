package weft.server.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// A line inside of another one, encrypted: each piece that is written goes out by itself.
abstract class SealedLine implements Line {
    private final Line inner;

    /// What has been encrypted and not written yet, and of how many bytes it is.
    private ByteBuffer sealed = ByteBuffer.allocate(0);

    private int claimed;

    SealedLine(Line inner) {
        this.inner = inner;
    }

    /// A part of what is to be said, encrypted.
    ///
    /// @param bytes to be written
    /// @param consumed how many of what was to be said are in it
    @SuppressWarnings("ArrayRecordComponent")
    record Sealed(byte[] bytes, int consumed) {}

    /// Encrypts as much as goes into one piece.
    ///
    /// @throws IOException if it cannot any more
    abstract Sealed seal(byte[] bytes, int from, int to) throws IOException;

    final Line inner() {
        return inner;
    }

    /// Writes a piece, which the one before must have left room for; -1 if the server has gone, 0
    /// if a part of it waits.
    @Override
    public final int write(byte[] bytes, int from, int to) {
        try {
            if (!sealed.hasRemaining()) {
                Sealed next = seal(bytes, from, to);
                sealed = ByteBuffer.wrap(next.bytes);
                claimed = next.consumed;
            }
        } catch (IOException e) {
            return -1;
        }
        int count = inner.write(sealed.array(), sealed.position(), sealed.limit());
        if (count < 0) {
            return -1;
        }
        sealed.position(sealed.position() + count);
        return sealed.hasRemaining() ? 0 : claimed;
    }

    /// Writes past what encrypts.
    final void writeRaw(byte[] bytes) {
        try {
            writeAll(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeAll(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            int count = inner.write(bytes, at, bytes.length);
            if (count < 0) {
                return;
            }
            at += count;
            if (at < bytes.length && !inner.await(true, PATIENCE_NANOS)) {
                throw new FateException("the server takes nothing more, nor closes");
            }
        }
    }

    @Override
    public boolean await(boolean room, long nanos) throws IOException {
        return inner.await(room, nanos);
    }

    @Override
    public final void finish() throws IOException {
        inner.finish();
    }

    @Override
    public final void reset() throws IOException {
        inner.reset();
    }

    @Override
    public final void close() throws IOException {
        inner.close();
    }
}
