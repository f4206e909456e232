package weft.rfb.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// One end's secret of one login with Apple's authentication, see [AppleDhOffer]. All that it
/// computes takes milliseconds.
public final class AppleDhKey {

    /// The group of 2048 bits of RFC 3526 §3.
    private static final BigInteger PRIME =
            new BigInteger(
                    "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74"
                            + "020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437"
                            + "4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
                            + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05"
                            + "98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb"
                            + "9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b"
                            + "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718"
                            + "3995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff",
                    16);

    private static final int GENERATOR = 2;

    /// Twice what a key of AES needs.
    private static final int EXPONENT_BITS = 256;

    private static final int FIELD = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AppleDhOffer offer;
    private final BigInteger exponent;

    AppleDhKey(int generator, int length, BigInteger prime, BigInteger exponent) {
        BigInteger ours = BigInteger.valueOf(generator).modPow(exponent, prime);
        this.offer = new AppleDhOffer(generator, length, prime, ours);
        this.exponent = exponent;
    }

    /// A new one for the server.
    public static AppleDhKey create() {
        return new AppleDhKey(GENERATOR, PRIME.bitLength() / Byte.SIZE, PRIME, exponent());
    }

    private static BigInteger exponent() {
        return new BigInteger(EXPONENT_BITS, RANDOM).setBit(EXPONENT_BITS - 1);
    }

    /// What the server sends.
    public AppleDhOffer offer() {
        return offer;
    }

    /// What a client answers.
    ///
    /// @throws IllegalArgumentException if name or password has a zero or more than 63 bytes
    public static AppleDhAnswer answer(AppleDhOffer offer, PlainCredentials credentials) {
        byte[] fields = new byte[2 * FIELD];
        RANDOM.nextBytes(fields);
        put(fields, 0, "user name", credentials.username());
        put(fields, FIELD, "password", credentials.password());
        return answer(offer, fields, exponent());
    }

    static AppleDhAnswer answer(AppleDhOffer offer, byte[] fields, BigInteger exponent) {
        var ours = new AppleDhKey(offer.generator(), offer.length(), offer.prime(), exponent);
        byte[] encrypted = ours.crypt(Cipher.ENCRYPT_MODE, offer.publicValue(), fields);
        return new AppleDhAnswer(encrypted, ours.offer.publicValue(), offer);
    }

    private static void put(byte[] fields, int at, String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= FIELD || text.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "A %s of %d bytes, expected at most %d without a zero"
                            .formatted(what, bytes.length, FIELD - 1));
        }
        System.arraycopy(bytes, 0, fields, at, bytes.length);
        fields[at + bytes.length] = 0;
    }

    /// Who the client is, if both ends have the same key; else anything.
    public PlainCredentials open(AppleDhAnswer answer) {
        byte[] fields = crypt(Cipher.DECRYPT_MODE, answer.publicValue(), answer.encrypted());
        var open =
                new PlainCredentials(
                        new String(text(fields, 0), StandardCharsets.UTF_8),
                        PlainCredentials.chars(text(fields, FIELD)));
        Arrays.fill(fields, (byte) 0);
        return open;
    }

    private static byte[] text(byte[] fields, int at) {
        int length = 0;
        while (length < FIELD && fields[at + length] != 0) {
            length++;
        }
        return Arrays.copyOfRange(fields, at, at + length);
    }

    // The protocol prescribes hash and cipher.
    @SuppressWarnings("InsecureCryptoUsage")
    private byte[] crypt(int mode, BigInteger theirs, byte[] fields) {
        byte[] shared = offer.bytes(theirs.modPow(exponent, offer.prime()));
        try {
            byte[] key = MessageDigest.getInstance("MD5").digest(shared);
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"));
            return cipher.doFinal(fields);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no MD5 or AES", e);
        }
    }

    /// Says nothing about the secret.
    @Override
    public String toString() {
        return "AppleDhKey[hidden]";
    }
}
