package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// One end of an RSA-AES login whose keys and randoms have been exchanged, and what it then says in
/// encrypted messages (rfbproto, RSA-AES Security Type). The end may be the client's or the
/// server's.
///
/// ```
/// client                                          server
///   <----------------------------------- its public key
///   its public key ----------------------------------->
///   its random, encrypted ---------------------------->
///   <---------------------------- its random, encrypted
///   ================ from here on in messages =========
///   hash of the client's key and the server's -------->
///   <-------- hash of the server's key and the client's
///   <------------------------------------------ subtype
///   credentials -------------------------------------->
/// ```
///
/// The two ends do not wait for each other's random, nor for each other's hash. For one thread.
public final class RsaAesSession {

    private static final int LONGEST_TEXT = 255;

    private final RsaAesMessages out;
    private final RsaAesMessages in;
    private final byte[] ourHash;
    private final byte[] theirHash;

    /// What the server wants to know.
    public enum Subtype {
        /// A name and a password.
        NAME_AND_PASSWORD(1),
        /// A password; the name is empty.
        PASSWORD(2);

        private final int number;

        Subtype(int number) {
            this.number = number;
        }
    }

    /// The keys follow from what both ends know now.
    ///
    /// @param ourKey the public key that we have sent
    /// @param theirKey the one that we have got
    /// @param ourRandom what we have encrypted with their key
    /// @param theirRandom what we have decrypted
    public RsaAesSession(
            RsaAesVariant variant,
            RsaAesKey ourKey,
            RsaAesKey theirKey,
            byte[] ourRandom,
            byte[] theirRandom) {
        out = new RsaAesMessages(variant.sessionKey(theirRandom, ourRandom));
        in = new RsaAesMessages(variant.sessionKey(ourRandom, theirRandom));
        byte[] ours = ourKey.toByteArray();
        byte[] theirs = theirKey.toByteArray();
        ourHash = variant.digest(ours, theirs);
        theirHash = variant.digest(theirs, ours);
    }

    /// What we send, from where the login has left it.
    public RsaAesMessages out() {
        return out;
    }

    /// What the other end sends.
    public RsaAesMessages in() {
        return in;
    }

    /// Writes the hash of both keys.
    public void writeHash(RfbOutput output) {
        out.write(output, ourHash);
    }

    /// Reads the other end's hash, which must be that of both keys: else somebody is between.
    public void readHash(RfbInput input) {
        byte[] got = in.read(input, "hash", theirHash.length);
        if (!MessageDigest.isEqual(theirHash, got)) {
            throw new RfbProtocolException(
                    SECURITY, "The hash is not that of both keys: somebody is between");
        }
    }

    /// Reads what the server wants to know.
    public Subtype readSubtype(RfbInput input) {
        int number = in.read(input, "subtype", 1)[0] & 0xff;
        return Arrays.stream(Subtype.values())
                .filter(each -> each.number == number)
                .findFirst()
                .orElseThrow(() ->
                        new RfbProtocolException(
                                SECURITY, "Expected subtype 1 or 2, got " + number));
    }

    /// Writes what the server wants to know.
    public void writeSubtype(RfbOutput output, Subtype subtype) {
        out.write(output, new byte[] {(byte) subtype.number});
    }

    /// Reads who the client is.
    ///
    /// | bytes           | type | field           |
    /// |----------------:|------|-----------------|
    /// |               1 | U8   | length-username |
    /// | length-username | U8   | username, UTF-8 |
    /// |               1 | U8   | length-password |
    /// | length-password | U8   | password, UTF-8 |
    public PlainCredentials readCredentials(RfbInput input) {
        byte[] message = in.read(input, "name and password", 2, 2 + 2 * LONGEST_TEXT);
        int name = message[0] & 0xff;
        int password = name + 1 < message.length ? message[name + 1] & 0xff : 0;
        if (name + password + 2 != message.length) {
            throw new RfbProtocolException(
                    SECURITY,
                    "A name of %d and a password of %d bytes in a message of %d"
                            .formatted(name, password, message.length));
        }
        String username = new String(message, 1, name, StandardCharsets.UTF_8);
        byte[] secret = Arrays.copyOfRange(message, name + 2, message.length);
        Arrays.fill(message, (byte) 0);
        return new PlainCredentials(username, PlainCredentials.chars(secret));
    }

    /// Writes who the client is.
    ///
    /// @throws IllegalArgumentException if a text is too long for it
    public void writeCredentials(RfbOutput output, PlainCredentials credentials) {
        var message = new RfbBuffer();
        text(message, "user name", credentials.username());
        text(message, "password", credentials.password());
        out.write(output, message.toByteArray());
    }

    private static void text(RfbBuffer message, String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "A %s of %d bytes, expected at most %d"
                            .formatted(what, bytes.length, LONGEST_TEXT));
        }
        message.u8(bytes.length);
        message.bytes(bytes);
    }
}
