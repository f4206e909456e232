package weft.server.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A line that ends after so many bytes have been said over it, in the midst of whatever that is.
final class CutLine implements Line {

    /// So many bytes have been said.
    static final class CutException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CutException() {
            super("cut", null, false, false);
        }
    }

    private final Line inner;
    private int left;

    CutLine(Line inner, int bytes) {
        this.inner = inner;
        left = bytes;
    }

    @Override
    public int write(byte[] bytes, int from, int to) {
        int count = inner.write(bytes, from, Math.min(to, from + left));
        if (count < 0) {
            return count;
        }
        left -= count;
        if (left == 0) {
            throw new CutException();
        }
        return count;
    }

    @Override
    public int read(byte[] bytes) {
        return inner.read(bytes);
    }

    @Override
    public boolean await(boolean room, long nanos) throws IOException {
        return inner.await(room, nanos);
    }

    @Override
    public void finish() throws IOException {
        inner.finish();
    }

    @Override
    public void reset() throws IOException {
        inner.reset();
    }

    @Override
    public void close() {
        try {
            inner.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
