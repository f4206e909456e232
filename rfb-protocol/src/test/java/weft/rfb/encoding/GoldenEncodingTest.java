package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.SetEncodings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Bytes worked out by hand from the specification, in both directions.
class GoldenEncodingTest {

    private static final PixelTranslator BGR233 = PixelTranslator.of(PixelFormat.BGR233);
    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    /// In BGR233: w is ff, k is 00, r is 07, g is 38, b is c0.
    private static int colour(int letter) {
        return switch (letter) {
            case 'w' -> 0xffffff;
            case 'r' -> 0xff0000;
            case 'g' -> 0x00ff00;
            case 'b' -> 0x0000ff;
            default -> 0;
        };
    }

    private static Picture picture(String... rows) {
        int width = rows[0].length();
        int[] rgb = String.join("", rows).chars().map(GoldenEncodingTest::colour).toArray();
        return new Picture(width, rows.length, rgb);
    }

    private static void assertEncodes(
            Encoding encoding, Picture picture, PixelTranslator translator, String hex) {
        try (Encoder encoder = Encoder.create(encoding)) {
            RfbBuffer out = new RfbBuffer();
            assertEquals(encoding, encoder.encode(picture.packed(), translator, out));
            assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(out.toByteArray()));
        }
        assertDecodes(encoding, picture, translator, Hex.bytes(hex));
    }

    /// The decoder is shown the bytes in all kinds of pieces, each time with fresh streams.
    static void assertDecodes(
            Encoding encoding, Picture picture, PixelTranslator translator, byte[] bytes) {
        List<Integer> expected = Arrays.stream(picture.rgb()).boxed().toList();
        Feed.assertParses(
                expected,
                bytes,
                in -> {
                    int[] rgb = new int[picture.width() * picture.height()];
                    try (Decoder decoder = Decoder.create(encoding)) {
                        decoder.decode(
                                in,
                                translator,
                                new Target(
                                        rgb,
                                        0,
                                        picture.width(),
                                        picture.width(),
                                        picture.height()));
                    }
                    return Arrays.stream(rgb).boxed().toList();
                });
    }

    /// An encoding whose payload is a length of four bytes and one zlib stream.
    private static void assertCompresses(
            Encoding encoding, Picture picture, PixelTranslator translator, String inflated) {
        RfbBuffer out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(encoding)) {
            encoder.encode(picture.packed(), translator, out);
        }
        byte[] bytes = out.toByteArray();
        assertEquals(bytes.length - 4, Feed.whole(bytes).s32());
        assertEquals(Hex.of(Hex.bytes(inflated)), Hex.of(Zlib.inflate(bytes, 4)));
        assertDecodes(encoding, picture, translator, bytes);
        byte[] foreign = Zlib.deflate(Hex.bytes(inflated));
        assertDecodes(
                encoding,
                picture,
                translator,
                Hex.written(o -> {
                    o.u32(foreign.length);
                    o.bytes(foreign);
                }));
    }

    @Test
    void raw_isThePixelsRowByRow() {
        Picture picture = picture("wkr", "gbk");
        assertEncodes(Encoding.RAW, picture, BGR233, "ff 00 07 38 c0 00");
        assertEncodes(
                Encoding.RAW,
                picture,
                XRGB,
                "ffffff00 00000000 0000ff00 00ff0000 ff000000 00000000");
    }

    @Test
    void rre_isABackgroundAndSubrectangles() {
        Picture picture =
                picture(
                        "kkkkkkkk",
                        "kwwkkkkk",
                        "kwwkkkrk",
                        "kwwkkkrk",
                        "kkkkkkkk",
                        "kkkkkkkk",
                        "kkkkkkkk");
        assertEncodes(
                Encoding.RRE,
                picture,
                BGR233,
                "00000002 00  ff 0001 0001 0002 0003  07 0006 0002 0001 0002");
    }

    @Test
    void hextile_keepsTheColoursOfTheTileBefore() {
        String[] rows = new String[16];
        Arrays.fill(rows, "k".repeat(48));
        rows[2] = "kww" + "k".repeat(13 + 3) + "w" + "k".repeat(12 + 16);
        // background and foreground given; foreground kept; background kept, nothing else
        assertEncodes(
                Encoding.HEXTILE, picture(rows), BGR233, "0e 00 ff 01 12 10   08 01 32 00   00");
    }

    @Test
    void hextile_withSeveralColours_givesEachSubrectangleItsOwn() {
        assertEncodes(
                Encoding.HEXTILE,
                picture("kkkkkkkk", "kwkkrrkk", "kwkkrrkk"),
                BGR233,
                "1a 00 02  ff 11 01  07 41 11");
    }

    @Test
    void hextile_ofManySmallPieces_isRaw() {
        assertEncodes(
                Encoding.HEXTILE, picture("krgb", "wkrg"), BGR233, "01 00 07 38 c0 ff 00 07 38");
    }

    @Test
    void zlib_isRawCompressed() {
        assertCompresses(Encoding.ZLIB, picture("wkr", "gbk"), BGR233, "ff 00 07 38 c0 00");
    }

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
        RfbBuffer out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(Encoding.TIGHT)) {
            encoder.encode(picture(rows).packed(), XRGB, out);
        }
        byte[] bytes = out.toByteArray();
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
            RfbBuffer out = new RfbBuffer();
            try (Encoder encoder = Encoder.create(Encoding.TIGHT)) {
                encoder.encode(picture.packed(), XRGB, out);
            }
            assertDecodes(Encoding.TIGHT, picture, XRGB, out.toByteArray());
        }
    }

    @Test
    void tight_withResetBits_beginsTheStreamsAnew() {
        Picture picture = Picture.of(Picture.Contents.NOISE, 20, 20, 1);
        int[] rgb = new int[400];
        Target target = new Target(rgb, 0, 20, 20, 20);
        try (Decoder decoder = Decoder.create(Encoding.TIGHT)) {
            for (int i = 0; i < 3; i++) {
                RfbBuffer out = new RfbBuffer();
                try (Encoder encoder = Encoder.create(Encoding.TIGHT)) {
                    encoder.encode(picture.packed(), XRGB, out);
                }
                out.setU8(0, i == 0 ? 0 : 0x0f);
                decoder.decode(Feed.whole(out.toByteArray()), XRGB, target);
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

    @Test
    void corre_isABackgroundAndSubrectanglesOfBytes() {
        assertEncodes(
                Encoding.CORRE,
                picture("kkkkkkkk", "kwwkkkkk", "kwwkkkrk", "kwwkkkrk", "kkkkkkkk"),
                BGR233,
                "00000002 00  ff 01 01 02 03  07 06 02 01 02");
        assertEncodes(Encoding.CORRE, picture("kk", "kk"), XRGB, "00000000 00000000");
    }

    @Test
    void corre_ofARectangleThatIsTooHigh_isRaw() {
        Picture high = Picture.of(Picture.Contents.SOLID, 1, 256, 0);
        RfbBuffer out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(Encoding.CORRE)) {
            assertEquals(Encoding.RAW, encoder.encode(high.packed(), BGR233, out));
            assertEquals(256, out.length());
            assertEquals(255, encoder.maxHeight());
        }
    }

    @Test
    void trle_isTilesOf16By16() {
        String[] rows = new String[17];
        Arrays.fill(rows, "w".repeat(16) + "kk");
        rows[16] = "r".repeat(16) + "rk";
        assertEncodes(
                Encoding.TRLE,
                picture(rows),
                XRGB,
                "01 ffffff  01 000000  01 0000ff  00 0000ff 000000");
        assertEncodes(
                Encoding.TRLE, picture("wkrgw", "krgwk"), BGR233, "04 ff 00 07 38  1b 00  6c 40");
        assertEncodes(Encoding.TRLE, picture("wrg"), BGR233, "00 ff 07 38");
        assertEncodes(
                Encoding.TRLE,
                picture("w".repeat(14) + "kr", "w".repeat(16)),
                XRGB,
                "83 ffffff 000000 0000ff  800d 01 02 800f");
    }

    @Test
    void trle_withThePaletteOfATileBefore_usesItAgain() {
        // packed, packed again, solid in between, runs again
        String[] rows = {"wkwkwkwkwkwkwkwk" + "kwkwkwkwkwkwkwkw" + "r".repeat(16) + "wwwwkwww"};
        assertDecodes(
                Encoding.TRLE,
                picture(rows),
                BGR233,
                Hex.bytes("02 ff 00 5555  7f aaaa  01 07  81 8003 01 8002"));
        assertDecodes(
                Encoding.TRLE,
                picture("w".repeat(16) + "kkkkwwkk"),
                BGR233,
                Hex.bytes("82 ff 00 800f  7f f3"));
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
            RfbBuffer out = new RfbBuffer();
            assertEquals(Encoding.TIGHT, encoder.encode(picture.packed(), XRGB, out));
            assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(out.toByteArray()));
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
                RfbBuffer out = new RfbBuffer();
                encoder.encode(picture.packed(), XRGB, out);
                assertEquals(0x60, out.array()[0], numbers.toString());
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
        RfbBuffer out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(Encoding.TIGHT_PNG)) {
            encoder.encode(picture("wkw", "kkw").packed(), XRGB, out);
        }
        Feed feed = Feed.whole(out.toByteArray());
        assertEquals(0xa0, feed.u8());
        assertEquals(out.length() - 2, feed.u8());
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
        assertDecodes(Encoding.TIGHT_PNG, picture("wkw", "kkw"), XRGB, out.toByteArray());
    }

    @Test
    void zrle_ofOneColour_isThatColour() {
        assertCompresses(Encoding.ZRLE, picture("rr", "rr"), XRGB, "01 0000ff");
    }

    @Test
    void zrle_ofTwoColours_isABitEach() {
        assertCompresses(
                Encoding.ZRLE,
                picture("wkwkwkwkw", "kkwkwkwkk"),
                XRGB,
                "02 ffffff 000000  5500 d580");
    }

    @Test
    void zrle_ofFourColours_isTwoBitsEach() {
        assertCompresses(
                Encoding.ZRLE, picture("wkrgw", "krgwk"), BGR233, "04 ff 00 07 38  1b 00  6c 40");
    }

    @Test
    void zrle_ofLongRuns_isRunsOfAPalette() {
        String row = "w".repeat(64);
        List<String> rows = new ArrayList<>(Collections.nCopies(5, row));
        rows.add("kr" + "w".repeat(62));
        // 320 white: index 0, 255 + 64; black, red alone; 62 white
        assertCompresses(
                Encoding.ZRLE,
                picture(rows.toArray(String[]::new)),
                XRGB,
                "83 ffffff 000000 0000ff  80ff40 01 02 803d");
    }

    @Test
    void zrle_ofManyColoursInRuns_isPlainRuns() {
        int[] rgb = new int[64 * 8];
        StringBuilder hex = new StringBuilder("80");
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 0x010203 * (i / 4);
            if (i % 4 == 0) {
                hex.append("%06x03".formatted(Integer.reverseBytes(rgb[i]) >>> 8));
            }
        }
        assertCompresses(Encoding.ZRLE, new Picture(64, 8, rgb), XRGB, hex.toString());
    }

    @Test
    void zrle_ofNoise_isThePixels() {
        assertCompresses(Encoding.ZRLE, picture("wrg"), BGR233, "00 ff 07 38");
    }

    @Test
    void zrle_ofSeveralTiles_goesFromLeftToRight() {
        String row = "w".repeat(64) + "k".repeat(2);
        String[] rows = new String[65];
        Arrays.fill(rows, row);
        rows[64] = "r".repeat(64) + "gg";
        assertCompresses(Encoding.ZRLE, picture(rows), XRGB, "01ffffff 01000000 010000ff 0100ff00");
    }

    @Test
    void copyRect_isASource() {
        CopyRect copy = new CopyRect(0x102, 0xffff);
        assertEquals("0102ffff", Hex.of(Hex.written(copy::write)));
        Feed.assertParses(copy, Hex.bytes("0102ffff"), CopyRect::read);
    }

    @Test
    void cursor_isPixelsAndABitEach() {
        boolean[] opaque = {
            true, false, true, false, false, false, false, false, true,
            false, true, false, false, false, false, false, true, false
        };
        int[] rgb = picture("wkrgbwkrg", "gbwkrgbwk").rgb();
        CursorShape cursor = new CursorShape(9, 2, rgb, opaque);
        String hex = "ff0007 38c0ff 000738 38c0ff 000738 c0ff00  a080 4100";
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(out -> cursor.write(BGR233, out))));
        Feed.assertParses(cursor, Hex.bytes(hex), in -> CursorShape.read(in, BGR233, 9, 2));
        assertEquals("", Hex.of(Hex.written(out -> CursorShape.hidden().write(XRGB, out))));
        assertEquals(CursorShape.hidden(), CursorShape.read(Feed.whole(new byte[0]), XRGB, 0, 0));
    }

    @Test
    void indexedPixels_areEncodedAsTheirColours() {
        Picture picture = picture("wkr", "gbk");
        byte[] index = {9, 0, 1, 2, 9, 3, 4, 1};
        int[] palette = {0xffffff, 0, 0xff0000, 0x00ff00, 0x0000ff};
        RfbBuffer indexed = new RfbBuffer();
        RfbBuffer packed = new RfbBuffer();
        for (Encoding encoding : List.of(Encoding.RAW, Encoding.HEXTILE, Encoding.TIGHT)) {
            Encoder.create(encoding)
                    .encode(new Pixels.IndexedPixels(index, 1, 4, 3, 2, palette), XRGB, indexed);
            Encoder.create(encoding)
                    .encode(new PackedPixels(picture.rgb(), 0, 3, 3, 2), XRGB, packed);
        }
        assertEquals(Hex.of(packed.toByteArray()), Hex.of(indexed.toByteArray()));
    }
}
