package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static weft.rfb.encoding.Golden.BGR233;
import static weft.rfb.encoding.Golden.XRGB;
import static weft.rfb.encoding.Golden.assertDecodes;
import static weft.rfb.encoding.Golden.assertEncodes;
import static weft.rfb.encoding.Golden.picture;

import org.junit.jupiter.api.Test;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.message.SetEncodings;

import java.util.Arrays;
import java.util.List;

/// Bytes of Tight and TightPNG, worked out by hand from rfbproto, in both directions. Those with
/// JPEG are in `GoldenJpegTest`.
class GoldenTightTest {

    @Test
    void tight_ofOneColour_isAFill() {
        assertEncodes(Encoding.TIGHT, picture("rr", "rr"), XRGB, "80 ff0000");
        assertEncodes(Encoding.TIGHT, picture("rr", "rr"), BGR233, "80 07");
    }

    @Test
    void tight_ofTwoColours_isABitEachFromTheHighest() {
        assertEncodes(
                Encoding.TIGHT,
                picture("wwwwwwwwkk", "wkwkwkwkww"),
                XRGB,
                "50 01 01 ffffff 000000  00c0 5500");
    }

    @Test
    void tight_ofFewColours_isAByteEach() {
        assertEncodes(
                Encoding.TIGHT,
                picture("wrgbw", "wwrrr"),
                XRGB,
                "60 01 03 ffffff ff0000 00ff00 0000ff  0001020300 0000010101");
    }

    @Test
    void tight_ofManyColours_isThePixels() {
        assertEncodes(Encoding.TIGHT, picture("wrg"), XRGB, "00 ffffff ff0000 00ff00");
    }

    @Test
    void tight_ofTwelveBytesOrMore_isCompressedBehindACompactLength() {
        String[] rows = {"wrgbwwrrrk", "krgbwwrrrk"};
        byte[] bytes = Encoded.in(Encoding.TIGHT, picture(rows).packed(), XRGB).data();
        String head = "600104" + "ffffff" + "ff0000" + "00ff00" + "0000ff" + "000000";
        assertTrue(Hex.of(bytes).startsWith(head), Hex.of(bytes));
        int lengthAt = head.length() / 2;
        assertEquals(bytes.length - lengthAt - 1, bytes[lengthAt]);
        assertEquals(
                "0001020300000101010404010203000001010104",
                Hex.of(Zlib.inflate(bytes, lengthAt + 1)));
        assertDecodes(Encoding.TIGHT, picture(rows), XRGB, bytes);
    }

    @Test
    void tight_withEveryCompactLength_isRead() {
        Picture noise = Picture.of(Picture.Contents.NOISE, 100, 80, 1);
        for (Picture picture :
                List.of(
                        Picture.of(Picture.Contents.NOISE, 7, 5, 1),
                        Picture.of(Picture.Contents.NOISE, 40, 20, 1),
                        noise)) {
            byte[] bytes = Encoded.in(Encoding.TIGHT, picture.packed(), XRGB).data();
            assertDecodes(Encoding.TIGHT, picture, XRGB, bytes);
        }
    }

    @Test
    void tight_withResetBits_beginsTheStreamsAnew() {
        Picture picture = Picture.of(Picture.Contents.NOISE, 20, 20, 1);
        int[] rgb = new int[400];
        Target target = new Target(rgb, 0, 20, 20, 20);
        try (Decoder decoder = Decoder.create(Encoding.TIGHT)) {
            for (int i = 0; i < 3; i++) {
                byte[] bytes = Encoded.in(Encoding.TIGHT, picture.packed(), XRGB).data();
                bytes[0] = (byte) (i == 0 ? 0 : 0x0f);
                decoder.decode(Feed.whole(bytes), XRGB, target);
                assertEquals(
                        Arrays.stream(picture.rgb()).boxed().toList(),
                        Arrays.stream(rgb).boxed().toList());
            }
        }
    }

    @Test
    void tight_withTheGradientFilter_addsWhatItsNeighboursLetExpect() {
        // Row 1: 10, then +5; row 2: above, then left + above - above left + 1
        Picture picture = new Picture(2, 1, new int[] {0x0a0b0c, 0x0f0a0c});
        assertDecodes(Encoding.TIGHT, picture, XRGB, Hex.bytes("40 02 0a0b0c 05ff00"));
        Picture column = new Picture(1, 2, new int[] {0x0a0b0c, 0x0f0a0c});
        assertDecodes(Encoding.TIGHT, column, XRGB, Hex.bytes("40 02 0a0b0c 05ff00"));
        PixelTranslator rgb565 = PixelTranslator.of(PixelFormat.RGB565);
        // red 16, 31: expected 30, 30 + 31 - 16 clamped to 31: differences of 16, 15, 14, 0
        int[] colours = new int[4];
        for (int i = 0; i < 4; i++) {
            colours[i] = rgb565.toRgb(new int[] {16, 31, 30, 31}[i] << 11);
        }
        assertDecodes(
                Encoding.TIGHT,
                new Picture(2, 2, colours),
                rgb565,
                Hex.bytes("40 02 0080 0078 0070 0000"));
    }

