package weft.client.handshake;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.client.failure.RefusedException;
import weft.client.wire.RsaAesTransport;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesMessages;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Cipher;

/// RSA agrees on keys of AES, which encrypt the login, and all that follows unless it is a type
/// that ends with `ne` (rfbproto, RSA-AES Security Type).
///
/// ```
/// client                              server
///   <------------------------------- its key     // believed or not
///   our key, our random ------------------->
///   <---------------------------- its random     // from here on encrypted
///   hash of our key and its key ----------->
///   <-------------- hash of its key and ours
///   <------------ whether it wants a name too
///   name, password ------------------------>
/// ```
final class RsaAesSecurity implements SecurityMethod {

    private static final int OUR_KEY_BITS = 2048;
    private static final int NAME_AND_PASSWORD = 1;
    private static final int PASSWORD = 2;
    private static final int LONGEST_TEXT = 255;

    private final SecurityType type;
    private final String hash;
    private final int keyBytes;
    private final boolean encryptsAll;

    private RsaAesSecurity(SecurityType type, String hash, int keyBytes, boolean encryptsAll) {
        this.type = type;
        this.hash = hash;
        this.keyBytes = keyBytes;
        this.encryptsAll = encryptsAll;
    }

    static RsaAesSecurity of(SecurityType type) {
        boolean is256 = type == SecurityType.RA2_256 || type == SecurityType.RA2NE_256;
        boolean encryptsAll = type == SecurityType.RA2 || type == SecurityType.RA2_256;
        return new RsaAesSecurity(type, is256 ? "SHA-256" : "SHA-1", is256 ? 32 : 16, encryptsAll);
    }

    @Override
    public SecurityType type() {
        return type;
    }

    @Override
    public Optional<String> lacks(Login login) {
        return login.credentials().password().isPresent()
                ? Optional.empty()
                : Optional.of("a password");
    }

    @Override
    public SecurityType run(Line line, Login login) throws IOException {
        RsaAesKey theirs = RsaAesKey.read(line.in());
        byte[] theirMessage = theirs.toByteArray();
        login.trust().checkKey(theirMessage);
        KeyPair pair = newKeys();
        RsaAesKey ours = RsaAesKey.of((RSAPublicKey) pair.getPublic());
        byte[] ourMessage = ours.toByteArray();
        byte[] ourRandom = new byte[keyBytes];
        new SecureRandom().nextBytes(ourRandom);
        line.out().bytes(ourMessage);
        byte[] encrypted = theirs.encrypt(ourRandom);
        line.out().u16(encrypted.length);
        line.out().bytes(encrypted);
        line.flush();
        byte[] theirRandom = readRandom(line, ours, pair);

        var toServer = new RsaAesMessages(key(theirRandom, ourRandom));
        var fromServer = new RsaAesMessages(key(ourRandom, theirRandom));
        toServer.write(line.out(), digest(ourMessage, theirMessage));
        line.flush();
        byte[] expected = digest(theirMessage, ourMessage);
        byte[] got = fromServer.read(line.in(), "hash", expected.length);
        if (!MessageDigest.isEqual(expected, got)) {
            throw new RfbProtocolException(
                    SECURITY, "The server's hash is not that of both keys: somebody is between");
        }
        int wanted = fromServer.read(line.in(), "subtype", 1)[0];
        toServer.write(line.out(), credentials(wanted, login.credentials()));
        line.flush();
        if (encryptsAll) {
            line.upgrade(new RsaAesTransport(line.transport(), toServer, fromServer));
        }
        return type;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(OUR_KEY_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no RSA", e);
        }
    }

    private byte[] readRandom(Line line, RsaAesKey ours, KeyPair pair) {
        int length = line.in().u16();
        if (length != ours.bytes()) {
            throw new RfbProtocolException(
                    SECURITY,
                    "Expected an encrypted random of %d bytes, got %d"
                            .formatted(ours.bytes(), length));
        }
        byte[] encrypted = line.in().bytes(length);
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
            byte[] random = cipher.doFinal(encrypted);
            if (random.length == keyBytes) {
                return random;
            }
            throw new RfbProtocolException(
                    SECURITY,
                    "Expected a random of %d bytes, got %d".formatted(keyBytes, random.length));
        } catch (GeneralSecurityException e) {
            throw new RfbProtocolException(
                    SECURITY, "The server's random cannot be decrypted: " + e.getMessage());
        }
    }

    private byte[] key(byte[] first, byte[] second) {
        return Arrays.copyOf(digest(first, second), keyBytes);
    }

    private byte[] digest(byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash);
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + hash, e);
        }
    }

    private static byte[] credentials(int wanted, Credentials credentials) {
        if (wanted != NAME_AND_PASSWORD && wanted != PASSWORD) {
            throw new RfbProtocolException(SECURITY, "Expected subtype 1 or 2, got " + wanted);
        }
        String name = "";
        if (wanted == NAME_AND_PASSWORD) {
            name =
                    credentials
                            .username()
                            .orElseThrow(() ->
                                    new RefusedException("The server wants a user name, too"));
        }
        var out = new RfbBuffer();
        text(out, "user name", name);
        text(out, "password", credentials.password().orElseThrow());
        return out.toByteArray();
    }

    private static void text(RfbBuffer out, String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_TEXT) {
            throw new RefusedException(
                    "A %s of %d bytes, expected at most %d"
                            .formatted(what, bytes.length, LONGEST_TEXT));
        }
        out.u8(bytes.length);
        out.bytes(bytes);
    }
}
