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

    /// The longest key of a server, in bits.
    public static final int LONGEST_OF_SERVER = 8192;

    /// The longest key of a client, in bits: each login costs the server an encryption with it.
    public static final int LONGEST_OF_CLIENT = 4096;

    private static final int LONGEST_EXPONENT_OF_SERVER = 64;
    private static final int LONGEST_EXPONENT_OF_CLIENT = 32;

    /// Reads a server's key that can be used.
    public static RsaAesKey readOfServer(RfbInput in) {
        return read(in, LONGEST_OF_SERVER, LONGEST_EXPONENT_OF_SERVER);
    }

    /// Reads a client's key that can be used, and in little time.
    public static RsaAesKey readOfClient(RfbInput in) {
        return read(in, LONGEST_OF_CLIENT, LONGEST_EXPONENT_OF_CLIENT);
    }

    private static RsaAesKey read(RfbInput in, int longest, int longestExponent) {
        long length = in.u32();
        if (length < SHORTEST || length > longest) {
            throw new RfbProtocolException(
                    LIMIT,
                    "An RSA key of %d bits, expected %d to %d"
                            .formatted(length, SHORTEST, longest));
        }
        int bytes = Math.ceilDiv((int) length, Byte.SIZE);
        var key =
                new RsaAesKey(
                        (int) length,
                        new BigInteger(1, in.bytes(bytes)),
                        new BigInteger(1, in.bytes(bytes)));
        key.check(longestExponent);
        return key;
    }

    private void check(int longestExponent) {
        int bits = modulus.bitLength();
        boolean isModulus = bits >= SHORTEST && bits <= length && modulus.testBit(0);
        boolean isExponent =
                exponent.bitLength() > 1
                        && exponent.bitLength() <= longestExponent
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

    /// Reads what was encrypted with this key.
    ///
    /// | bytes  | type | field     |
    /// |-------:|------|-----------|
    /// |      2 | U16  | length    |
    /// | length | U8   | encrypted |
    public byte[] readEncrypted(RfbInput in) {
        int length = in.u16();
        if (length != bytes()) {
            throw new RfbProtocolException(
                    SECURITY,
                    "Expected an encrypted random of %d bytes, got %d".formatted(bytes(), length));
        }
        return in.bytes(length);
    }

    /// Encrypts a few bytes and writes them.
    public void writeEncrypted(RfbOutput out, byte[] secret) {
        byte[] encrypted = encrypt(secret);
        out.u16(encrypted.length);
        out.bytes(encrypted);
    }
}
