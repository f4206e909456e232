package weft.rfb.encoding;

import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;

/// A length of up to 22 bits in one to three bytes (rfbproto, Tight Encoding).
///
/// ```
///   0xxxxxxx                     0 to 127
///   1xxxxxxx 0yyyyyyy            128 to 16383
///   1xxxxxxx 1yyyyyyy zzzzzzzz   16384 to 4194303; x are the lowest bits
/// ```
final class CompactLength {

    /// The most bytes that it takes.
    private static final int LONGEST = 3;

    private CompactLength() {}

    /// Leaves room for the length of what is appended until [#end].
    static int start(RfbBuffer out) {
        int at = out.length();
        out.pad(LONGEST);
        return at;
    }

    /// Writes the length of what follows its place, and closes the gap if it is short.
    static void end(int at, RfbBuffer out) {
        int from = at + LONGEST;
        int length = out.length() - from;
        int size = length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : LONGEST;
        if (length >= 1 << 22) {
            throw new IllegalStateException("Tight data of " + length + " bytes");
        }
        int left = length;
        for (int i = 0; i < size; i++) {
            boolean more = i < size - 1;
            out.setU8(at + i, more ? (left & 0x7f) | 0x80 : left);
            left >>= 7;
        }
        byte[] array = out.array();
        System.arraycopy(array, from, array, at + size, length);
        out.truncate(at + size + length);
    }

    static int read(RfbInput in) {
        int first = in.u8();
        int length = first & 0x7f;
        if (first > 0x7f) {
            int second = in.u8();
            length |= (second & 0x7f) << 7;
            if (second > 0x7f) {
                length |= in.u8() << 14;
            }
        }
        return length;
    }
}
