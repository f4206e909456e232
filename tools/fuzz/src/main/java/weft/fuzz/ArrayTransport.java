package weft.fuzz;

import weft.client.wire.Transport;

/// A server that says what it was told to, in pieces, and hears nothing.
final class ArrayTransport implements Transport {

    private final byte[] bytes;
    private final int piece;
    private int next;

    /// @param piece how many bytes come at a time at most
    ArrayTransport(byte[] bytes, int piece) {
        this.bytes = bytes;
        this.piece = piece;
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] dst, int off, int len) {
        int count = Math.min(Math.min(len, piece), bytes.length - next);
        System.arraycopy(bytes, next, dst, off, count);
        next += count;
        return count == 0 ? -1 : count;
    }

    @Override
    public void write(byte[] src, int off, int len) {}

    @Override
    public void endOutput() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "a server";
    }
}
