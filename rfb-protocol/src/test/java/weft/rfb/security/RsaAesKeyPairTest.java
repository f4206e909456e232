package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbProtocolException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

class RsaAesKeyPairTest {

    /// What `openssl genrsa` has written.
    static final String PKCS8 =
            """
            -----BEGIN PRIVATE KEY-----
            MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAND2cPF647OoUlbR
            4N6TkJEMjUIz4hjxPHzsS2V/thyXOcQ/K7ZvKxg39hoLVqoX+erZAP075VrcwhpE
            +TOld1BNch5mfiru8DCb8kH/f7k4uvY+5vDQYOFg01X7tFHEs3aW7m89SVhZ8Db3
            JL/3V+AofgsUYkvXtu+7hMhdFYfpAgMBAAECgYBWHTluSraL01IbdWK2Vxm8rO+J
            2NfUb5X95WMs8PSb07Z6qY3aIPYhhO5mzUVp03eq0MMXmRdr2o4jRUltf0Mrlb+b
            Tv3KoURElO4T6ndqHcXXsqGhoTzHXhCtDHY2vXxuWqUHB8hOtGukclhH0Ky4maCD
            WGr5q1K6x8Uii5rmAQJBAPYM3RqfgEjh5oEJ07AspnubhArLJ+3Qg4iyqZ5cs+5j
            Yp2KdYFNm2OXqPi2hj8YabK0wI89Y1kN7TcZtoiwufsCQQDZaaSlafMmhXAVkx1l
            DlQN9RTaY8hATdvFGBM3ZYnvTnL/Re5j4Dn1yvkVg4NXS4HtDixBXl34efARKIua
            yaRrAkAK923PZvaHyRHGBJMb0hGlhrvu4zknX1jNefEXbthSMrnNfcNY/QWE/dh5
            JWF8ZHEplubSO5E3AejlwM6i7wWLAkEAgcbd0R99VPEyBq7aTQhQhERXPkVxs3DG
            TtAgKGEkBQT/AAHuWw/tiRqvtHfcXq9jzu023Y5G6ZtgAd4B91OGIQJBANvRctXp
            VffRSp/ujDpXJ1WFh+uBGMPQuMfgEfyifdwA21an/Vk/12qxD5v/r+cG4+fxLcZH
            JBisFDFWQ1lQu4E=
            -----END PRIVATE KEY-----
            """;

    /// The same by `openssl rsa -traditional`.
    private static final String PKCS1 =
            """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXQIBAAKBgQDQ9nDxeuOzqFJW0eDek5CRDI1CM+IY8Tx87Etlf7YclznEPyu2
            bysYN/YaC1aqF/nq2QD9O+Va3MIaRPkzpXdQTXIeZn4q7vAwm/JB/3+5OLr2Pubw
            0GDhYNNV+7RRxLN2lu5vPUlYWfA29yS/91fgKH4LFGJL17bvu4TIXRWH6QIDAQAB
            AoGAVh05bkq2i9NSG3VitlcZvKzvidjX1G+V/eVjLPD0m9O2eqmN2iD2IYTuZs1F
            adN3qtDDF5kXa9qOI0VJbX9DK5W/m079yqFERJTuE+p3ah3F17KhoaE8x14QrQx2
            Nr18blqlBwfITrRrpHJYR9CsuJmgg1hq+atSusfFIoua5gECQQD2DN0an4BI4eaB
            CdOwLKZ7m4QKyyft0IOIsqmeXLPuY2KdinWBTZtjl6j4toY/GGmytMCPPWNZDe03
            GbaIsLn7AkEA2WmkpWnzJoVwFZMdZQ5UDfUU2mPIQE3bxRgTN2WJ705y/0XuY+A5
            9cr5FYODV0uB7Q4sQV5d+HnwESiLmsmkawJACvdtz2b2h8kRxgSTG9IRpYa77uM5
            J19YzXnxF27YUjK5zX3DWP0FhP3YeSVhfGRxKZbm0juRNwHo5cDOou8FiwJBAIHG
            3dEffVTxMgau2k0IUIREVz5FcbNwxk7QIChhJAUE/wAB7lsP7Ykar7R33F6vY87t
            Nt2ORumbYAHeAfdThiECQQDb0XLV6VX30Uqf7ow6VydVhYfrgRjD0LjH4BH8on3c
            ANtWp/1ZP9dqsQ+b/6/nBuPn8S3GRyQYrBQxVkNZULuB
            -----END RSA PRIVATE KEY-----
            """;

    /// The bytes 0 to 15 by `openssl pkeyutl -encrypt`.
    private static final String ENCRYPTED =
            """
            bac2e25c55acfb80374471611689351141cd95354cf3a2eace17b8f7cb99401f
            905f1548e4dcbaa35f4cdf601d790dfd4eac3607bee238da8d6b3bc73a03534c
            1cba10b0633f7b5927a640afb1fa8a4810b51a681605080d1efccf4adaec27ec
            64215d146ea1df485be7b01cf633b62dd760f6bea506ea3b38681fabd9f7db19
            """;

    private static final byte[] SECRET = Hex.bytes("000102030405060708090a0b0c0d0e0f");

    private static final RsaAesKeyPair PAIR = RsaAesKeyPair.parse(PKCS8);

