package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbProtocolException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The one message of the mechanism PLAIN (RFC 4616): name and password as they are, which only an
/// encrypted connection may carry.
///
/// | field         | bytes              |
/// |---------------|--------------------|
/// | authorization | UTF-8, mostly none |
/// |               | a zero             |
/// | name          | UTF-8              |
/// |               | a zero             |
/// | password      | UTF-8              |
public final class SaslPlain {

    /// The name of the mechanism.
    public static final String MECHANISM = "PLAIN";

    private SaslPlain() {}

    /// The message.
    public static byte[] message(PlainCredentials credentials) {
        String name = credentials.username();
        String password = credentials.password();
        if (name.isEmpty() || password.isEmpty() || (name + password).indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "A name or a password that is empty or has a zero cannot be sent with PLAIN");
        }
        return ("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8);
    }

    /// What is in the message. Who asks to be taken for somebody else is refused.
    public static PlainCredentials parse(byte[] message) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("is not UTF-8");
        }
        String[] parts = text.split("\0", -1);
        if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw malformed("has not a name and a password");
        }
        if (!parts[0].isEmpty() && !parts[0].equals(parts[1])) {
            throw malformed("asks to be taken for somebody else");
        }
        try {
            return new PlainCredentials(parts[1], parts[2]);
        } catch (IllegalArgumentException e) {
            throw malformed("is too long: " + e.getMessage());
        }
    }

    private static RfbProtocolException malformed(String why) {
        return new RfbProtocolException(SECURITY, "The message of PLAIN " + why);
    }
}
