package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

import javax.crypto.Cipher;

class RsaAesTest {

    private static KeyPair pair(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String hex(BigInteger number, int bytes) {
        return "0".repeat(2 * bytes - number.toString(16).length()) + number.toString(16);
    }

    @ParameterizedTest
    @CsvSource({"1024, 128", "1030, 129"})
    void key_isItsLengthAndTwoNumbersFilledUp(int bits, int bytes) throws Exception {
        KeyPair pair = pair(bits);
        RSAPublicKey rsa = (RSAPublicKey) pair.getPublic();
        RsaAesKey key = new RsaAesKey(bits, rsa.getModulus(), rsa.getPublicExponent());
        String hex =
                "%08x%s%s"
                        .formatted(bits, hex(rsa.getModulus(), bytes), "0".repeat(2 * bytes - 6))
                        .concat("010001");
        assertEquals(hex, Hex.of(key.toByteArray()));
        Feed.assertParses(key, Hex.bytes(hex), RsaAesKey::readOfServer);
        Feed.assertParses(key, Hex.bytes(hex), RsaAesKey::readOfClient);
        byte[] encrypted = key.encrypt(new byte[] {1, 2, 3});
        assertEquals(bytes, encrypted.length);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        assertArrayEquals(new byte[] {1, 2, 3}, cipher.doFinal(encrypted));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 0",
        "00000200, 512",
        "000003ff, 1023",
        "00001001, 4097",
        "00002000, 8192",
        "00002001, 8193",
        "ffffffff, 4294967295"
    })
    void key_ofAnotherLength_isRefusedBeforeItIsRead(String hex, long length) {
        assertRefused(
                "An RSA key of " + length + " bits, expected 1024 to 4096",
                () -> RsaAesKey.readOfClient(Feed.whole(Hex.bytes(hex))));
        if (length != 4097 && length != 8192) {
            assertRefused(
                    "An RSA key of " + length + " bits, expected 1024 to 8192",
                    () -> RsaAesKey.readOfServer(Feed.whole(Hex.bytes(hex))));
        }
    }

