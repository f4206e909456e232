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

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

class VncAuthTest {

    private static final byte[] CHALLENGE = Hex.bytes("000102030405060708090a0b0c0d0e0f");

    // What LibVNCServer's client answers, and OpenSSL's DES with the reversed key.
    @ParameterizedTest
    @CsvSource({
        "password, b866924125c8eebb9debc1db61c538e2",
        "a, 449407fb6f71bd517aca76866568a4e2",
        "été, 40e0e0f2f33c1598d0e9c7313edc7211"
    })
    void response_isTheOneOfOtherPrograms(String password, String hex) {
        VncPassword key = VncPassword.of(password.equals("été") ? "ét\u00e9" : password);
        assertEquals(hex, Hex.of(VncAuth.response(key, CHALLENGE)));
        assertTrue(VncAuth.verify(key, CHALLENGE, Hex.bytes(hex)));
    }

    @Test
    void response_withAnyBitWrong_isRefused() {
        VncPassword password = VncPassword.of("secret");
        byte[] response = VncAuth.response(password, CHALLENGE);
        for (int bit = 0; bit < 128; bit++) {
            byte[] wrong = response.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(VncAuth.verify(password, CHALLENGE, wrong), "bit " + bit);
        }
        assertFalse(VncAuth.verify(password, CHALLENGE, new byte[16]));
        assertFalse(VncAuth.verify(VncPassword.of("Secret"), CHALLENGE, response));
        assertFalse(VncAuth.verify(password, new byte[16], response), "a replay");
    }

    @Test
    void challenges_areAllDifferent() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertTrue(seen.add(Hex.of(VncAuth.challenge())));
        }
    }

    @Test
    void message_isSixteenBytes() {
        assertArrayEquals(CHALLENGE, Hex.written(out -> VncAuth.write(out, CHALLENGE)));
        Feed.assertParses(Hex.of(CHALLENGE), CHALLENGE, in -> Hex.of(VncAuth.read(in)));
    }

    @Test
    void message_ofAnotherLength_isRefused() {
        byte[] tooShort = Arrays.copyOf(CHALLENGE, 15);
        VncPassword password = VncPassword.of("x");
        assertThrows(IllegalArgumentException.class, () -> VncAuth.response(password, tooShort));
        assertThrows(
                IllegalArgumentException.class,
                () -> VncAuth.verify(password, CHALLENGE, tooShort));
    }

    // What x11vnc -storepasswd writes, as does vncpasswd.
    @ParameterizedTest
    @CsvSource({
        "password, dbd83cfd727a1458",
        "a, d8d1e367e1d17646",
        "12345678, f0e43164f6c2e373",
        "Weft, 3fd183355429e181"
    })
    void passwordFile_isTheOneOfOtherPrograms(String text, String hex) {
        assertEquals(hex, Hex.of(VncPassword.of(text).toFile()));
        assertArrayEquals(VncPassword.of(text).key(), VncPassword.fromFile(Hex.bytes(hex)).key());
        // A second password, for viewing only, may follow.
        assertArrayEquals(
                VncPassword.of(text).key(),
                VncPassword.fromFile(Hex.bytes(hex + "0011223344556677")).key());
    }

    @Test
    void passwordFile_thatIsTooShortOrEmptyInside_isRefused() {
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> VncPassword.fromFile(new byte[7]));
        assertEquals("A password file has at least 8 bytes, got 7", e.getMessage());
        byte[] empty = VncDes.encrypt(new byte[] {23, 82, 107, 6, 35, 78, 88, 7}, new byte[8]);
        assertThrows(IllegalArgumentException.class, () -> VncPassword.fromFile(empty));
    }

    @Test
    void password_thatIsEmpty_isRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> VncPassword.of(""));
        assertEquals("The password is empty, expected 1 to 8 characters", e.getMessage());
    }

    @Test
    void password_thatIsTooLong_isRefusedAndNotRepeated() {
        var e = assertThrows(IllegalArgumentException.class, () -> VncPassword.of("ninechars"));
        assertEquals(
                "The password has 9 characters, VNC authentication knows only 8", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass€", "пароль", "a\0b", "\uD83D\uDE00"})
    void password_outsideLatin1_isRefusedAndNotRepeated(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> VncPassword.of(text));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.endsWith("of the password is not in Latin-1"), message);
    }

    @Test
    void password_printed_staysHidden() {
        assertEquals("VncPassword[hidden]", VncPassword.of("secret").toString());
    }

    @Test
    void securityType_isFoundByItsNumber() {
        assertEquals(SecurityType.NONE, SecurityType.byNumber(1));
        assertEquals(SecurityType.VNC_AUTH, SecurityType.byNumber(2));
        assertEquals(SecurityType.VENCRYPT, SecurityType.byNumber(19));
        assertEquals(SecurityType.UNKNOWN, SecurityType.byNumber(200));
        for (SecurityType type : SecurityType.values()) {
            assertEquals(type, SecurityType.byNumber(type.number()));
        }
    }
}
