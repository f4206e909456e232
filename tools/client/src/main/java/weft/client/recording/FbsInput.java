package weft.client.recording;

import weft.rfb.BufferedRfbInput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

/// A recorded stream as the protocol's numbers.
public final class FbsInput extends BufferedRfbInput {

    private static final int BUFFER = 4 << 10;

    private final FbsReader blocks;
    private final Pace pace;
    private int next;
    private int end;
    private int marks;
    private long millis;

    /// Whether there is a block that was read from the file but not from here.
    private boolean ahead;

    private boolean ended;

    /// What follows in a recording, at once. Its reader is for this input alone from now on.
    public FbsInput(FbsReader blocks) {
        this(blocks, Pace.UNPACED);
    }

    /// What follows in a recording. Its reader is for this input alone from now on.
    ///
    /// @param pace is waited for before each block
    public FbsInput(FbsReader blocks, Pace pace) {
        super(BUFFER);
        this.blocks = blocks;
        this.pace = pace;
    }

    /// When the byte that was read last came, in milliseconds. A read takes from one block at a
    /// time, and only when nothing is buffered that it could do with.
    public long millis() {
        return millis;
    }

    /// When the next byte came; empty at the end. It does not wait for that time.
    OptionalLong upcomingMillis() {
        if (available() > 0 || next < end) {
            return OptionalLong.of(millis);
        }
        return lookAhead() ? OptionalLong.of(blocks.millis()) : OptionalLong.empty();
    }

    /// How many empty blocks there were before the byte that was read last.
    int marks() {
        return marks;
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
            if (!lookAhead()) {
                return false;
            }
            pace.await(blocks.millis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
            return false;
        }
        ahead = false;
        millis = blocks.millis();
        next = 0;
        end = blocks.sharedData().length;
        marks += end == 0 ? 1 : 0;
        return true;
    }

    /// Has the next block read from the file, if there is one.
    private boolean lookAhead() {
        try {
            ahead = ahead || (!ended && blocks.next());
            ended = !ahead;
            return ahead;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
