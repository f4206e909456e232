package weft.rfb;

import static weft.rfb.RfbProtocolException.Reason.VERSION;

import java.nio.charset.StandardCharsets;

/// A version of the protocol that differs on the wire (RFC 6143 §7.1.1).
///
/// | bytes | type | field                                         |
/// |------:|------|-----------------------------------------------|
/// |    12 | U8   | `RFB xxx.yyy\n`, three decimal digits on each side |
///
/// Other minor numbers exist and are taken for the version that they behave like: those below 7 for
/// 3.3, those above 8 (Apple sends 3.889) for 3.8.
public enum ProtocolVersion {
    /// The server decides the security type.
    V3_3(3),
    /// The client chooses among the security types; failures give no reason.
    V3_7(7),
    /// As 3.7, and failures give a reason.
    V3_8(8);

    /// The length of the version message.
    public static final int LENGTH = 12;

    private static final int MAJOR = 3;

    private final int minor;

    ProtocolVersion(int minor) {
        this.minor = minor;
    }

    /// Whether this version is `other` or a later one.
    public boolean isAtLeast(ProtocolVersion other) {
        return compareTo(other) >= 0;
    }

    /// Reads the version message of a peer.
    public static ProtocolVersion read(RfbInput in) {
        return parse(in.bytes(LENGTH));
    }

    /// Reads the version message of a server, which tells the highest version that it speaks. So a
    /// later major version, as RealVNC sends it, stands for 3.8.
    public static ProtocolVersion readOffer(RfbInput in) {
        byte[] message = in.bytes(LENGTH);
        return hasShape(message) && number(message, 4) > MAJOR ? V3_8 : parse(message);
    }

    /// Writes the version message.
    public void write(RfbOutput out) {
        out.bytes(("RFB 003.00" + minor + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// The version that the 12 bytes of a version message stand for.
    public static ProtocolVersion parse(byte[] message) {
        if (message.length != LENGTH || !hasShape(message)) {
            throw new RfbProtocolException(
                    VERSION, "Expected \"RFB xxx.yyy\\n\", got \"" + printable(message) + "\"");
        }
        int major = number(message, 4);
        if (major != MAJOR) {
            throw new RfbProtocolException(
                    VERSION, "Expected protocol version 3.x, got \"" + printable(message) + "\"");
        }
        int minor = number(message, 8);
        if (minor < V3_7.minor) {
            return V3_3;
        }
        return minor == V3_7.minor ? V3_7 : V3_8;
    }

    private static boolean hasShape(byte[] message) {
        String shape = "RFB 000.000\n";
        for (int i = 0; i < LENGTH; i++) {
            boolean digit = message[i] >= '0' && message[i] <= '9';
            if (shape.charAt(i) == '0' ? !digit : message[i] != shape.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] message, int at) {
        return (message[at] - '0') * 100 + (message[at + 1] - '0') * 10 + message[at + 2] - '0';
    }

    private static String printable(byte[] message) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(LENGTH, message.length); i++) {
            int b = message[i] & 0xff;
            if (b >= 0x20 && b < 0x7f && b != '\\' && b != '"') {
                text.append((char) b);
            } else {
                text.append("\\x%02x".formatted(b));
            }
        }
        return text.toString();
    }
}
