package weft.fuzz;

import weft.rfb.RfbBuffer;

import java.util.zip.Deflater;

/// A zlib stream that goes on from one call to the next, as a peer's does.
final class DeflatedBytes implements AutoCloseable {

    private final Deflater deflater = new Deflater(1);

    DeflatedBytes(boolean hasDictionary) {
        if (hasDictionary) {
            deflater.setDictionary(new byte[] {1, 2, 3});
        }
    }

    byte[] next(byte[] plain, int off, int len) {
        deflater.setInput(plain, off, len);
        var out = new RfbBuffer(len + 64);
        int got;
        do {
            int at = out.ensure(len + 64);
            got = deflater.deflate(out.array(), at, len + 64, Deflater.SYNC_FLUSH);
            out.advance(got);
        } while (got == len + 64);
        return out.toByteArray();
    }

    void reset() {
        deflater.reset();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
