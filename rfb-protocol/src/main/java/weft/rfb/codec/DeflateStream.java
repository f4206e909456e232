package weft.rfb.codec;

import org.jspecify.annotations.Nullable;

import weft.rfb.RfbBuffer;

/// One zlib stream of a viewer (RFC 1950), which never ends. Its compressor is opened when it is
/// first written to, and may be closed while the viewer rests, because each holds some hundred
/// kilobytes outside of the heap.
///
/// | bytes | type | field                           |
/// |------:|------|---------------------------------|
/// |     2 | U16  | CMF, FLG: once, with the first bytes |
/// |     * |      | blocks of deflate               |
///
/// The checksum is missing because it comes at the end. One thread at a time uses a stream.
public final class DeflateStream implements AutoCloseable {

    /// Deflate with a window of 32 KiB, no dictionary, and the check bits (RFC 1950 §2.2).
    private static final int HEADER = 0x7801;

    private static final byte[] NOTHING = {};

    private final boolean shared;
    private @Nullable Deflate deflate;
    private int level;
    private int openLevel;
    private boolean started;
    private boolean pending;
    private boolean closed;

    /// A stream that compresses with this level, 0 to 9.
    public DeflateStream(int level) {
        this(level, false);
    }

    private DeflateStream(int level, boolean shared) {
        this.level = DeflateLevels.check(level);
        this.shared = shared;
    }

    /// A source of blocks for many streams: it writes no header, and what it appends up to a flush
    /// refers to nothing before it, as [#block] wants it.
    public static DeflateStream ofSharedBlocks(int level) {
        return new DeflateStream(level, true);
    }

    /// Whether anything was written, so that [#block] would need no header.
    public boolean isStarted() {
        return started;
    }

    /// Compresses with this level from now on, 0 to 9.
    public void level(int newLevel) {
        level = DeflateLevels.check(newLevel);
    }

    /// Appends some of the compressed form of these bytes; the rest follows with [#flush].
    public void write(byte[] src, int off, int len, RfbBuffer out) {
        open(out).write(src, off, len, Deflate.Flush.NONE, out);
        pending = true;
    }

    /// Appends what is needed to decompress everything written so far, up to a byte's boundary.
    public void flush(RfbBuffer out) {
        if (pending || !started) {
            Deflate.Flush flush = shared ? Deflate.Flush.FULL : Deflate.Flush.SYNC;
            open(out).write(NOTHING, 0, 0, flush, out);
            pending = false;
        }
    }

    /// Appends bytes that [Deflate#block] made, for this stream or for many. What is written
    /// afterwards refers to nothing before it: this stream's compressor has not seen these bytes.
    public void block(byte[] src, int off, int len, RfbBuffer out) {
        rest();
        start(out);
        out.bytes(src, off, len);
    }

    /// Frees the compressor and with it the history; the stream goes on with the next write.
    /// Everything written must have been flushed.
    public void rest() {
        checkOpen();
        if (pending) {
            throw new IllegalStateException("The stream holds bytes that were not flushed");
        }
        release();
    }

    private Deflate open(RfbBuffer out) {
        checkOpen();
        start(out);
        Deflate current = deflate;
        if (current != null && openLevel != level) {
            // Another level may be another compressor, and what that one appends fits on here.
            current.write(NOTHING, 0, 0, Deflate.Flush.SYNC, out);
            release();
            current = null;
        }
        if (current == null) {
            current = Deflate.open(level);
            deflate = current;
            openLevel = level;
        }
        return current;
    }

    private void start(RfbBuffer out) {
        if (!started && !shared) {
            out.u16(HEADER);
        }
        started = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The stream is closed");
        }
    }

    private void release() {
        Deflate current = deflate;
        if (current != null) {
            deflate = null;
            current.close();
        }
    }

    /// Frees the compressor. Nothing can be written afterwards.
    @Override
    public void close() {
        closed = true;
        release();
    }
}
