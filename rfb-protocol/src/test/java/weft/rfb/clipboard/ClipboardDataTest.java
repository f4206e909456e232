package weft.rfb.clipboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static weft.rfb.clipboard.ClipboardFormat.DIB;
import static weft.rfb.clipboard.ClipboardFormat.HTML;
import static weft.rfb.clipboard.ClipboardFormat.RTF;
import static weft.rfb.clipboard.ClipboardFormat.TEXT;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.Hex;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.clipboard.ClipboardMessage.Provide;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// What `provide` messages carry.
class ClipboardDataTest {

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] deflated(byte[] plain) {
        var deflater = new Deflater();
        deflater.setInput(plain);
        byte[] out = new byte[plain.length + 1000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static Provide of(Set<ClipboardFormat> formats, byte[] plain) {
        return new Provide(formats, deflated(plain));
    }

    private static String refused(Provide message) {
        return String.valueOf(
                assertThrows(RfbProtocolException.class, () -> ClipboardData.decompress(message))
                        .getMessage());
    }

    /// One stored block, as zlib may write it, so that the bytes can be read here.
    @Test
    void text_asInTheSpecification_isReadWithoutItsZeroAndCarriageReturns() {
        var message =
                new Provide(Set.of(TEXT), Hex.bytes("7801 01 0b00 f4ff 00000007 c3a9 0d0a e282ac"));
        assertArrayEquals(bytes("é\n€"), ClipboardData.decompress(message).get(TEXT));
    }

    @Test
    void formats_areWrittenBySizeAndDataInTheOrderOfTheirBits() {
        Provide message =
                ClipboardData.compress(
                        Map.of(HTML, bytes("<b>"), TEXT, bytes("a\nß"), DIB, new byte[] {7}));
        assertEquals(Set.of(TEXT, HTML, DIB), message.formats());
        var plain = new RfbBuffer();
        plain.bytes(Hex.bytes("00000006 61 0d0a c39f 00"));
        plain.bytes(Hex.bytes("00000003 3c623e 00000001 07"));
        byte[] out = new byte[100];
        var inflater = new Inflater();
        inflater.setInput(message.compressed());
        int length = assertInflates(inflater, out);
        assertArrayEquals(plain.toByteArray(), Arrays.copyOf(out, length));
    }

    private static int assertInflates(Inflater inflater, byte[] out) {
        try {
            int length = inflater.inflate(out);
            assertTrue(inflater.finished());
            return length;
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    @ParameterizedTest
    @EnumSource
    void contents_atTheLimit_comeBack_andBeyondItAreRefused(ClipboardFormat format) {
        byte[] largest = new byte[format.limitBytes()];
        if (format == TEXT) {
            Arrays.fill(largest, (byte) '\n'); // which takes the most on the wire
        } else {
            new Random(1).nextBytes(largest);
        }
        Provide message = ClipboardData.compress(Map.of(format, largest));
        assertArrayEquals(largest, ClipboardData.decompress(message).get(format));
        assertTrue(message.length() < ClipboardMessage.LIMIT_BYTES);
        byte[] more = Arrays.copyOf(largest, largest.length + 1);
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ClipboardData.compress(Map.of(format, more)));
        assertEquals(
                "%s of %d bytes on the clipboard > limit %d"
                        .formatted(format, more.length, largest.length),
                e.getMessage());
    }

    @Test
    void text_ofAnySender_becomesUtf8WithNewlines() {
        for (String wire : new String[] {"a\r\nb\0", "a\nb", "a\rb\0", "a\r\nb\0hidden\0"}) {
            var plain = new RfbBuffer();
            plain.u32(bytes(wire).length);
            plain.bytes(bytes(wire));
            assertArrayEquals(
                    bytes("a\nb"),
                    ClipboardData.decompress(of(Set.of(TEXT), plain.toByteArray())).get(TEXT),
                    wire);
        }
        byte[] broken = Hex.bytes("00000003 61ff62");
        assertArrayEquals(
                bytes("a\ufffdb"), ClipboardData.decompress(of(Set.of(TEXT), broken)).get(TEXT));
    }

    @Test
    void sizesBeyondTheLimit_areRefusedBeforeTheyAreBelieved() {
        assertEquals(
                "RTF of 4294967295 bytes on the clipboard > limit 1048577",
                refused(of(Set.of(RTF), Hex.bytes("ffffffff"))));
        byte[] bomb = new byte[300 << 20]; // 305 kB compressed
        bomb[0] = 0x12;
        assertEquals(
                "DIB of 301989888 bytes on the clipboard > limit 4194305",
                refused(of(Set.of(DIB), bomb)));
        // sixteen formats, of which four are known, each at its limit: all of a message is bounded
        assertEquals(
                7 << 20,
                Arrays.stream(ClipboardFormat.values())
                        .mapToInt(ClipboardFormat::limitBytes)
                        .sum());
    }

    @Test
    void damagedStreams_areRefused() {
        assertEquals(
                "Compressed clipboard ends after 0 of 4 bytes, or has a dictionary",
                refused(new Provide(Set.of(TEXT), new byte[0])));
        assertEquals(
                "Compressed clipboard ends after 2 of 5 bytes, or has a dictionary",
                refused(of(Set.of(HTML), Hex.bytes("00000005 3c62"))));
        assertTrue(
                refused(new Provide(Set.of(TEXT), Hex.bytes("1f8b08000000000000ff")))
                        .startsWith("Damaged compressed clipboard: "));
        // zlib header with FDICT
        assertEquals(
                "Compressed clipboard ends after 0 of 4 bytes, or has a dictionary",
                refused(new Provide(Set.of(TEXT), Hex.bytes("78bb00000001cb4bcc4d05"))));
    }

    @Test
    void everyPrefixOfAStream_isRefusedOrWhole() {
        byte[] whole = deflated(Hex.bytes("00000003 414243 00000002 4445"));
        for (int length = 0; length < whole.length; length++) {
            var cut = new Provide(Set.of(RTF, HTML), Arrays.copyOf(whole, length));
            try {
                assertArrayEquals(bytes("DE"), ClipboardData.decompress(cut).get(HTML));
            } catch (RfbProtocolException e) {
                assertEquals(RfbProtocolException.Reason.DATA, e.reason());
            }
        }
    }

    @Test
    void whatFollowsInTheStream_isLeftAlone() {
        byte[] plain = Hex.bytes("00000001 41 00000001 42");
        assertEquals(Set.of(RTF), ClipboardData.decompress(of(Set.of(RTF), plain)).keySet());
        Provide followed = of(Set.of(RTF), plain);
        byte[] more = Arrays.copyOf(followed.compressed(), followed.compressed().length + 9);
        assertEquals(
                Set.of(RTF), ClipboardData.decompress(new Provide(Set.of(RTF), more)).keySet());
    }
}
