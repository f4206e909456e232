package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.Hex;

import java.util.Random;

class DesTest {

    /// NBS Special Publication 500-20: of its tables, one line each, and others that are known.
    @ParameterizedTest
    @CsvSource({
        "0101010101010101, 95f8a5e5dd31d900, 8000000000000000",
        "8001010101010101, 0000000000000000, 95a8d72813daa94d",
        "1046913489980131, 0000000000000000, 88d55e54f54c97b4",
        "7ca110454a1a6e57, 01a1d6d039776742, 690f5b0d9a26939b",
        "07a1133e4a0b2686, 0248d43806f67172, 868ebb51cab4599a",
        "133457799bbcdff1, 0123456789abcdef, 85e813540f0ab405",
        "0e329232ea6d0d73, 8787878787878787, 0000000000000000",
        "0000000000000000, 0000000000000000, 8ca64de9c1b123a7",
        "ffffffffffffffff, ffffffffffffffff, 7359b2163e4edc58",
    })
    void blocks_ofPublishedKeys_areAsPublished(String key, String plain, String encrypted) {
        assertEquals(encrypted, Hex.of(Des.encrypt(Hex.bytes(key), Hex.bytes(plain))));
        assertEquals(plain, Hex.of(Des.decrypt(Hex.bytes(key), Hex.bytes(encrypted))));
    }

    /// What LibVNCServer's client answers, and OpenSSL's DES with the reversed key.
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void challenge_isEncryptedAsByOtherPrograms(boolean isInJava) {
        byte[] key = Hex.bytes("70617373776f7264"); // "password"
        byte[] challenge = Hex.bytes("000102030405060708090a0b0c0d0e0f");
        assertEquals(
                "b866924125c8eebb9debc1db61c538e2",
                Hex.of(VncDes.run(key, challenge, true, isInJava)));
    }

    @Test
    void ours_withAnyKey_isTheOneOfJava() {
        assertTrue(VncDes.isInJava("DES/ECB/NoPadding"));
        assertFalse(VncDes.isInJava("DES/ECB/NoSuchPadding"));
        var random = new Random(1);
        byte[] key = new byte[8];
        for (int i = 0; i < 5_000; i++) {
            random.nextBytes(key);
            byte[] blocks = new byte[8 * random.nextInt(4)];
            random.nextBytes(blocks);
            byte[] encrypted = VncDes.run(key, blocks, true, true);
            assertArrayEquals(encrypted, VncDes.run(key, blocks, true, false));
            assertArrayEquals(blocks, VncDes.run(key, encrypted, false, false));
            assertArrayEquals(blocks, VncDes.run(key, encrypted, false, true));
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 8", "9, 8", "0, 8", "8, 7", "8, 9"})
    void keysAndBlocks_ofAnotherLength_areRefused(int key, int blocks) {
        assertThrows(
                IllegalArgumentException.class, () -> Des.encrypt(new byte[key], new byte[blocks]));
    }
}
