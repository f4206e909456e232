package weft.server;

import weft.rfb.BufferedRfbInput;

/// Bytes that were received, as parsers read them.
final class Bytes extends BufferedRfbInput {
    private final byte[] bytes;
    private int position;

    Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        int count = Math.min(len, bytes.length - position);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(bytes, position, dst, off, count);
        position += count;
        return count;
    }
}
