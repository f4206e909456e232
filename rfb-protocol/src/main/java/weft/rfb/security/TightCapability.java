package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/// Something that a server with Tight security can do (rfbproto, Tight Security Type).
///
/// | bytes | type | field     |
/// |------:|------|-----------|
/// |     4 | S32  | code      |
/// |     4 | U8   | vendor    |
/// |     8 | U8   | signature |
///
/// @param code a number that is unique within the vendor and the signature only
/// @param vendor 4 characters
/// @param signature 8 characters
public record TightCapability(int code, String vendor, String signature) {

    /// The bytes as they are.
    public static final TightCapability NO_TUNNEL = new TightCapability(0, "TGHT", "NOTUNNEL");

    /// As security type None.
    public static final TightCapability NO_AUTH = new TightCapability(1, "STDV", "NOAUTH__");

    /// As security type VncAuth.
    public static final TightCapability VNC_AUTH = new TightCapability(2, "STDV", "VNCAUTH_");

    /// A name and a password, see [PlainCredentials].
    public static final TightCapability UNIX_LOGIN = new TightCapability(129, "TGHT", "ULGNAUTH");

    /// More of them than anybody has in one list.
    private static final int MOST = 256;

    private static final int LENGTH = 16;
    private static final int VENDOR = 4;
    private static final int SIGNATURE = 8;

    /// Takes names of the right length.
    public TightCapability {
        if (vendor.length() != VENDOR || signature.length() != SIGNATURE) {
            throw new IllegalArgumentException(
                    "expected a vendor of 4 and a signature of 8 characters, got '%s' and '%s'"
                            .formatted(vendor, signature));
        }
    }

    static TightCapability read(RfbInput in) {
        return new TightCapability(in.s32(), text(in, VENDOR), text(in, SIGNATURE));
    }

    private static String text(RfbInput in, int length) {
        return new String(in.bytes(length), StandardCharsets.ISO_8859_1);
    }

    void write(RfbOutput out) {
        out.s32(code);
        out.bytes(vendor.getBytes(StandardCharsets.ISO_8859_1));
        out.bytes(signature.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Reads a list behind its length of 32 bits.
    ///
    /// @param what they are, for a message
    public static List<TightCapability> readList(RfbInput in, String what) {
        long count = in.u32();
        if (count > MOST) {
            throw new RfbProtocolException(
                    LIMIT, "%d %s of Tight security > limit %d".formatted(count, what, MOST));
        }
        return IntStream.range(0, (int) count).mapToObj(_ -> read(in)).toList();
    }

    /// Writes a list behind its length of 32 bits.
    public static void writeList(RfbOutput out, List<TightCapability> list) {
        if (list.size() > MOST) {
            throw new IllegalArgumentException(list.size() + " capabilities > limit " + MOST);
        }
        out.u32(list.size());
        list.forEach(each -> each.write(out));
    }

    /// Skips what follows ServerInit after Tight security: three lists behind their lengths of 16
    /// bits and two bytes of padding.
    public static void skipInteraction(RfbInput in) {
        long count = (long) in.u16() + in.u16() + in.u16();
        in.skip(2 + count * LENGTH);
    }

    /// Shows no control characters of a server.
    @Override
    public String toString() {
        return "%d %s".formatted(code, (vendor + signature).replaceAll("[^ -~]", "?"));
    }
}
