package weft.rfb;

import java.util.Arrays;
import java.util.Objects;

/// An [RfbInput] over one method that delivers some bytes: subclasses say how to wait, this class
/// knows how to read.
///
/// Small reads go through a buffer of fixed size; reads of more than that go straight to their
/// destination.
public abstract class BufferedRfbInput implements RfbInput {

    private static final int DEFAULT_SIZE = 512;
    private static final int LARGEST_NUMBER = 4;

    private final byte[] buffer;
    private int position;
    private int limit;

    /// An input with a small buffer, for a peer that sends little at a time.
    protected BufferedRfbInput() {
        this(DEFAULT_SIZE);
    }

    /// An input with a buffer of `size` bytes, at least 4.
    protected BufferedRfbInput(int size) {
        if (size < LARGEST_NUMBER) {
            throw new IllegalArgumentException("Buffer of " + size + " bytes < " + LARGEST_NUMBER);
        }
        this.buffer = new byte[size];
    }

    /// Waits until at least one byte is there, then takes up to `len` bytes into `dst` from `off`
    /// on. `len` is never 0.
    ///
    /// @return how many bytes were taken, at least 1, or -1 at the end of the stream
    protected abstract int read(byte[] dst, int off, int len);

    /// How many bytes are buffered here: they can be read without waiting.
    public final int available() {
        return limit - position;
    }

    /// A copy of the bytes that are buffered here, which stay unread.
    public final byte[] buffered() {
        return Arrays.copyOfRange(buffer, position, limit);
    }

    /// Waits for the next byte or the end of the stream and says which it is. Between two messages
    /// an end is a farewell, inside one it is an [EndOfStreamException].
    public final boolean atEnd() {
        if (position < limit) {
            return false;
        }
        position = 0;
        limit = 0;
        int got = read(buffer, 0, buffer.length);
        limit = Math.max(got, 0);
        return got < 0;
    }

    @Override
    public final int u8() {
        need(1);
        return buffer[position++] & 0xff;
    }

    @Override
    public final int peekU8() {
        need(1);
        return buffer[position] & 0xff;
    }

    @Override
    public final int u16() {
        need(2);
        int value = (buffer[position] & 0xff) << 8 | (buffer[position + 1] & 0xff);
        position += 2;
        return value;
    }

    @Override
    public final int s16() {
        return (short) u16();
    }

    @Override
    public final int s32() {
        need(4);
        int value =
                buffer[position] << 24
                        | (buffer[position + 1] & 0xff) << 16
                        | (buffer[position + 2] & 0xff) << 8
                        | (buffer[position + 3] & 0xff);
        position += 4;
        return value;
    }

    @Override
    public final long u32() {
        return s32() & 0xffff_ffffL;
    }

    @Override
    public final void bytes(byte[] dst, int off, int len) {
        Objects.checkFromIndexSize(off, len, dst.length);
        int done = Math.min(len, available());
        System.arraycopy(buffer, position, dst, off, done);
        position += done;
        while (len - done >= buffer.length) {
            int got = read(dst, off + done, len - done);
            if (got < 0) {
                throw new EndOfStreamException(len, done);
            }
            done += got;
        }
        if (done < len) {
            need(len - done);
            System.arraycopy(buffer, position, dst, off + done, len - done);
            position += len - done;
        }
    }

    @Override
    public final void skip(long n) {
        long left = n;
        while (left > 0) {
            if (atEnd()) {
                throw new EndOfStreamException(n, n - left);
            }
            int step = (int) Math.min(left, available());
            position += step;
            left -= step;
        }
    }

    /// Waits until `wanted` bytes are buffered; `wanted` fits into the buffer.
    private void need(int wanted) {
        if (limit - position < wanted) {
            fill(wanted);
        }
    }

    private void fill(int wanted) {
        int kept = limit - position;
        System.arraycopy(buffer, position, buffer, 0, kept);
        position = 0;
        limit = kept;
        while (limit < wanted) {
            int got = read(buffer, limit, buffer.length - limit);
            if (got < 0) {
                throw new EndOfStreamException(wanted, limit);
            }
            limit += got;
        }
    }
}
