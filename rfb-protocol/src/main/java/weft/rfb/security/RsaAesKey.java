package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;
import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;

import javax.crypto.Cipher;

/// The public key of one side (rfbproto, RSA-AES Security Type).
///
/// | bytes        | type | field           |
/// |-------------:|------|-----------------|
/// |            4 | U32  | key-length      |
/// | key-length/8 | U8   | modulus         |
/// | key-length/8 | U8   | public exponent |
///
/// @param length of the key in bits, which is what both numbers are filled up to
/// @param modulus that it computes by
/// @param exponent that it encrypts with
public record RsaAesKey(int length, BigInteger modulus, BigInteger exponent) {

    /// The shortest key, in bits.
    public static final int SHORTEST = 1024;

    /// The longest key, in bits.
    public static final int LONGEST = 8192;

    private static final int LONGEST_EXPONENT = 64;

    /// A key of our own.
    public static RsaAesKey of(RSAPublicKey key) {
        return new RsaAesKey(
                key.getModulus().bitLength(), key.getModulus(), key.getPublicExponent());
    }

    /// Reads a key that can be used.
    public static RsaAesKey read(RfbInput in) {
        long length = in.u32();
        if (length < SHORTEST || length > LONGEST) {
            throw new RfbProtocolException(
                    LIMIT,
                    "An RSA key of %d bits, expected %d to %d"
                            .formatted(length, SHORTEST, LONGEST));
        }
        int bytes = Math.ceilDiv((int) length, Byte.SIZE);
        var key =
                new RsaAesKey(
                        (int) length,
                        new BigInteger(1, in.bytes(bytes)),
                        new BigInteger(1, in.bytes(bytes)));
        key.check();
        return key;
    }

    private void check() {
        int bits = modulus.bitLength();
        boolean isModulus = bits >= SHORTEST && bits <= length && modulus.testBit(0);
        boolean isExponent =
                exponent.bitLength() > 1
                        && exponent.bitLength() <= LONGEST_EXPONENT
                        && exponent.testBit(0);
        if (!isModulus || !isExponent) {
            throw new RfbProtocolException(
                    SECURITY,
                    "Expected an RSA key with odd numbers, got a modulus of %d and an exponent of %d bits"
                            .formatted(bits, exponent.bitLength()));
        }
    }

    /// Writes the key.
    public void write(RfbOutput out) {
        out.u32(length);
        number(out, modulus);
        number(out, exponent);
    }

    private void number(RfbOutput out, BigInteger number) {
        byte[] bytes = number.toByteArray(); // perhaps with a zero for the sign
        int sign = bytes[0] == 0 ? 1 : 0;
        out.pad(bytes() - (bytes.length - sign));
        out.bytes(bytes, sign, bytes.length - sign);
    }

    /// How many bytes each of its numbers takes, and what is encrypted with it.
    public int bytes() {
        return Math.ceilDiv(length, Byte.SIZE);
    }

    /// The bytes of its message.
    public byte[] toByteArray() {
        var out = new RfbBuffer(4 + 2 * bytes());
        write(out);
        return out.toByteArray();
    }

    /// Encrypts a few bytes, with the padding of PKCS #1 version 1.5.
    public byte[] encrypt(byte[] secret) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(modulus, exponent)));
            byte[] encrypted = cipher.doFinal(secret);
            var padded = new RfbBuffer(bytes());
            padded.pad(bytes() - encrypted.length);
            padded.bytes(encrypted);
            return padded.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new RfbProtocolException(
                    SECURITY, "An RSA key that cannot be used: " + e.getMessage());
        }
    }
}
