package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelFormats;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Picture.Contents;
import weft.rfb.message.SetEncodings;

import java.util.List;
import java.util.Random;

/// ZYWRLE with wavelets. LibVNCServer's client (libvncclient 0.9.14) made the same pixels of our
/// updates as our decoder, at every level, in 32 bits and in RGB565.
class ZywrleTest {

    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    private static EncodingPreferences quality(int quality) {
        return EncodingPreferences.of(
                new SetEncodings(List.of(EncodingPreferences.QUALITY_0 + quality)));
    }

    private static byte[] encode(
            EncodingPreferences preferences, Pixels pixels, PixelTranslator translator) {
        try (Encoder encoder = Encoder.create(Encoding.ZYWRLE)) {
            encoder.adapt(preferences);
            RfbBuffer out = new RfbBuffer();
            assertEquals(Encoding.ZYWRLE, encoder.encode(pixels, translator, out));
            return out.toByteArray();
        }
    }

    private static int[] decode(
            EncodingPreferences preferences,
            byte[] bytes,
            int width,
            int height,
            PixelTranslator translator) {
        int[] rgb = new int[width * height];
        try (Decoder decoder = Decoder.create(Encoding.ZYWRLE, preferences)) {
            Feed feed = Feed.whole(bytes);
            decoder.decode(feed, translator, new Target(rgb, 0, width, width, height));
            assertTrue(feed.atEnd());
        }
        return rgb;
    }

    private static byte[] compressed(String hex) {
        byte[] data = Zlib.deflate(Hex.bytes(hex));
        return Hex.written(out -> {
            out.u32(data.length);
            out.bytes(data);
        });
    }

