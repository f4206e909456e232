package weft.rfb.codec;

import weft.rfb.RfbBuffer;

/// A compressor of bytes into blocks of deflate (RFC 1951), without the header and the checksum
/// that zlib puts around them.
///
/// What it appends up to a flush ends on a byte's boundary. The first write after opening it, after
/// [Flush#FULL] or after [#restart()] refers to nothing before, so its bytes are valid at every
/// such boundary of every zlib stream.
///
/// One thread at a time uses it. It holds memory outside of the heap until it is closed.
public interface Deflate extends AutoCloseable {

    /// Compresses fast.
    int FASTEST = 0;

    /// Compresses well.
    int SMALLEST = 9;

    /// What to do at the end of a write.
    enum Flush {
        /// The rest may come with a later write.
        NONE,
        /// Everything so far can be decompressed from what was appended.
        SYNC,
        /// As [#SYNC], and what follows refers to nothing before.
        FULL
    }

    /// A fresh compressor, the fastest that there is for this level.
    ///
    /// @param level from [#FASTEST] to [#SMALLEST], RFB's compression levels
    static Deflate open(int level) {
        return DeflateLevels.open(level);
    }

    /// Appends one block that refers to nothing before it and ends on a byte's boundary: many zlib
    /// streams can share it, see [DeflateStream#block].
    static void block(int level, byte[] src, int off, int len, RfbBuffer out) {
        try (Deflate deflate = open(level)) {
            deflate.write(src, off, len, Flush.SYNC, out);
        }
    }

    /// Appends the compressed form of these bytes, all of it up to here if it is to be flushed.
    void write(byte[] src, int off, int len, Flush flush, RfbBuffer out);

    /// Forgets everything written, also what was not flushed.
    void restart();

    /// Frees the memory. May be called twice.
    @Override
    void close();
}
