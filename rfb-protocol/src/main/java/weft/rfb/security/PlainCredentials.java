package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
/// What a server has read can be wiped.
public final class PlainCredentials {

    /// The longest name and the longest password, in bytes.
    public static final int LIMIT_BYTES = 1023;

    private static final int MOST_BYTES_A_CHAR = 3;

    private final String username;
    private final char[] password;

    /// Takes what is within the limit.
    public PlainCredentials(String username, String password) {
        this(username, password.toCharArray());
    }

    /// Takes over the password, if both are within the limit.
    public PlainCredentials(String username, char[] password) {
        check("name", bytes(username.toCharArray()));
        check("password", bytes(password));
        this.username = username;
        this.password = password;
    }

    private static void check(String what, byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
        if (bytes.length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "A %s of %d bytes > limit %d".formatted(what, bytes.length, LIMIT_BYTES));
        }
    }

    private static byte[] bytes(char[] text) {
        byte[] room = new byte[MOST_BYTES_A_CHAR * text.length];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        var _ =
                StandardCharsets.UTF_8
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .encode(CharBuffer.wrap(text), encoded, true);
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        return bytes;
    }

    /// The characters of UTF-8; the bytes are wiped.
    static char[] chars(byte[] bytes) {
        char[] room = new char[bytes.length];
        CharBuffer decoded = CharBuffer.wrap(room);
        var _ =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .decode(ByteBuffer.wrap(bytes), decoded, true);
        char[] chars = Arrays.copyOf(room, decoded.position());
        Arrays.fill(room, '\0');
        Arrays.fill(bytes, (byte) 0);
        return chars;
    }

    /// The name.
    public String username() {
        return username;
    }

    /// The password, as a copy that nobody can wipe: for clients, which have it so.
    public String password() {
        return new String(password);
    }

    /// The password itself, not a copy, to be wiped.
    public char[] secret() {
        return password;
    }

    /// Overwrites the password.
    public void wipe() {
        Arrays.fill(password, '\0');
    }

    /// Reads both.
    public static PlainCredentials read(RfbInput in) {
        int username = length(in, "name");
        int password = length(in, "password");
        char[] name = text(in, username);
        return new PlainCredentials(new String(name), text(in, password));
    }

    private static int length(RfbInput in, String what) {
        long length = in.u32();
        if (length > LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT, "A %s of %d bytes > limit %d".formatted(what, length, LIMIT_BYTES));
        }
        return (int) length;
    }

    private static char[] text(RfbInput in, int length) {
        char[] text = chars(in.bytes(length));
        byte[] again = bytes(text);
        Arrays.fill(again, (byte) 0);
        if (again.length > LIMIT_BYTES) {
            throw new RfbProtocolException(LIMIT, "Credentials that are not UTF-8, and too long");
        }
        return text;
    }

    /// Writes both.
    public void write(RfbOutput out) {
        byte[] name = bytes(username.toCharArray());
        byte[] secret = bytes(password);
        out.u32(name.length);
        out.u32(secret.length);
        out.bytes(name);
        out.bytes(secret);
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlainCredentials same
                && username.equals(same.username)
                && Arrays.equals(password, same.password);
    }

    @Override
    public int hashCode() {
        return username.hashCode();
    }

    /// Says nothing about the password.
    @Override
    public String toString() {
        return "PlainCredentials[" + username + ", hidden]";
    }
}
