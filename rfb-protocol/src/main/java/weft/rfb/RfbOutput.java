package weft.rfb;

/// Where messages are written to, as the specification's number types (RFC 6143 §7).
public interface RfbOutput {

    /// Writes the low 8 bits.
    void u8(int value);

    /// Writes the low 16 bits, most significant byte first.
    void u16(int value);

    /// Writes the low 32 bits, most significant byte first.
    void u32(long value);

    /// Writes a signed 32-bit number, most significant byte first.
    void s32(int value);

    /// Writes `len` bytes of `src` from `off` on.
    void bytes(byte[] src, int off, int len);

    /// Writes all bytes of `src`.
    default void bytes(byte[] src) {
        bytes(src, 0, src.length);
    }

    /// Writes `count` zero bytes.
    void pad(int count);
}