    @ParameterizedTest
    @CsvSource({"1024, 4096", "1025, 4096", "4096, 4096", "4097, 8192", "8192, 8192"})
    void key_withinTheLimit_isRead(int bits, int limit) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        BigInteger exponent = BigInteger.valueOf(limit == 4096 ? 0xffff_ffffL : -1L >>> 1);
        var key = new RsaAesKey(bits, modulus, exponent);
        Feed.assertParses(
                key,
                key.toByteArray(),
                limit == 4096 ? RsaAesKey::readOfClient : RsaAesKey::readOfServer);
    }

    /// Its numbers may have zeros before them, and stay so, as its hash is over all of them.
    @Test
    void key_shorterThanItsLength_isTakenAsItIs() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.ONE);
        var key = new RsaAesKey(2048, modulus, BigInteger.valueOf(3));
        assertEquals(4 + 2 * 256, key.toByteArray().length);
        Feed.assertParses(key, key.toByteArray(), RsaAesKey::readOfClient);
        assertEquals(256, key.encrypt(new byte[16]).length);
    }

    private static void assertRefused(String message, Executable reading) {
        var e = assertThrows(RfbProtocolException.class, reading);
        assertEquals(message, e.getMessage());
    }

    private static String key(String modulus, String exponent) {
        String n =
                switch (modulus) {
                    case "even" -> "ff".repeat(127) + "fe";
                    case "odd" -> "ff".repeat(128);
                    default -> "00".repeat(127) + modulus;
                };
        return "00000400" + n + "0".repeat(256 - exponent.length()) + exponent;
    }

    @ParameterizedTest
    @CsvSource({
        "00, 010001, 0, 17",
        "01, 010001, 1, 17",
        "even, 010001, 1024, 17",
        "odd, 00, 1024, 0",
        "odd, 01, 1024, 1",
        "odd, 02, 1024, 2",
        "odd, 010000000000000001, 1024, 65",
        "odd, 8000000000000000000000000000000000000000, 1024, 160",
    })
    void key_thatIsNone_isRefused(
            String modulus, String exponent, int modulusBits, int exponentBits) {
        byte[] bytes = Hex.bytes(key(modulus, exponent));
        String message =
                "Expected an RSA key with odd numbers, got a modulus of %d and an exponent of %d bits"
                        .formatted(modulusBits, exponentBits);
        assertRefused(message, () -> RsaAesKey.readOfServer(Feed.whole(bytes)));
        assertRefused(message, () -> RsaAesKey.readOfClient(Feed.whole(bytes)));
    }

    @Test
    void keyOfAClient_thatTakesLongToEncryptWith_isRefused() {
        byte[] bytes = Hex.bytes(key("odd", "0100000001"));
        assertEquals(33, RsaAesKey.readOfServer(Feed.whole(bytes)).exponent().bitLength());
        assertRefused(
                "Expected an RSA key with odd numbers, got a modulus of 1024 and an exponent of 33"
                        + " bits",
                () -> RsaAesKey.readOfClient(Feed.whole(bytes)));
    }

    private static byte[] written(byte[]... messages) {
        var out = new RfbBuffer();
        var sender = new RsaAesMessages(new byte[16]);
        for (byte[] message : messages) {
            sender.write(out, message);
        }
        return out.toByteArray();
    }

    @Test
    void messages_ofAnyLength_areReadAgainInTheirOrder() {
        byte[] longest = new byte[RsaAesMessages.LIMIT_BYTES];
        Arrays.fill(longest, (byte) 7);
        byte[][] messages = new byte[300][];
        Arrays.setAll(messages, i -> i == 5 ? longest : new byte[i % 20]);
        byte[] bytes = written(messages);
        assertEquals(0, bytes[0] | bytes[1]);
        for (Feed in : new Feed[] {Feed.whole(bytes), Feed.randomSplits(bytes, 3)}) {
            var receiver = new RsaAesMessages(new byte[16]);
            for (byte[] message : messages) {
                assertArrayEquals(message, receiver.read(in));
            }
            assertTrue(in.atEnd());
        }
    }

    @Test
    void message_cutOffAnywhere_isNoticed() {
        byte[] bytes = written(new byte[5]);
        assertEquals(2 + 5 + 16, bytes.length);
        for (int length = 0; length < bytes.length; length++) {
            Feed in = Feed.oneByteAtATime(Arrays.copyOf(bytes, length));
            var receiver = new RsaAesMessages(new byte[16]);
            assertThrows(EndOfStreamException.class, () -> receiver.read(in));
        }
    }

    @Test
    void message_changedRepeatedOrLeftOut_isRefused() {
        byte[] two = written(new byte[5], new byte[5]);
        byte[] first = Arrays.copyOf(two, 23);
        byte[] second = Arrays.copyOfRange(two, 23, 46);
        var receiver = new RsaAesMessages(new byte[16]);
        byte[] changed = first.clone();
        changed[3] ^= 1;
        for (byte[] bytes : new byte[][] {changed, second}) {
            var e =
                    assertThrows(
                            RfbProtocolException.class, () -> receiver.read(Feed.whole(bytes)));
            assertEquals("A message of 5 bytes has a wrong tag", e.getMessage());
        }
        assertEquals(5, receiver.read(Feed.whole(first)).length);
        assertThrows(RfbProtocolException.class, () -> receiver.read(Feed.whole(first)));
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> receiver.read(Feed.whole(second), "hash", 20));
        assertEquals("Expected a hash of 20 bytes, got 5", e.getMessage());
    }

    /// What TigerVNC 1.16.80's x0vncserver has sent after the randoms: the hash of the keys, the
    /// subtype, SecurityResult.
    @ParameterizedTest
    @CsvSource({
        "RA2,"
                + " 74872e0394a64456abe165788c676a3c, ab8983a5285ae8af333856b5bd1b8d49,"
                + " a8df871532ceecec63e2ea45f2499ee9ed941a01,"
                + " 0014ff0a56aff8a9439de496aa6013565d1d5d3e07b7f0702a74e1b2ba931f2174419da765b1"
                + "0001669cf2d6a27b5f026abfe38fd07552e8dd"
                + "0004362237fd2677f6a8509928ba365e5b6e894bccff",
        "RA2_256,"
                + " 4b7d586ec382bc6e220e37cb546c5bda2c42e559bf63dc9999f3e2a3ef527f6f,"
                + " 8a8f398f55fa4ae61a014629f675228c23355cb025eee5c1f9fc2e25d43a47e4,"
                + " 8d058db430ee750fb7f5c69dd50931e5d956f3f2af066392ab33b1c02b4b85f7,"
                + " 0020c947cc378949ed15b4a641278ad8e8bc7dc035474b05bc91554b8c2d9292c8cc"
                + "ca830eea2c129a59c0a869d6c1c9aaa6"
                + "00016e5afce53554100a840ad6710e58f19b50"
                + "0004d322c9bf7bf93d71d7be7ebee6b1486dc9d8d145",
    })
    void messages_ofTigerVnc_areOpened(
            RsaAesVariant variant, String ours, String theirs, String keyHash, String bytes) {
        byte[] key = variant.sessionKey(Hex.bytes(ours), Hex.bytes(theirs));
        var receiver = new RsaAesMessages(key);
        Feed in = Feed.oneByteAtATime(Hex.bytes(bytes));
        assertEquals(keyHash, Hex.of(receiver.read(in)));
        assertEquals("02", Hex.of(receiver.read(in)));
        assertEquals("00000000", Hex.of(receiver.read(in)));
        assertTrue(in.atEnd());
    }

    @Test
    void message_ofTheWrongLength_isRefusedBeforeItIsRead() {
        var receiver = new RsaAesMessages(new byte[16]);
        for (String hex : new String[] {"0000", "0013", "0015", "ffff 00"}) {
            int length = Integer.parseInt(hex.substring(0, 4), 16);
            assertRefused(
                    "Expected a hash of 20 bytes, got " + length,
                    () -> receiver.read(Feed.whole(Hex.bytes(hex)), "hash", 20));
        }
    }
}