    /// LibVNCServer's client (libvncclient 0.9.14) decoded the first two, too.
    @Test
    void tight_withoutZlib_isTheDataWithItsLength() {
        assertEncodesWithoutZlib(
                new Picture(
                        8,
                        1,
                        new int[] {
                            0x000102, 0x010203, 0x020304, 0x030405,
                            0x040506, 0x050607, 0x060708, 0x070809
                        }),
                "a0 18 000102 010203 020304 030405 040506 050607 060708 070809");
        assertEncodesWithoutZlib(
                picture("rgbrgbrg", "bbbbbbbb"),
                "e0 01 02 ff0000 00ff00 0000ff 10 0001020001020001 0202020202020202");
        assertEncodesWithoutZlib(picture("rgb"), "a0 ff0000 00ff00 0000ff");
        assertEncodesWithoutZlib(
                picture("wkkkkkkkk", "kwkkkkkkw"), "e0 01 01 ffffff 000000 7f80 bf00");
        String[] rows = new String[130];
        Arrays.fill(rows, "wkkkkkkkk");
        assertEncodesWithoutZlib(picture(rows), "e0 01 01 ffffff 000000 8402" + "7f80".repeat(130));
        assertEncodesWithoutZlib(picture("rr", "rr"), "80 ff0000");
        Picture gradient = new Picture(4, 1, new int[] {0x0a0b0c, 0x0f0a0c, 0x100a0c, 0x100a0c});
        assertDecodes(
                Encoding.TIGHT, gradient, XRGB, Hex.bytes("e5 02 0c 0a0b0c 05ff00 010000 000000"));
    }

    private static void assertEncodesWithoutZlib(Picture picture, String hex) {
        var preferences = EncodingPreferences.of(new SetEncodings(List.of(7, -317, -256)));
        try (Encoder encoder = Encoder.create(Encoding.TIGHT)) {
            encoder.adapt(preferences);
            Encoded encoded = Encoded.by(encoder, picture.packed(), XRGB);
            assertEquals(Encoding.TIGHT, encoded.encoding());
            assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(encoded.data()));
        }
        assertDecodes(Encoding.TIGHT, picture, XRGB, Hex.bytes(hex));
    }

    /// A viewer that wants some compression gets it, as does one that did not say that it can do
    /// without.
    @Test
    void tight_withoutZlib_isOnlyForTheLowestCompressionLevel() {
        Picture picture = picture("rgbrgbrg", "bbbbbbbb");
        for (List<Integer> numbers :
                List.of(List.of(7, -317), List.of(7, -317, -255), List.of(7, -256))) {
            try (Encoder encoder = Encoder.create(Encoding.TIGHT)) {
                encoder.adapt(EncodingPreferences.of(new SetEncodings(List.of(-317, -256))));
                String without = encoder.variant();
                encoder.adapt(EncodingPreferences.of(new SetEncodings(numbers)));
                assertNotEquals(without, encoder.variant());
                byte[] bytes = Encoded.by(encoder, picture.packed(), XRGB).data();
                assertEquals(0x60, bytes[0], numbers.toString());
            }
        }
    }

    @Test
    void tightPng_ofOneColour_isAFill() {
        assertEncodes(Encoding.TIGHT_PNG, picture("rr", "rr"), XRGB, "80 ff0000");
        assertEncodes(Encoding.TIGHT_PNG, picture("rr", "rr"), BGR233, "80 07");
    }

    @Test
    void tightPng_ofTwoColours_isAPaletteAndABitEach() {
        byte[] bytes = Encoded.in(Encoding.TIGHT_PNG, picture("wkw", "kkw").packed(), XRGB).data();
        Feed feed = Feed.whole(bytes);
        assertEquals(0xa0, feed.u8());
        assertEquals(bytes.length - 2, feed.u8());
        String header = "89504e470d0a1a0a 0000000d 49484452 00000003 00000002 01 03 00 00 00";
        assertEquals(Hex.of(Hex.bytes(header)), Hex.of(feed.bytes(29)));
        feed.skip(4);
        String palette = "00000006 504c5445 ffffff 000000";
        assertEquals(Hex.of(Hex.bytes(palette)), Hex.of(feed.bytes(14)));
        feed.skip(4);
        byte[] data = new byte[feed.s32() + 4];
        feed.bytes(data, 0, data.length);
        assertEquals("49444154", Hex.of(Arrays.copyOf(data, 4)));
        assertEquals("004000c0", Hex.of(Zlib.inflate(data, 4)));
        feed.skip(4);
        assertEquals("0000000049454e44ae426082", Hex.of(feed.bytes(12)));
        assertDecodes(Encoding.TIGHT_PNG, picture("wkw", "kkw"), XRGB, bytes);
    }
}