    /// The ciphertext of what is padded in some way, right or wrong.
    private static byte[] encrypted(byte[] padded) {
        RsaAesKey key = PAIR.publicKey();
        BigInteger number = new BigInteger(1, padded).modPow(key.exponent(), key.modulus());
        return Hex.bytes("0".repeat(256 - number.toString(16).length()) + number.toString(16));
    }

    private static byte[] padded() {
        byte[] padded = new byte[128];
        Arrays.fill(padded, 2, 111, (byte) 0xa5);
        padded[1] = 2;
        System.arraycopy(SECRET, 0, padded, 112, 16);
        return padded;
    }

    @Test
    void key_ofOpenSsl_decryptsWhatOpenSslEncrypts() {
        byte[] encrypted = Hex.bytes(ENCRYPTED);
        assertArrayEquals(SECRET, PAIR.decryptRandom(encrypted, 16));
        assertArrayEquals(SECRET, RsaAesKeyPair.parse(PKCS1).decryptRandom(encrypted, 16));
        assertEquals(PKCS8, PAIR.toPem());
        assertEquals(PKCS8, RsaAesKeyPair.parse(PKCS1).toPem());
        assertEquals(
                PKCS8, RsaAesKeyPair.parse("a comment\n" + PKCS8.replace("\n", "\r\n")).toPem());
    }

    @ParameterizedTest
    @CsvSource({"1024, 16", "1025, 32", "2048, 32"})
    void random_encryptedAndWritten_isReadAndDecrypted(int bits, int length) {
        RsaAesKeyPair pair = RsaAesKeyPair.generate(bits);
        RsaAesKey key = pair.publicKey();
        assertEquals(bits, key.length());
        Feed.assertParses(key, key.toByteArray(), RsaAesKey::readOfClient);
        byte[] random = new byte[length];
        for (int i = 0; i < 20; i++) {
            Arrays.fill(random, (byte) i);
            byte[] message = Hex.written(out -> key.writeEncrypted(out, random));
            assertEquals(2 + Math.ceilDiv(bits, 8), message.length);
            byte[] encrypted = Arrays.copyOfRange(message, 2, message.length);
            Feed.assertParses(Hex.of(encrypted), message, in -> Hex.of(key.readEncrypted(in)));
            assertArrayEquals(random, pair.decryptRandom(encrypted, length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "007f", "0081", "0100", "ffff"})
    void encrypted_ofAnotherLength_isRefusedBeforeItIsRead(String hex) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> PAIR.publicKey().readEncrypted(Feed.whole(Hex.bytes(hex))));
        assertEquals(
                "Expected an encrypted random of 128 bytes, got " + Integer.parseInt(hex, 16),
                e.getMessage());
    }

    /// Whatever is wrong with it: what comes out has nothing to do with the message, is the same
    /// each time, another one for each ciphertext, and another one with another key.
    @Test
    void random_wronglyPadded_becomesAnother() {
        assertArrayEquals(SECRET, PAIR.decryptRandom(encrypted(padded()), 16));
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < 112; at++) {
            boolean isPadding = at > 1 && at < 111;
            byte[] padded = padded();
            padded[at] = (byte) (isPadding ? 0 : 1);
            byte[] wrong = encrypted(padded);
            byte[] random = PAIR.decryptRandom(wrong, 16);
            assertFalse(Arrays.equals(SECRET, random), "byte " + at);
            assertArrayEquals(random, PAIR.decryptRandom(wrong, 16), "byte " + at);
            assertTrue(seen.add(Hex.of(random)), "byte " + at);
        }
        byte[] right = encrypted(padded());
        assertFalse(
                Arrays.equals(
                        PAIR.decryptRandom(right, 32),
                        RsaAesKeyPair.generate(1024).decryptRandom(right, 32)));
    }

    @Test
    void random_ofAnotherLength_becomesAnother() {
        byte[] right = encrypted(padded());
        byte[] longer = PAIR.decryptRandom(right, 32);
        byte[] shorter = PAIR.decryptRandom(right, 15);
        assertEquals(32, longer.length);
        assertEquals(15, shorter.length);
        assertFalse(Hex.of(longer).contains(Hex.of(SECRET)));
        assertFalse(Hex.of(SECRET).contains(Hex.of(shorter)));
    }

    @Test
    void random_notLessThanTheModulus_becomesAnother() {
        for (String hex :
                new String[] {"ff".repeat(128), PAIR.publicKey().modulus().toString(16)}) {
            byte[] random = PAIR.decryptRandom(Hex.bytes(hex), 16);
            assertEquals(16, random.length);
            assertFalse(Arrays.equals(new byte[16], random));
        }
        assertFalse(Arrays.equals(new byte[16], PAIR.decryptRandom(new byte[128], 16)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: x\n-----END RSA PRIVATE KEY-----",
            })
    void file_withoutAKey_isRefused(String pem) {
        String message =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> RsaAesKeyPair.parse(pem))
                                .getMessage());
        assertTrue(
                message.startsWith("Expected a private key in PEM")
                        || message.equals("The private key is not one of RSA"),
                message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1023, 4097})
    void key_ofAnotherLength_isNotMade(int bits) {
        assertThrows(IllegalArgumentException.class, () -> RsaAesKeyPair.generate(bits));
    }

    @Test
    void key_printed_staysHidden() {
        assertEquals("RsaAesKeyPair[1024 bits]", PAIR.toString());
    }
}
