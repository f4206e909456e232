package weft.rfb;

/// The stream ended where more bytes were due.
public final class EndOfStreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An end after `got` of `wanted` bytes.
    public EndOfStreamException(long wanted, long got) {
        super("Stream ended: expected " + wanted + " bytes, got " + got);
    }
}
