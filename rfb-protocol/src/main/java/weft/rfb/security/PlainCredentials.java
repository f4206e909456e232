package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.nio.charset.StandardCharsets;

/// A name and a password as they are, which VeNCrypt's Plain and Tight's Unix login have in common
/// (rfbproto).
///
/// | bytes | type | field           |
/// |------:|------|-----------------|
/// |     4 | U32  | username-length |
/// |     4 | U32  | password-length |
/// |     * | U8   | username, UTF-8 |
/// |     * | U8   | password, UTF-8 |
///
/// @param username the name
/// @param password the password
public record PlainCredentials(String username, String password) {

    /// The longest name and the longest password, in bytes.
    public static final int LIMIT_BYTES = 1023;

    /// Takes what is within the limit.
    public PlainCredentials {
        check("name", bytes(username).length);
        check("password", bytes(password).length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void check(String what, int length) {
        if (length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "A %s of %d bytes > limit %d".formatted(what, length, LIMIT_BYTES));
        }
    }

    /// Reads both.
    public static PlainCredentials read(RfbInput in) {
        int username = length(in, "name");
        int password = length(in, "password");
        return new PlainCredentials(text(in, username), text(in, password));
    }

    private static int length(RfbInput in, String what) {
        long length = in.u32();
        if (length > LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT, "A %s of %d bytes > limit %d".formatted(what, length, LIMIT_BYTES));
        }
        return (int) length;
    }

    private static String text(RfbInput in, int length) {
        String text = new String(in.bytes(length), StandardCharsets.UTF_8);
        if (bytes(text).length > LIMIT_BYTES) {
            throw new RfbProtocolException(LIMIT, "Credentials that are not UTF-8, and too long");
        }
        return text;
    }

    /// Writes both.
    public void write(RfbOutput out) {
        byte[] name = bytes(username);
        byte[] secret = bytes(password);
        out.u32(name.length);
        out.u32(secret.length);
        out.bytes(name);
        out.bytes(secret);
    }

    /// Says nothing about the password.
    @Override
    public String toString() {
        return "PlainCredentials[" + username + ", hidden]";
    }
}
