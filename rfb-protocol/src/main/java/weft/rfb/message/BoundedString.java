package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import static java.nio.charset.StandardCharsets.UTF_8;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

/// A length of 32 bits and as many bytes of UTF-8: names and reasons.
final class BoundedString {

    static final int LIMIT_BYTES = 4096;

    private BoundedString() {}

    static String read(RfbInput in, String what) {
        long length = in.u32();
        if (length > LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT, what + " of " + length + " bytes > limit " + LIMIT_BYTES);
        }
        return new String(in.bytes((int) length), UTF_8);
    }

    static void write(RfbOutput out, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        out.u32(bytes.length);
        out.bytes(bytes);
    }

    static void check(String what, String text) {
        int length = text.getBytes(UTF_8).length;
        if (length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    what + " of " + length + " bytes > limit " + LIMIT_BYTES);
        }
    }
}
