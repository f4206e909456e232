package weft.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolVersionTest {

    @ParameterizedTest
    @CsvSource({
        "003.003,V3_3",
        "003.007,V3_7",
        "003.008,V3_8",
        "003.000,V3_3",
        "003.005,V3_3",
        "003.006,V3_3",
        "003.009,V3_8",
        "003.889,V3_8",
        "003.999,V3_8"
    })
    void version_ofEveryMinor_isTakenForTheOneItBehavesLike(String text, ProtocolVersion expected) {
        byte[] message = ("RFB " + text + "\n").getBytes(ISO_8859_1);
        Feed.assertParses(expected, message, ProtocolVersion::read);
    }

    @ParameterizedTest
    @EnumSource
    void version_written_isReadAgain(ProtocolVersion version) {
        byte[] message = Hex.written(version::write);
        assertEquals(
                "RFB 003.00" + version.name().charAt(3) + "\n", new String(message, ISO_8859_1));
        assertEquals(version, ProtocolVersion.parse(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RFB 000.000\n", "RFB 999.999\n", "RFB 004.001\n", "RFB -01.-08\n", "RFB 3.8     ",
                "RFB 003.008\r", "GET / HTTP/1", "rfb 003.008\n", "RFB 003,008\n", "RFB 003.008 ",
                "\0\0\0\0\0\0\0\0\0\0\0\0", "RFB 003.00\n\n", "RFB\t003.008\n", "RFB ٠٠٣.٠٠٨\n"
            })
    void version_ofAnotherShape_isRefused(String text) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> ProtocolVersion.parse(text.getBytes(ISO_8859_1)));
        assertEquals(RfbProtocolException.Reason.VERSION, e.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "003.003,V3_3",
        "003.007,V3_7",
        "003.008,V3_8",
        "003.889,V3_8",
        "004.000,V3_8",
        "004.001,V3_8",
        "005.000,V3_8"
    })
    void offer_ofALaterMajorVersion_isTakenFor38(String text, ProtocolVersion expected) {
        byte[] message = ("RFB " + text + "\n").getBytes(ISO_8859_1);
        Feed.assertParses(expected, message, ProtocolVersion::readOffer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 002.008\n", "RFB 000.000\n", "HTTP/1.1 400", "RFB 004.000 "})
    void offer_ofAnotherShape_isRefused(String text) {
        var in = Feed.whole(text.getBytes(ISO_8859_1));
        var e = assertThrows(RfbProtocolException.class, () -> ProtocolVersion.readOffer(in));
        assertEquals(RfbProtocolException.Reason.VERSION, e.reason());
    }

    @Test
    void version_withControlCharacters_isEscapedInTheMessage() {
        byte[] message = Hex.bytes("1b5b324a 220a 5c ff 00 7f 41 42");
        var e = assertThrows(RfbProtocolException.class, () -> ProtocolVersion.parse(message));
        assertEquals(
                "Expected \"RFB xxx.yyy\\n\", got"
                        + " \"\\x1b[2J\\x22\\x0a\\x5c\\xff\\x00\\x7fAB\"",
                e.getMessage());
    }

    @Test
    void version_longerThanTwelveBytes_isNotReflected() {
        byte[] message = "A".repeat(1000).getBytes(ISO_8859_1);
        var e = assertThrows(RfbProtocolException.class, () -> ProtocolVersion.parse(message));
        assertEquals("Expected \"RFB xxx.yyy\\n\", got \"AAAAAAAAAAAA\"", e.getMessage());
    }

    @Test
    void order_isThatOfTheNumbers() {
        assertTrue(ProtocolVersion.V3_8.isAtLeast(ProtocolVersion.V3_7));
        assertTrue(ProtocolVersion.V3_7.isAtLeast(ProtocolVersion.V3_7));
        assertTrue(!ProtocolVersion.V3_3.isAtLeast(ProtocolVersion.V3_7));
    }
}
