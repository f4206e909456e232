package weft.rfb.security;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// DES as VNC uses it: block by block, and the bits of every byte of the key in reverse (RFC 6143
/// §7.2.2).
final class VncDes {

    private VncDes() {}

    static byte[] encrypt(byte[] key, byte[] blocks) {
        return run(Cipher.ENCRYPT_MODE, key, blocks);
    }

    static byte[] decrypt(byte[] key, byte[] blocks) {
        return run(Cipher.DECRYPT_MODE, key, blocks);
    }

    // The protocol prescribes this cipher.
    @SuppressWarnings("InsecureCryptoUsage")
    private static byte[] run(int mode, byte[] key, byte[] blocks) {
        byte[] reversed = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            reversed[i] = (byte) (Integer.reverse(key[i]) >>> 24);
        }
        try {
            Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(reversed, "DES"));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no DES", e);
        }
    }
}
