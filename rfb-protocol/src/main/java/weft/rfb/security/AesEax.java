package weft.rfb.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES in the EAX mode: counter mode, and a tag over nonce, header and ciphertext (Bellare, Rogaway
/// and Wagner, "The EAX Mode of Operation", 2004). The JDK has AES but not this mode. For one
/// thread.
final class AesEax {

    /// The length of a tag.
    static final int TAG = AesCmac.LENGTH;

    private final SecretKeySpec key;
    private final AesCmac cmac;
    private final Cipher counter;

    /// @param key 16, 24 or 32 bytes
    AesEax(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        cmac = new AesCmac(this.key);
        try {
            counter = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES", e);
        }
    }

    /// The ciphertext and its tag.
    byte[] seal(byte[] nonce, byte[] header, byte[] plain) {
        byte[] start = tweaked(0, nonce);
        byte[] sealed = Arrays.copyOf(crypt(start, plain), plain.length + TAG);
        byte[] tag = tag(start, header, Arrays.copyOf(sealed, plain.length));
        System.arraycopy(tag, 0, sealed, plain.length, TAG);
        return sealed;
    }

    /// What was sealed; empty if the tag does not fit, found in a time that does not tell where.
    Optional<byte[]> open(byte[] nonce, byte[] header, byte[] sealed) {
        int length = sealed.length - TAG;
        byte[] cipher = Arrays.copyOf(sealed, length);
        byte[] start = tweaked(0, nonce);
        byte[] expected = tag(start, header, cipher);
        return MessageDigest.isEqual(expected, Arrays.copyOfRange(sealed, length, sealed.length))
                ? Optional.of(crypt(start, cipher))
                : Optional.empty();
    }

    private byte[] tag(byte[] start, byte[] header, byte[] cipher) {
        byte[] tag = tweaked(2, cipher);
        byte[] ofHeader = tweaked(1, header);
        for (int i = 0; i < TAG; i++) {
            tag[i] ^= (byte) (start[i] ^ ofHeader[i]);
        }
        return tag;
    }

    /// CMAC with a block before the message that has the number in its last byte.
    private byte[] tweaked(int number, byte[] message) {
        byte[] all = new byte[AesCmac.LENGTH + message.length];
        all[AesCmac.LENGTH - 1] = (byte) number;
        System.arraycopy(message, 0, all, AesCmac.LENGTH, message.length);
        return cmac.of(all);
    }

    private byte[] crypt(byte[] start, byte[] text) {
        try {
            counter.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(start));
            return counter.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed", e);
        }
    }
}
