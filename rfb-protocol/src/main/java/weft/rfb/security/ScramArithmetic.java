package weft.rfb.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The functions of SCRAM with SHA-256 (RFC 5802 §3, RFC 7677).
final class ScramArithmetic {

    /// The length of a hash, of a key, of a proof.
    static final int LENGTH = 32;

    private static final String HMAC = "HmacSHA256";

    private ScramArithmetic() {}

    /// What a password becomes, slowly.
    static byte[] saltedPassword(char[] password, byte[] salt, int iterations) {
        char[] prepared = Saslprep.prepare(password);
        var spec = new PBEKeySpec(prepared, salt, iterations, LENGTH * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(prepared, '\0');
        }
    }

    static byte[] clientKey(byte[] saltedPassword) {
        return hmac(saltedPassword, "Client Key");
    }

    static byte[] serverKey(byte[] saltedPassword) {
        return hmac(saltedPassword, "Server Key");
    }

    static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + HMAC, e);
        }
    }

    static byte[] xor(byte[] one, byte[] other) {
        byte[] xor = one.clone();
        for (int i = 0; i < xor.length; i++) {
            xor[i] ^= other[i];
        }
        return xor;
    }
}
