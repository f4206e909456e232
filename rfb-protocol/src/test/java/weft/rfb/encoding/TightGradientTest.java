package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelFormats;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Picture.Contents;
import weft.rfb.message.SetEncodings;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// When Tight's encoder filters pixels, and what comes of it.
class TightGradientTest {

    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);
    private static final int QUALITY_5 = EncodingPreferences.QUALITY_0 + 5;

    /// Basic compression in stream 3 with an explicit filter, and the filter.
    private static final int CONTROL = 0x70;

    private static final int GRADIENT = 2;

    private static Encoder encoder(int... numbers) {
        List<Integer> list = new ArrayList<>(List.of(Encoding.TIGHT.number()));
        for (int number : numbers) {
            list.add(number);
        }
        Encoder encoder = Encoder.create(Encoding.TIGHT);
        encoder.adapt(EncodingPreferences.of(new SetEncodings(list)));
        return encoder;
    }

    private static int level(int level) {
        return EncodingPreferences.COMPRESSION_LEVEL_0 + level;
    }

    private static byte[] encode(Encoder encoder, Pixels pixels, PixelTranslator translator) {
        RfbBuffer out = new RfbBuffer();
        assertEquals(Encoding.TIGHT, encoder.encode(pixels, translator, out));
        return out.toByteArray();
    }

    private static boolean isFiltered(byte[] bytes) {
        return (bytes[0] & 0xff) == CONTROL && bytes[1] == GRADIENT;
    }

    /// A plane: each pixel is one step more red than the one to its left, and two steps more green
    /// and 255 more blue, which is one less, than the one above.
    @Test
    void smoothPicture_isDifferencesFromWhatItsNeighboursLetExpect() {
        int[] rgb = new int[40 * 30];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % 40;
            int y = i / 40;
            rgb[i] = 0x506070 + x * 0x10000 + y * 0x1ff;
        }
        byte[] bytes;
        try (Encoder encoder = encoder(level(6))) {
            bytes = encode(encoder, new Picture(40, 30, rgb).packed(), XRGB);
        }
        assertTrue(isFiltered(bytes));
        int lengthAt = 2;
        int dataAt = bytes[lengthAt] < 0 ? 4 : 3;
        String expected =
                "506070" + "010000".repeat(39) + ("0002ff" + "000000".repeat(39)).repeat(29);
        assertEquals(expected, Hex.of(Zlib.inflate(bytes, dataAt)));
        Golden.assertDecodes(Encoding.TIGHT, new Picture(40, 30, rgb), XRGB, bytes);
    }

    @Test
    void photos_ofAllSizesAndFormats_areDecodedAsEncoded() {
        Random random = new Random(1);
        int filtered = 0;
        try (Encoder encoder = encoder(level(4));
                Decoder decoder = Decoder.create(Encoding.TIGHT)) {
            for (int round = 0; round < 600; round++) {
                PixelTranslator translator =
                        PixelTranslator.of(
                                random.nextInt(4) > 0
                                        ? PixelFormat.XRGB8888
                                        : PixelFormats.random(random));
                int width = 1 + random.nextInt(random.nextInt(9) > 0 ? 90 : 2048);
                int height = 1 + random.nextInt(90);
                Picture picture = Picture.photo(width, height, round);
                Pixels pixels = picture.packed(random.nextInt(9), random.nextInt(9));
                byte[] bytes = encode(encoder, pixels, translator);
                filtered += isFiltered(bytes) ? 1 : 0;
                int[] rgb = new int[width * height];
                Feed feed = Feed.whole(bytes);
                decoder.decode(feed, translator, new Target(rgb, 0, width, width, height));
                assertTrue(feed.atEnd());
                assertArrayEquals(picture.seenThrough(translator), rgb, width + "x" + height);
            }
        }
        assertTrue(filtered > 200, filtered + " filtered");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9})
    void photo_forAViewerThatAsksForCompression_isMuchShorter(int level) {
        Pixels photo = Picture.photo(200, 150, 1).packed();
        try (Encoder filtering = encoder(level(level));
                Encoder plain = encoder(level(level), QUALITY_5)) {
            byte[] filtered = encode(filtering, photo, XRGB);
            byte[] copied = encode(plain, photo, XRGB);
            assertTrue(isFiltered(filtered));
            assertEquals(0, copied[0]);
            assertTrue(
                    filtered.length * 4 < copied.length * 3,
                    filtered.length + " of " + copied.length);
        }
    }

    @Test
    void photo_forAViewerThatIsInAHurryOrTakesJpeg_isNotFiltered() {
        Pixels photo = Picture.photo(200, 150, 1).packed();
        int fine = EncodingPreferences.FINE_QUALITY_0 + 90;
        for (int[] numbers :
                new int[][] {
                    {}, {level(0)}, {level(1)}, {level(2)}, {level(9), QUALITY_5}, {level(9), fine}
                }) {
            try (Encoder encoder = encoder(numbers)) {
                assertEquals(0, encode(encoder, photo, XRGB)[0]);
            }
        }
    }

    /// Viewers disagree about what the differences of fewer bits are.
    @Test
    void photo_inLessThan24Bits_isNotFiltered() {
        Pixels photo = Picture.photo(200, 150, 1).packed();
        for (PixelFormat format : PixelFormats.KNOWN) {
            PixelTranslator translator = PixelTranslator.of(format);
            try (Encoder encoder = encoder(level(9))) {
                boolean three = translator.tight().bytesPerPixel() == 3;
                assertEquals(three, isFiltered(encode(encoder, photo, translator)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Contents.class)
    void filteredContents_areNeverLonger(Contents contents) {
        Pixels pixels = Picture.of(contents, 160, 120, 3).packed();
        try (Encoder filtering = encoder(level(6));
                Encoder plain = encoder(level(6), QUALITY_5)) {
            int filtered = encode(filtering, pixels, XRGB).length;
            assertTrue(filtered <= encode(plain, pixels, XRGB).length, contents.name());
        }
    }

    @Test
    void variant_ofEncodersThatFilter_isAnother() {
        try (Encoder filtering = encoder(level(3));
                Encoder plain = encoder(level(3), QUALITY_5)) {
            assertNotEquals(filtering.variant(), plain.variant());
            filtering.adapt(EncodingPreferences.NONE);
            assertEquals(filtering.variant(), plain.variant());
        }
    }
}
