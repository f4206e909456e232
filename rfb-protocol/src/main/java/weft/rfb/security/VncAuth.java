package weft.rfb.security;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.security.MessageDigest;
import java.security.SecureRandom;

/// VNC authentication: the client encrypts a random challenge with the password (RFC 6143 §7.2.2).
///
/// | bytes | type | field                              |
/// |------:|------|------------------------------------|
/// |    16 | U8   | challenge, from the server         |
/// |    16 | U8   | response, from the client          |
public final class VncAuth {

    /// The length of a challenge and of a response.
    public static final int LENGTH = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private VncAuth() {}

    /// A new challenge.
    public static byte[] challenge() {
        byte[] challenge = new byte[LENGTH];
        RANDOM.nextBytes(challenge);
        return challenge;
    }

    /// What a client that knows `password` answers.
    public static byte[] response(VncPassword password, byte[] challenge) {
        check("challenge", challenge);
        return VncDes.encrypt(password.key(), challenge);
    }

    /// Whether `response` was made with `password`, in a time that does not tell how nearly.
    public static boolean verify(VncPassword password, byte[] challenge, byte[] response) {
        check("response", response);
        return MessageDigest.isEqual(response(password, challenge), response);
    }

    /// Reads a challenge or a response.
    public static byte[] read(RfbInput in) {
        return in.bytes(LENGTH);
    }

    /// Writes a challenge or a response.
    public static void write(RfbOutput out, byte[] message) {
        check("message", message);
        out.bytes(message);
    }

    private static void check(String what, byte[] message) {
        if (message.length != LENGTH) {
            throw new IllegalArgumentException(
                    "A " + what + " has 16 bytes, got " + message.length);
        }
    }
}
