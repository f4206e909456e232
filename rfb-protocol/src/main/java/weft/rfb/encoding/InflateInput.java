package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import org.jspecify.annotations.Nullable;

import weft.rfb.BufferedRfbInput;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The decompressed bytes of one zlib stream, which goes on from rectangle to rectangle.
///
/// What is read between [#begin] and [#end] must be exactly what the rectangle holds. The
/// compressed bytes are taken from the peer in small pieces, so a length is believed only as far as
/// it is filled.
final class InflateInput extends BufferedRfbInput implements AutoCloseable {

    private static final int STEP = 4096;

    private final byte[] compressed = new byte[STEP];
    private @Nullable Inflater inflater;
    private @Nullable RfbInput source;
    private long remaining;
    private boolean closed;

    InflateInput() {
        super(STEP);
    }

    /// Begins a rectangle of `length` compressed bytes that decompress to at most `expected`.
    void begin(RfbInput in, long length, long expected) {
        // Incompressible data grows a little; more than this is not deflate's doing.
        long limit = 2 * expected + STEP;
        if (length > limit) {
            throw new RfbProtocolException(
                    LIMIT,
                    "Compressed length %d > limit %d for %d bytes"
                            .formatted(length, limit, expected));
        }
        source = in;
        remaining = length;
    }

    /// Ends the rectangle: takes what is left of its compressed bytes, which may hold no more data.
    void end() {
        byte[] more = new byte[1];
        if (available() > 0 || inflate(more, 0, 1) > 0) {
            throw new RfbProtocolException(DATA, "Compressed data is longer than its rectangle");
        }
        source = null;
    }

    /// Begins the stream anew.
    void reset() {
        if (inflater != null) {
            inflater.reset();
        }
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        int got = inflate(dst, off, len);
        if (got == 0) {
            throw new RfbProtocolException(DATA, "Compressed data is shorter than its rectangle");
        }
        return got;
    }

    /// Decompresses at least one byte, or takes all the rectangle's compressed bytes and returns 0.
    private int inflate(byte[] dst, int off, int len) {
        Inflater stream = open();
        try {
            while (true) {
                int got = stream.inflate(dst, off, len);
                if (got > 0) {
                    return got;
                }
                if (stream.finished() ? remaining > 0 : stream.needsDictionary()) {
                    throw new RfbProtocolException(
                            DATA, "Compressed stream ends or has a dictionary");
                }
                if (remaining == 0) {
                    return 0;
                }
                feed(stream);
            }
        } catch (DataFormatException e) {
            throw new RfbProtocolException(DATA, "Damaged compressed data: " + e.getMessage());
        }
    }

    private void feed(Inflater stream) {
        RfbInput in = source;
        if (in == null || !stream.needsInput()) {
            throw new RfbProtocolException(DATA, "Compressed data makes no progress");
        }
        int step = (int) Math.min(remaining, STEP);
        in.bytes(compressed, 0, step);
        remaining -= step;
        stream.setInput(compressed, 0, step);
    }

    private Inflater open() {
        if (closed) {
            throw new IllegalStateException("The decoder is closed");
        }
        if (inflater == null) {
            inflater = new Inflater();
        }
        return inflater;
    }

    @Override
    public void close() {
        closed = true;
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
