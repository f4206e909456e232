package weft.client.recording;

import weft.rfb.BufferedRfbInput;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A recorded stream as the protocol's numbers.
public final class FbsInput extends BufferedRfbInput {

    private static final int BUFFER = 4 << 10;

    private final FbsReader blocks;
    private int next;
    private int end;

    /// What follows in a recording. Its reader is for this input alone from now on.
    public FbsInput(FbsReader blocks) {
        super(BUFFER);
        this.blocks = blocks;
    }

    /// When the byte that was read last came, in milliseconds. A read takes from one block at a
    /// time, and only when nothing is buffered that it could do with.
    public long millis() {
        return blocks.millis();
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        while (next == end) {
            if (!nextBlock()) {
                return -1;
            }
        }
        int count = Math.min(len, end - next);
        System.arraycopy(blocks.sharedData(), next, dst, off, count);
        next += count;
        return count;
    }

    private boolean nextBlock() {
        try {
            if (!blocks.next()) {
                return false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        next = 0;
        end = blocks.sharedData().length;
        return true;
    }
}
