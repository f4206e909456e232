package weft.client.wire;

import weft.rfb.RfbBuffer;

import java.io.IOException;

/// A server that says what it was told to, in pieces, and remembers what it hears.
public final class FedTransport implements Transport {

    private final byte[] bytes;
    private final int piece;
    private final RfbBuffer heard = new RfbBuffer();
    private int position;

    /// @param piece how many bytes come at a time at most
    public FedTransport(byte[] bytes, int piece) {
        this.bytes = bytes.clone();
        this.piece = piece;
    }

    /// What was written.
    public byte[] heard() {
        return heard.toByteArray();
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] dst, int off, int len) {
        int count = Math.min(Math.min(len, piece), bytes.length - position);
        System.arraycopy(bytes, position, dst, off, count);
        position += count;
        return count == 0 ? -1 : count;
    }

    @Override
    public void write(byte[] src, int off, int len) {
        heard.bytes(src, off, len);
    }

    @Override
    public void endOutput() {}

    @Override
    public void close() throws IOException {}

    @Override
    public String toString() {
        return "a test";
    }
}
