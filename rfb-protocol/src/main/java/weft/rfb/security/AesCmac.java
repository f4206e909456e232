package weft.rfb.security;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-CMAC (RFC 4493, for keys of any length NIST SP 800-38B). For one thread.
final class AesCmac {

    static final int LENGTH = 16;

    private static final int POLYNOMIAL = 0x87;

    private final Cipher cbc;
    private final byte[] whole;
    private final byte[] padded;

    AesCmac(SecretKeySpec key) {
        try {
            cbc = Cipher.getInstance("AES/CBC/NoPadding");
            cbc.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[LENGTH]));
            whole = doubled(cbc.doFinal(new byte[LENGTH]));
            padded = doubled(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES", e);
        }
    }

    /// The subkeys: shifted by one bit, in the field of 2^128 elements.
    private static byte[] doubled(byte[] block) {
        byte[] shifted = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int next = i + 1 < LENGTH ? block[i + 1] & 0xff : 0;
            shifted[i] = (byte) (block[i] << 1 | next >>> 7);
        }
        if (block[0] < 0) {
            shifted[LENGTH - 1] ^= (byte) POLYNOMIAL;
        }
        return shifted;
    }

    /// The code of a message.
    byte[] of(byte[] message) {
        int blocks = Math.max(1, Math.ceilDiv(message.length, LENGTH));
        byte[] filled = Arrays.copyOf(message, blocks * LENGTH);
        boolean isWhole = filled.length == message.length;
        if (!isWhole) {
            filled[message.length] = (byte) 0x80;
        }
        byte[] subkey = isWhole ? whole : padded;
        for (int i = 0; i < LENGTH; i++) {
            filled[filled.length - LENGTH + i] ^= subkey[i];
        }
        try {
            byte[] chained = cbc.doFinal(filled);
            return Arrays.copyOfRange(chained, chained.length - LENGTH, chained.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed", e);
        }
    }
}
