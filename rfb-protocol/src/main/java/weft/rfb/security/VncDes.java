package weft.rfb.security;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// DES as VNC uses it: block by block, and the bits of every byte of the key in reverse (RFC 6143
/// §7.2.2). By Java's DES where it has one, which a hardened Java may not; else by [Des].
final class VncDes {

    private static final String CIPHER = "DES/ECB/NoPadding";
    private static final boolean IS_IN_JAVA = isInJava(CIPHER);

    private VncDes() {}

    /// Whether this Java has the cipher, and can use it.
    // The protocol prescribes this cipher.
    @SuppressWarnings("InsecureCryptoUsage")
    static boolean isInJava(String cipher) {
        try {
            Cipher.getInstance(cipher)
                    .init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[Byte.SIZE], "DES"));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static byte[] encrypt(byte[] key, byte[] blocks) {
        return run(key, blocks, true, IS_IN_JAVA);
    }

    static byte[] decrypt(byte[] key, byte[] blocks) {
        return run(key, blocks, false, IS_IN_JAVA);
    }

    static byte[] run(byte[] key, byte[] blocks, boolean forward, boolean isInJava) {
        byte[] reversed = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            reversed[i] = (byte) (Integer.reverse(key[i]) >>> 24);
        }
        try {
            return isInJava
                    ? byJava(reversed, blocks, forward)
                    : forward ? Des.encrypt(reversed, blocks) : Des.decrypt(reversed, blocks);
        } finally {
            Arrays.fill(reversed, (byte) 0);
        }
    }

    @SuppressWarnings("InsecureCryptoUsage")
    private static byte[] byJava(byte[] key, byte[] blocks, boolean forward) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    forward ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "DES"));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no DES any more", e);
        }
    }
}
