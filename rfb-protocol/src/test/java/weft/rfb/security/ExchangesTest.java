package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.rfb.security.VeNCrypt.Subtype;

import java.util.List;
import java.util.function.Function;

/// The messages of VeNCrypt, of Plain and of Tight security, as rfbproto has them.
class ExchangesTest {

    private static void assertRefused(String message, String hex, Function<RfbInput, ?> reader) {
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> reader.apply(Feed.whole(Hex.bytes(hex))));
        assertEquals(message, e.getMessage());
    }

    @Test
    void venCrypt_messages_haveTheBytesOfTheSpecification() {
        assertEquals("0002", Hex.of(Hex.written(VeNCrypt::writeVersion)).replace(" ", ""));
        List<Subtype> subtypes = List.of(Subtype.X509_PLAIN, Subtype.X509_VNC, Subtype.TLS_NONE);
        String hex = "03 00000106 00000105 00000101";
        assertEquals(
                Hex.of(Hex.bytes(hex)),
                Hex.of(Hex.written(out -> VeNCrypt.writeSubtypes(out, subtypes))));
        Feed.assertParses(List.of(262, 261, 257), Hex.bytes(hex), VeNCrypt::readSubtypes);
        assertEquals(
                Hex.of(Hex.bytes("00000104")),
                Hex.of(Hex.written(out -> VeNCrypt.writeChoice(out, Subtype.X509_NONE))));
        Feed.assertParses(
                true,
                Hex.bytes("0002"),
                in -> {
                    VeNCrypt.expectVersion(in);
                    return true;
                });
    }

    @ParameterizedTest
    @CsvSource({
        "0002, true",
        "0000, false",
        "0001, false",
        "0003, false",
        "0102, false",
        "ffff, false"
    })
    void venCrypt_versionOfAClient_isTakenIfItIsOurs(String hex, boolean taken) {
        Feed.assertParses(taken, Hex.bytes(hex), VeNCrypt::readVersion);
    }

    @Test
    void venCrypt_answers_haveTheBytesOfTheSpecification() {
        assertEquals("00", Hex.of(Hex.written(out -> VeNCrypt.writeVersionAck(out, true))));
        assertEquals("ff", Hex.of(Hex.written(out -> VeNCrypt.writeVersionAck(out, false))));
        assertEquals("01", Hex.of(Hex.written(out -> VeNCrypt.writeChoiceAck(out, true))));
        assertEquals("00", Hex.of(Hex.written(out -> VeNCrypt.writeChoiceAck(out, false))));
        Feed.assertParses(true, Hex.bytes("00"), VeNCrypt::readVersionAck);
        Feed.assertParses(false, Hex.bytes("01"), VeNCrypt::readVersionAck); // as QEMU refuses
        Feed.assertParses(false, Hex.bytes("ff"), VeNCrypt::readVersionAck);
        Feed.assertParses(true, Hex.bytes("01"), VeNCrypt::readChoiceAck);
        Feed.assertParses(false, Hex.bytes("00"), VeNCrypt::readChoiceAck);
        Feed.assertParses(false, Hex.bytes("ff"), VeNCrypt::readChoiceAck);
    }

    @ParameterizedTest
    @CsvSource({
        "00000106, X509_PLAIN",
        "00000107, X509_SASL",
        "00000108, TLS_SASL",
        "00000100, PLAIN",
        "00000013, UNKNOWN",
        "00000000, UNKNOWN",
        "ffffffff, UNKNOWN",
    })
    void venCrypt_choice_isReadAsItIs(String hex, Subtype subtype) {
        Feed.assertParses(subtype, Hex.bytes(hex), in -> Subtype.byNumber(VeNCrypt.readChoice(in)));
    }

    @Test
    void venCrypt_withoutSubtypes_isRefused() {
        assertRefused("Expected subtypes of VeNCrypt, got none", "00", VeNCrypt::readSubtypes);
        assertThrows(
                IllegalArgumentException.class,
                () -> Hex.written(out -> VeNCrypt.writeSubtypes(out, List.of())));
    }

    @ParameterizedTest
    @EnumSource
    void subtype_byItsNumber_isItself(Subtype subtype) {
        assertEquals(subtype, Subtype.byNumber(subtype.number()));
        assertEquals(subtype.name().startsWith("TLS_"), subtype.isAnonymous());
        assertEquals(subtype.name().matches("(TLS|X509)_.*"), subtype.hasTls());
    }

    @Test
    void subtype_ofAnotherNumber_isUnknown() {
        assertEquals(Subtype.UNKNOWN, Subtype.byNumber(19));
        assertEquals(Subtype.UNKNOWN, Subtype.byNumber(Integer.MIN_VALUE));
    }

    @Test
    void plain_isTwoLengthsAndTwoTexts() {
        var credentials = new PlainCredentials("mé", "");
        String hex = "00000003 00000000 6dc3a9";
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(credentials::write)));
        Feed.assertParses(credentials, Hex.bytes(hex), PlainCredentials::read);
        Feed.assertParses(
                new PlainCredentials("a", "bc"),
                Hex.bytes("00000001 00000002 616263"),
                PlainCredentials::read);
        assertFalse(new PlainCredentials("a", "secret").toString().contains("secret"));
    }

    @Test
    void credentials_thatWereRead_canBeWiped() {
        var credentials = new PlainCredentials("a", "s\u00e9cret".toCharArray());
        assertEquals("s\u00e9cret", credentials.password());
        credentials.wipe();
        assertArrayEquals(new char[6], credentials.secret());
    }

    @Test
    void vncPassword_isItsTextOnly() {
        VncPassword password = VncPassword.of("p\u00e4ss?");
        assertTrue(password.isText("p\u00e4ss?".toCharArray()));
        for (String other :
                new String[] {
                    "",
                    "p\u00e4ss",
                    "p\u00e4ss\u0105",
                    "p\u00e4ss?\0",
                    "p\u00e4ss?    ",
                    "p\u01e4ss?"
                }) {
            assertFalse(password.isText(other.toCharArray()), other);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff ffffffff, A name of 4294967295 bytes > limit 1023",
        "00000400 00000000, A name of 1024 bytes > limit 1023",
        "00000001 80000000 61, A password of 2147483648 bytes > limit 1023",
    })
    void plain_beyondItsLimit_isRefusedBeforeItIsRead(String hex, String message) {
        assertRefused(message, hex, PlainCredentials::read);
    }

    @Test
    void plain_thatIsNotUtf8_isStillBounded() {
        String hex = "000003ff 00000000" + "ff".repeat(1023);
        assertRefused("Credentials that are not UTF-8, and too long", hex, PlainCredentials::read);
        String tooLong = "é".repeat(512);
        assertThrows(
                IllegalArgumentException.class, () -> new PlainCredentials(tooLong, "").username());
    }

    @Test
    void tightCapabilities_haveTheBytesOfTheSpecification() {
        var list = List.of(TightCapability.NO_AUTH, TightCapability.VNC_AUTH);
        String hex =
                "00000002 00000001 53544456 4e4f41555448_5f5f 00000002 53544456 564e43415554485f"
                        .replace("_", "");
        assertEquals(
                Hex.of(Hex.bytes(hex)),
                Hex.of(Hex.written(out -> TightCapability.writeList(out, list))));
        Feed.assertParses(list, Hex.bytes(hex), in -> TightCapability.readList(in, "types"));
    }

    @Test
    void tightCapabilities_tooMany_areRefusedBeforeTheyAreRead() {
        assertRefused(
                "4294967295 tunnels of Tight security > limit 256",
                "ffffffff",
                in -> TightCapability.readList(in, "tunnels"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TightCapability(1, "TOOLONG", "12345678"));
    }

    @Test
    void interactionCapabilities_areSkippedWhole() {
        String hex = "0001 0000 0002 0000" + "00".repeat(48);
        Feed.assertParses(
                true,
                Hex.bytes(hex),
                in -> {
                    TightCapability.skipInteraction(in);
                    return true;
                });
    }

    @Test
    void capability_withControlCharacters_showsNone() {
        String text = new TightCapability(7, "A\nB\u00e9", "12345678").toString();
        assertTrue(text.equals("7 A?B?12345678"), text);
    }
}
