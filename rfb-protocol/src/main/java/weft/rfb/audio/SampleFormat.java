package weft.rfb.audio;

import java.util.Optional;

/// What one sample is, least significant byte first (rfbproto, QEMU Audio Client Message).
///
/// The specification leaves the order of the bytes open. QEMU sends the least significant first,
/// whatever the machine, and that is what viewers play.
public enum SampleFormat {
    /// 8 bits, 128 is silence.
    U8(0, 1, false),
    /// 8 bits, 0 is silence.
    S8(1, 1, true),
    /// 16 bits, 32768 is silence.
    U16(2, 2, false),
    /// 16 bits, 0 is silence.
    S16(3, 2, true),
    /// 32 bits, 2^31 is silence.
    U32(4, 4, false),
    /// 32 bits, 0 is silence.
    S32(5, 4, true);

    private final int number;
    private final int bytes;
    private final boolean signed;

    SampleFormat(int number, int bytes, boolean signed) {
        this.number = number;
        this.bytes = bytes;
        this.signed = signed;
    }

    /// The number on the wire.
    public int number() {
        return number;
    }

    /// How many bytes a sample has.
    public int bytes() {
        return bytes;
    }

    /// Whether 0 is silence.
    public boolean isSigned() {
        return signed;
    }

    /// The format with this number on the wire, if there is one.
    public static Optional<SampleFormat> byNumber(int number) {
        for (SampleFormat format : values()) {
            if (format.number == number) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /// Reads a sample; all formats have the range of 32 bits then.
    int read(byte[] src, int at) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (src[at + i] & 0xff) << (8 * (4 - bytes + i));
        }
        return signed ? value : value ^ Integer.MIN_VALUE;
    }

    /// Writes the sample that comes nearest to a number in the range of 32 bits.
    void write(double value, byte[] dst, int at) {
        double step = 1L << (32 - 8 * bytes);
        double most = ((1L << 31) - step) / step;
        int nearest = (int) Math.clamp(Math.rint(value / step), -(1L << 31) / step, most);
        int bits = signed ? nearest : nearest ^ (1 << (8 * bytes - 1));
        for (int i = 0; i < bytes; i++) {
            dst[at + i] = (byte) (bits >>> (8 * i));
        }
    }
}
