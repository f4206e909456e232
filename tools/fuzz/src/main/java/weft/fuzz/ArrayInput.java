package weft.fuzz;

import weft.rfb.BufferedRfbInput;

/// Bytes that come in pieces, and then an end; whoever asks again and again for more of them makes
/// a [Finding].
final class ArrayInput extends BufferedRfbInput {

    private static final int PATIENCE = 1000;

    private final byte[] bytes;
    private final int piece;
    private int next;
    private int ends;

    ArrayInput(byte[] bytes) {
        this(bytes, bytes.length + 1);
    }

    /// @param piece how many bytes come at a time at most
    ArrayInput(byte[] bytes, int piece) {
        this.bytes = bytes;
        this.piece = piece;
    }

    /// How many bytes were read.
    int consumed() {
        return next - available();
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        int count = Math.min(Math.min(len, piece), bytes.length - next);
        if (count == 0) {
            ends++;
            if (ends > PATIENCE) {
                throw new Finding("it reads on and on behind the end");
            }
            return -1;
        }
        System.arraycopy(bytes, next, dst, off, count);
        next += count;
        return count;
    }
}
