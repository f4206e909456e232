package weft.rfb;

/// The bytes that a peer sends, read as the specification's number types (RFC 6143 §7).
///
/// A read waits until the bytes are there, in whatever way the implementation waits, so a parser
/// never sees "not enough data". Where the stream ends instead, every read throws
/// [EndOfStreamException].
public interface RfbInput {

    /// Reads an unsigned byte.
    int u8();

    /// Reads an unsigned 16-bit number, most significant byte first.
    int u16();

    /// Reads a signed 16-bit number, most significant byte first.
    int s16();

    /// Reads an unsigned 32-bit number, most significant byte first.
    long u32();

    /// Reads a signed 32-bit number, most significant byte first.
    int s32();

    /// The next unsigned byte, which stays unread.
    int peekU8();

    /// Fills `len` bytes of `dst` from `off` on.
    void bytes(byte[] dst, int off, int len);

    /// Reads `len` bytes into a new array. The caller has checked `len` against a limit.
    default byte[] bytes(int len) {
        byte[] read = new byte[len];
        bytes(read, 0, len);
        return read;
    }

    /// Reads `n` bytes and forgets them, without holding them all.
    void skip(long n);
}