    private static double psnr(int[] expected, int[] actual) {
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                int difference = (expected[i] >> shift & 0xff) - (actual[i] >> shift & 0xff);
                squares += difference * difference;
            }
        }
        return 10 * Math.log10(255 * 255 / (squares / (3 * expected.length)));
    }

    /// Four grays, whose brightness less 128 is 10 6 12 0: rows become 10 4 and 12 12, columns 12
    /// -2 and 12 -8. The details 12, -2 and -8 are below one step and vanish; 12 is what remains.
    @Test
    void tile_ofOneSquare_isItsDetailsAndWhatRemains() {
        Picture grays = new Picture(2, 2, new int[] {0x8a8a8a, 0x868686, 0x8c8c8c, 0x808080});
        byte[] bytes = encode(quality(6), grays.packed(), XRGB);
        assertEquals("00" + "02000000000c00" + "0040", Hex.of(Zlib.inflate(bytes, 4)));
        int[] shown = {0x8c8c8c, 0x8c8c8c, 0x8c8c8c, 0x8c8c8c};
        assertArrayEquals(shown, decode(quality(6), bytes, 2, 2, XRGB));
    }

    /// Both, below, right, what remains: 0, 0, 4 and 10 are pairs of 10 and 6.
    @Test
    void details_ofAServerThatKeepsThem_areAdded() {
        byte[] bytes = compressed("00 00 000000 000000 000400 000a00");
        int[] shown = {0x8a8a8a, 0x868686, 0x8a8a8a, 0x868686};
        assertArrayEquals(shown, decode(quality(8), bytes, 2, 2, XRGB));
    }

    /// Red stands for red less green, blue for blue less green, each halved.
    @Test
    void colours_areDifferencesFromGreen() {
        byte[] bytes = compressed("00 80 00000002 0a00f600");
        // y 128, v -10 * 2, u 10 * 2: g 128, r 108, b 148
        int[] shown = {0x6c8094, 0x6c8094, 0x6c8094, 0x6c8094};
        assertArrayEquals(shown, decode(quality(7), bytes, 2, 2, XRGB));
    }

    /// What does not make up a whole square of 8 is sent as it is: nothing is left of 7 columns.
    @Test
    void pixels_besideTheSquares_areExact() {
        Picture photo = Picture.photo(70, 43, 1);
        int[] shown = decode(quality(0), encode(quality(0), photo.packed(), XRGB), 70, 43, XRGB);
        int different = 0;
        for (int i = 0; i < shown.length; i++) {
            boolean inside = i % 70 < 64 && i / 70 < 40;
            if (!inside) {
                assertEquals(photo.rgb()[i], shown[i]);
            }
            different += photo.rgb()[i] == shown[i] ? 0 : 1;
        }
        assertTrue(different > 1000, different + " differ");
    }

    @ParameterizedTest
    @CsvSource({"0, 19", "1, 19", "2, 20", "3, 26", "4, 26", "5, 26", "6, 32", "7, 32", "8, 32"})
    void photo_atAQuality_isShorterAndNotTooCoarse(int quality, int decibels) {
        Picture photo = Picture.photo(256, 192, 2);
        byte[] bytes = encode(quality(quality), photo.packed(), XRGB);
        byte[] exact = encode(EncodingPreferences.NONE, photo.packed(), XRGB);
        assertTrue(bytes.length * 3 < exact.length, bytes.length + " of " + exact.length);
        double psnr = psnr(photo.rgb(), decode(quality(quality), bytes, 256, 192, XRGB));
        assertTrue(psnr > decibels, "PSNR " + psnr);
    }

    @Test
    void photo_inEachFormatThatHasWavelets_isNotTooCoarse() {
        int usable = 0;
        for (PixelFormat format : PixelFormats.KNOWN) {
            if (Zywrle.isUsable(format)) {
                usable++;
                PixelTranslator translator = PixelTranslator.of(format);
                Picture photo = Picture.photo(128, 65, 3);
                byte[] bytes = encode(quality(8), photo.packed(), translator);
                int[] shown = decode(quality(8), bytes, 128, 65, translator);
                double psnr = psnr(photo.seenThrough(translator), shown);
                double least = format.bitsPerPixel() == 32 ? 32 : 27;
                assertTrue(psnr > least && psnr < 60, psnr + " in " + format);
            }
        }
        assertTrue(usable >= 4, usable + " formats");
    }

    @Test
    void anything_inFormatsWithoutWavelets_isExact() {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            PixelFormat format =
                    round < PixelFormats.KNOWN.size()
                            ? PixelFormats.KNOWN.get(round)
                            : PixelFormats.random(random);
            if (!Zywrle.isUsable(format)) {
                PixelTranslator translator = PixelTranslator.of(format);
                Picture picture = Picture.of(Contents.random(random), 70, 66, round);
                byte[] bytes = encode(quality(2), picture.packed(), translator);
                assertArrayEquals(
                        picture.seenThrough(translator),
                        decode(quality(2), bytes, 70, 66, translator));
            }
        }
    }

    /// Few colours are exact for any viewer: text stays what it is.
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8})
    void text_ofFewColours_isExact(int quality) {
        for (Contents contents :
                List.of(Contents.SOLID, Contents.TEXT, Contents.FEW_COLOURS, Contents.WINDOWS)) {
            Picture picture = Picture.of(contents, 130, 66, 5);
            byte[] bytes = encode(quality(quality), picture.packed(), XRGB);
            assertArrayEquals(picture.rgb(), decode(quality(quality), bytes, 130, 66, XRGB));
        }
    }

    /// Servers and viewers disagree whether quality 9 has wavelets: what we send then is read in
    /// the same way at every level.
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 9})
    void exactPixels_areReadByViewersOfEveryLevel(int quality) {
        for (EncodingPreferences exact : List.of(EncodingPreferences.NONE, quality(9))) {
            for (Contents contents : Contents.values()) {
                Picture picture = Picture.of(contents, 70, 66, 6);
                byte[] bytes = encode(exact, picture.packed(), XRGB);
                assertArrayEquals(picture.rgb(), decode(quality(quality), bytes, 70, 66, XRGB));
            }
        }
    }

    @Test
    void variant_ofEachQuality_isAnother() {
        try (Encoder encoder = Encoder.create(Encoding.ZYWRLE)) {
            encoder.adapt(quality(9));
            String exact = encoder.variant();
            encoder.adapt(EncodingPreferences.NONE);
            assertEquals(exact, encoder.variant());
            encoder.adapt(quality(7));
            String seven = encoder.variant();
            assertNotEquals(exact, seven);
            encoder.adapt(quality(8));
            assertNotEquals(seven, encoder.variant());
        }
    }

    @Test
    void photo_ofAnySize_isNotTooCoarse() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int width = 1 + random.nextInt(70);
            int height = 1 + random.nextInt(70);
            EncodingPreferences preferences = quality(random.nextInt(9));
            Picture photo = Picture.photo(width, height, round);
            byte[] bytes = encode(preferences, photo.packed(), XRGB);
            double psnr = psnr(photo.rgb(), decode(preferences, bytes, width, height, XRGB));
            assertTrue(psnr > 15, "PSNR %f of %dx%d".formatted(psnr, width, height));
        }
    }

    @Test
    void wavelets_damagedAtRandom_areDecodedOrRefused() {
        Random random = new Random(8);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = encode(quality(round % 9), Picture.photo(40, 20, round).packed(), XRGB);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                decode(quality(round % 9), bytes, 40, 20, XRGB);
            } catch (RfbProtocolException | EndOfStreamException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, "refused " + refused);
        byte[] endless = compressed("00");
        assertThrows(RfbProtocolException.class, () -> decode(quality(0), endless, 8, 8, XRGB));
    }
}
