package weft.client.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// The SHA-256 of what a server shows of itself, as `openssl x509 -fingerprint -sha256` writes it.
///
/// @param hex 64 hexadecimal digits, in capitals
public record Fingerprint(String hex) {

    private static final int DIGITS = 64;

    /// Takes 64 digits.
    public Fingerprint {
        if (!hex.matches("[0-9A-F]{64}")) {
            throw new IllegalArgumentException(
                    "expected a SHA-256 fingerprint of 64 hexadecimal digits, got '" + hex + "'");
        }
    }

    /// Reads it with or without colons and `SHA256:`, in capitals or not.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Fingerprint parse(String text) {
        String digits = text.replaceFirst("(?i)^sha-?256( fingerprint)?[:=]", "").replace(":", "");
        if (!digits.matches("[0-9A-Fa-f]{64}")) {
            throw new IllegalArgumentException(
                    "expected a SHA-256 fingerprint of %d hexadecimal digits, got '%s'"
                            .formatted(DIGITS, text));
        }
        return new Fingerprint(digits.toUpperCase(Locale.ROOT));
    }

    /// That of some bytes.
    public static Fingerprint of(byte[] shown) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown);
            return new Fingerprint(HexFormat.of().withUpperCase().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /// In pairs, with colons.
    @Override
    public String toString() {
        return hex.replaceAll("(..)(?!$)", "$1:");
    }
}
