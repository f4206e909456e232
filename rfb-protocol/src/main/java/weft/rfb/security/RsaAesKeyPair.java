package weft.rfb.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of one side with its private half. Any thread may use it; all that it computes takes
/// milliseconds, a new one up to seconds.
public final class RsaAesKeyPair {

    private static final String HMAC = "HmacSHA256";

    /// Viewers such as TigerVNC's make their own key as long as the server's, and what a client may
    /// have holds for both.
    private static final int LONGEST = RsaAesKey.LONGEST_OF_CLIENT;

    /// At least so many random bytes are before the message (RFC 8017 §7.2.1).
    private static final int SHORTEST_PADDING = 8;

    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END (RSA )?PRIVATE"
                            + " KEY-----");

    /// What is before the private key of PKCS #1 in PKCS #8: version 0, rsaEncryption.
    private static final byte[] PKCS8_HEAD = {
        2, 1, 0, 0x30, 13, 6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private final RSAPrivateCrtKey secret;
    private final RsaAesKey publicKey;
    private final SecretKeySpec rejection;

    private RsaAesKeyPair(RSAPrivateCrtKey secret) {
        this.secret = secret;
        BigInteger modulus = secret.getModulus();
        publicKey = new RsaAesKey(modulus.bitLength(), modulus, secret.getPublicExponent());
        rejection = new SecretKeySpec(secret.getPrivateExponent().toByteArray(), HMAC);
    }

    /// A new key.
    ///
    /// @param bits its length
    public static RsaAesKeyPair generate(int bits) {
        check(bits);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new RsaAesKeyPair((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no RSA", e);
        }
    }

    private static void check(int bits) {
        if (bits < RsaAesKey.SHORTEST || bits > LONGEST) {
            throw new IllegalArgumentException(
                    "An RSA key of %d bits, expected %d to %d"
                            .formatted(bits, RsaAesKey.SHORTEST, LONGEST));
        }
    }

    /// The key in a PEM file, which is PKCS #8, or PKCS #1 as TigerVNC takes it too.
    ///
    /// @throws IllegalArgumentException if there is none that can be used; it repeats nothing of it
    public static RsaAesKeyPair parse(String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new IllegalArgumentException(
                    "Expected a private key in PEM, not encrypted: -----BEGIN PRIVATE KEY-----");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
            byte[] pkcs8 = matcher.group(1) == null ? der : wrapped(der);
            var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (!(key instanceof RSAPrivateCrtKey secret)) {
                throw new IllegalArgumentException("An RSA key without its primes");
            }
            check(secret.getModulus().bitLength());
            return new RsaAesKeyPair(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The private key is not one of RSA", e);
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = element(4, pkcs1);
        byte[] all = Arrays.copyOf(PKCS8_HEAD, PKCS8_HEAD.length + octets.length);
        System.arraycopy(octets, 0, all, PKCS8_HEAD.length, octets.length);
        return element(0x30, all);
    }

    /// In DER, with a length of two bytes, which a key of 1024 bits needs already.
    private static byte[] element(int tag, byte[] contents) {
        byte[] element = new byte[4 + contents.length];
        element[0] = (byte) tag;
        element[1] = (byte) 0x82;
        element[2] = (byte) (contents.length >>> 8);
        element[3] = (byte) contents.length;
        System.arraycopy(contents, 0, element, 4, contents.length);
        return element;
    }

    /// The key in PEM, as PKCS #8. Whoever has it can be the server.
    public String toPem() {
        byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder(64, lineEnd).encodeToString(secret.getEncoded()));
    }

    /// The half that everybody may know.
    public RsaAesKey publicKey() {
        return publicKey;
    }

    /// Decrypts a random that was encrypted with [#publicKey()], with the padding of PKCS #1
    /// version 1.5.
    ///
    /// One that is not padded as it should be, or of another length, becomes some other random,
    /// always the same, and nothing tells so: whoever could see how a ciphertext fails could
    /// decrypt any with many of them (implicit rejection; the attacks of Bleichenbacher and
    /// Marvin). A later message's tag is then wrong. That the time tells nothing goes as far as
    /// Java's own RSA lets it, which blinds what it computes with.
    ///
    /// @param length what it should have
    public byte[] decryptRandom(byte[] encrypted, int length) {
        if (length > publicKey.bytes() - 3 - SHORTEST_PADDING) {
            throw new IllegalArgumentException("A random of " + length + " bytes is too long");
        }
        byte[] instead = instead(encrypted, length);
        byte[] padded = decrypt(encrypted);
        int start = padded.length - length;
        // all bits set where the padding is wrong, found by looking at all of it
        int wrong = nonZero(padded[0]) | nonZero(padded[1] ^ 2) | nonZero(padded[start - 1]);
        for (int i = 2; i < start - 1; i++) {
            wrong |= ~nonZero(padded[i]);
        }
        byte[] random = new byte[length];
        for (int i = 0; i < length; i++) {
            random[i] = (byte) ((padded[start + i] & ~wrong) | (instead[i] & wrong));
        }
        return random;
    }

    /// -1 if any of the lowest 8 bits is set, else 0; without a branch.
    private static int nonZero(int value) {
        return -(value & 0xff) >> 31;
    }

    private byte[] instead(byte[] encrypted, int length) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(rejection);
            mac.update((byte) length);
            return Arrays.copyOf(mac.doFinal(encrypted), length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + HMAC, e);
        }
    }

    // The protocol prescribes this cipher; its padding is looked at in decryptRandom.
    @SuppressWarnings("InsecureCryptoUsage")
    private byte[] decrypt(byte[] encrypted) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, secret);
            byte[] decrypted = cipher.doFinal(encrypted);
            byte[] padded = new byte[publicKey.bytes()];
            System.arraycopy(
                    decrypted, 0, padded, padded.length - decrypted.length, decrypted.length);
            return padded;
        } catch (GeneralSecurityException e) {
            // not less than the modulus, as anybody can see
            return new byte[publicKey.bytes()];
        }
    }

    /// Says nothing about the private half.
    @Override
    public String toString() {
        return "RsaAesKeyPair[" + publicKey.length() + " bits]";
    }
}
