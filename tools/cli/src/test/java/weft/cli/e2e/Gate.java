package weft.cli.e2e;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Random;

/// Lets the bytes of a line through: all of them, none, or so many. A test slows a viewer down with
/// it, step by step, instead of by the clock. From any thread.
final class Gate {

    private boolean open = true;
    private long allowed;

    /// Everything passes.
    synchronized void open() {
        open = true;
        notifyAll();
    }

    /// So many more bytes pass, and then none.
    synchronized void allow(long bytes) {
        open = false;
        allowed += bytes;
        notifyAll();
    }

    /// Perhaps it becomes narrow, closes or opens.
    void act(Random random) {
        switch (random.nextInt(24)) {
            case 0 -> allow(0);
            case 1, 2 -> allow(random.nextInt(30_000));
            case 3, 4 -> open();
            default -> {}
        }
    }

    /// Waits until something may pass.
    ///
    /// @return how many bytes of `wanted` may pass now, at least one
    private synchronized int take(int wanted) throws InterruptedIOException {
        while (!open && allowed == 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
        if (open) {
            allowed = 0;
            return wanted;
        }
        int taken = (int) Math.min(wanted, allowed);
        allowed -= taken;
        return taken;
    }

    /// What comes out of `stream`, as fast as it may.
    InputStream behind(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] dst, int off, int len) throws IOException {
                return super.read(dst, off, len == 0 ? 0 : take(len));
            }
        };
    }
}
