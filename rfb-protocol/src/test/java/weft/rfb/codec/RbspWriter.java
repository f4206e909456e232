package weft.rfb.codec;

import weft.rfb.RfbBuffer;

/// Writes a unit of H.264 as [RbspReader] reads it.
final class RbspWriter {

    private final RfbBuffer bytes = new RfbBuffer();
    private int current;
    private int used;

    RbspWriter u(int bits, long value) {
        for (int i = bits - 1; i >= 0; i--) {
            current = current << 1 | (int) (value >> i & 1);
            if (++used == Byte.SIZE) {
                bytes.u8(current);
                current = 0;
                used = 0;
            }
        }
        return this;
    }

    RbspWriter ue(long value) {
        int length = Long.SIZE - 1 - Long.numberOfLeadingZeros(value + 1);
        return u(length, 0).u(length + 1, value + 1);
    }

    RbspWriter se(long value) {
        return ue(value > 0 ? 2 * value - 1 : -2 * value);
    }

    /// The payload up to here, with the bit that ends it.
    byte[] payload() {
        u(1, 1);
        while (used != 0) {
            u(1, 0);
        }
        return bytes.toByteArray();
    }

    /// The same with what keeps start codes out of it.
    byte[] escaped() {
        RfbBuffer out = new RfbBuffer();
        int zeros = 0;
        for (byte b : payload()) {
            if (zeros == 2 && (b & 0xfc) == 0) {
                out.u8(3);
                zeros = 0;
            }
            out.u8(b);
            zeros = b == 0 ? zeros + 1 : 0;
        }
        return out.toByteArray();
    }

    /// A whole unit of this type, behind a start code.
    byte[] unit(int type) {
        RfbBuffer out = new RfbBuffer();
        out.u32(1);
        out.u8(0x60 | type);
        out.bytes(escaped());
        return out.toByteArray();
    }
}
