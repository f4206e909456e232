package weft.rfb.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/// One of the security types of RSA-AES: which hash and which AES it has, and how much it encrypts
/// (rfbproto, RSA-AES Security Type).
public enum RsaAesVariant {
    /// AES-128 and SHA-1, for everything.
    RA2(SecurityType.RA2, "SHA-1", 16, true),
    /// AES-128 and SHA-1, for the login only.
    RA2NE(SecurityType.RA2NE, "SHA-1", 16, false),
    /// AES-256 and SHA-256, for everything.
    RA2_256(SecurityType.RA2_256, "SHA-256", 32, true),
    /// AES-256 and SHA-256, for the login only.
    RA2NE_256(SecurityType.RA2NE_256, "SHA-256", 32, false);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecurityType type;
    private final String hash;
    private final int keyBytes;
    private final boolean encryptsAll;

    RsaAesVariant(SecurityType type, String hash, int keyBytes, boolean encryptsAll) {
        this.type = type;
        this.hash = hash;
        this.keyBytes = keyBytes;
        this.encryptsAll = encryptsAll;
    }

    /// The variant of a security type; empty if it is not RSA-AES.
    public static Optional<RsaAesVariant> of(SecurityType type) {
        return Arrays.stream(values()).filter(each -> each.type == type).findFirst();
    }

    /// The security type.
    public SecurityType type() {
        return type;
    }

    /// Whether all that follows the login is encrypted, too.
    public boolean encryptsAll() {
        return encryptsAll;
    }

    /// The length of a random, and of a session key.
    public int keyBytes() {
        return keyBytes;
    }

    /// A new random.
    public byte[] random() {
        byte[] random = new byte[keyBytes];
        RANDOM.nextBytes(random);
        return random;
    }

    byte[] sessionKey(byte[] first, byte[] second) {
        return Arrays.copyOf(digest(first, second), keyBytes);
    }

    byte[] digest(byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash);
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + hash, e);
        }
    }
}
