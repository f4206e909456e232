package weft.rfb.encoding;

import org.jspecify.annotations.Nullable;

import weft.rfb.RfbBuffer;

import java.util.zip.Deflater;

/// One zlib stream of a viewer. It is made when it is first written to, because each takes some
/// hundred kilobytes outside of the heap.
final class DeflateStream implements AutoCloseable {

    private static final int STEP = 4096;
    private static final byte[] NOTHING = {};

    private @Nullable Deflater deflater;
    private int level = Encoder.DEFAULT_COMPRESSION_LEVEL;
    private boolean levelChanged;
    private boolean closed;

    /// Compresses with this level from now on, 0 to 9.
    void level(int newLevel) {
        if (newLevel < 0 || newLevel > 9) {
            throw new IllegalArgumentException(
                    "Compression level " + newLevel + ", expected 0 to 9");
        }
        levelChanged |= newLevel != level;
        level = newLevel;
    }

    /// Appends some of the compressed form of these bytes; the rest follows with [#flush].
    void write(byte[] src, int off, int len, RfbBuffer out) {
        Deflater stream = open(out);
        stream.setInput(src, off, len);
        drain(stream, Deflater.NO_FLUSH, out);
        // The array must not be referenced any longer than its owner says.
        stream.setInput(NOTHING);
    }

    /// Appends what is needed to decompress everything written so far, up to a byte's boundary.
    void flush(RfbBuffer out) {
        drain(open(out), Deflater.SYNC_FLUSH, out);
    }

    private Deflater open(RfbBuffer out) {
        if (closed) {
            throw new IllegalStateException("The encoder is closed");
        }
        Deflater stream = deflater;
        if (stream == null) {
            stream = new Deflater(level);
            deflater = stream;
        } else if (levelChanged) {
            stream.setLevel(level);
            // The next call does nothing else than change the level, whatever else it is given.
            drain(stream, Deflater.NO_FLUSH, out);
        }
        levelChanged = false;
        return stream;
    }

    private static void drain(Deflater stream, int flush, RfbBuffer out) {
        int room;
        int got;
        do {
            int at = out.ensure(STEP);
            byte[] array = out.array();
            room = array.length - at;
            got = stream.deflate(array, at, room, flush);
            out.advance(got);
        } while (got == room);
    }

    @Override
    public void close() {
        closed = true;
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }
}
