package weft.rfb.codec;

import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

/// The bits of one unit of H.264: its raw byte sequence payload (ITU-T H.264 §7.2 and §9.1).
///
/// | name | bits                                                                       |
/// |------|----------------------------------------------------------------------------|
/// | u(n) | n, the highest first                                                       |
/// | ue   | as many zeros as there are bits behind the one that follows them, less one |
/// | se   | ue: 1, 2, 3, 4 are 1, -1, 2, -2                                            |
///
/// After two zeros a byte of 3 is no part of it: it is there so that no start code is within a
/// unit. Zeros at the end are not either.
final class RbspReader {

    private static final int LONGEST_UE = 31;
    private static final int EMULATION_PREVENTION = 3;

    private final byte[] data;
    private final int start;
    private final int end;
    private int at;
    private int zeros;
    private int current;
    private int left;

    /// Reads from here up to there, without a header of the unit.
    RbspReader(byte[] data, int from, int to) {
        this.data = data;
        this.start = from;
        this.at = from;
        int last = to;
        while (last > from && data[last - 1] == 0) {
            last--;
        }
        this.end = last;
    }

    /// The next bits, at most 31 of them.
    int u(int bits) {
        int value = 0;
        for (int i = 0; i < bits; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    boolean flag() {
        return bit() != 0;
    }

    /// An Exp-Golomb code, 0 to 2^32 - 2.
    long ue() {
        int length = 0;
        while (bit() == 0) {
            if (++length > LONGEST_UE) {
                throw damaged("Exp-Golomb code of more than %d zeros".formatted(LONGEST_UE));
            }
        }
        return (1L << length) - 1 + u(length);
    }

    /// An Exp-Golomb code with a sign.
    long se() {
        long code = ue();
        return (code & 1) != 0 ? (code + 1) / 2 : -(code / 2);
    }

    private int bit() {
        if (left == 0) {
            current = next();
            left = Byte.SIZE;
        }
        left--;
        return current >> left & 1;
    }

    private int next() {
        if (zeros >= 2 && at < end && data[at] == EMULATION_PREVENTION) {
            at++;
            zeros = 0;
            if (at < end && (data[at] & 0xff) > EMULATION_PREVENTION) {
                throw damaged("00 00 03 in front of %02x, expected 00 to 03".formatted(data[at]));
            }
        }
        if (at == end) {
            throw damaged("a parameter set that ends after %d bytes".formatted(end - start));
        }
        int value = data[at++] & 0xff;
        zeros = value == 0 ? zeros + 1 : 0;
        return value;
    }

    private static RfbProtocolException damaged(String what) {
        return new RfbProtocolException(Reason.DATA, "H.264 with " + what);
    }
}
