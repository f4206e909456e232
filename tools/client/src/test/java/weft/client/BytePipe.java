package weft.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// One direction of a connection inside of this JVM. Closing either end wakes who waits at the
/// other.
final class BytePipe {

    private final byte[] bytes;
    private int head;
    private int count;
    private boolean outputClosed;
    private boolean inputClosed;

    /// @param capacity how many bytes fit in; who writes more waits
    BytePipe(int capacity) {
        bytes = new byte[capacity];
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] dst, int off, int len) throws IOException {
                return take(dst, off, len);
            }

            @Override
            public void close() {
                closeInput();
            }
        };
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] src, int off, int len) throws IOException {
                put(src, off, len);
            }

            @Override
            public void close() {
                closeOutput();
            }
        };
    }

    private synchronized int take(byte[] dst, int off, int len) throws IOException {
        pause(() -> count == 0 && !outputClosed && !inputClosed);
        if (inputClosed) {
            throw new IOException("Stream closed");
        }
        if (count == 0) {
            return -1;
        }
        int taken = Math.min(len, Math.min(count, bytes.length - head));
        System.arraycopy(bytes, head, dst, off, taken);
        head = (head + taken) % bytes.length;
        count -= taken;
        notifyAll();
        return taken;
    }

    private synchronized void put(byte[] src, int off, int len) throws IOException {
        int at = off;
        while (at < off + len) {
            pause(() -> count == bytes.length && !outputClosed && !inputClosed);
            if (inputClosed || outputClosed) {
                throw new IOException("Broken pipe");
            }
            bytes[(head + count) % bytes.length] = src[at];
            count++;
            at++;
            notifyAll();
        }
    }

    private interface Blocked {
        boolean still();
    }

    private synchronized void pause(Blocked blocked) throws IOException {
        try {
            while (blocked.still()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private synchronized void closeInput() {
        inputClosed = true;
        notifyAll();
    }

    private synchronized void closeOutput() {
        outputClosed = true;
        notifyAll();
    }
}
