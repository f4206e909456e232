package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.Feed;
import weft.rfb.PixelFormat;
import weft.rfb.PixelFormats;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Picture.Contents;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SetEncodings;

import java.util.List;
import java.util.Map;
import java.util.Random;

class RoundTripTest {

    private static final String[] PIXELS = {
        "RAW",
        "RRE",
        "CORRE",
        "HEXTILE",
        "ZLIB",
        "TIGHT",
        "TRLE",
        "ZRLE",
        "ZYWRLE",
        "TIGHT_PNG",
        "JPEG",
        "OPEN_H264"
    };

    /// One viewer and one server whose streams go on over all rectangles.
    private static final class Peers implements AutoCloseable {
        private final Encoder encoder;
        private final Decoder decoder;
        private final Decoder raw = Decoder.create(Encoding.RAW);

        Peers(Encoding encoding) {
            encoder = Encoder.create(encoding);
            decoder = Decoder.create(encoding);
            assertEquals(encoding, encoder.encoding());
            assertEquals(encoding, decoder.encoding());
        }

        void assertSame(Pixels pixels, int[] expected, PixelTranslator translator, String what) {
            Feed feed = Feed.whole(Encoded.rectangle(encoder, pixels, translator));
            RectangleHeader header = RectangleHeader.read(feed);
            assertEquals(pixels.width(), header.width());
            assertEquals(pixels.height(), header.height());
            int stride = header.width() + 2;
            int[] rgb = new int[5 + stride * header.height()];
            boolean fellBack = header.encoding() == 0;
            if (fellBack) {
                assertTrue(
                        List.of(Encoding.RAW, Encoding.RRE, Encoding.CORRE)
                                .contains(encoder.encoding()),
                        what);
            } else {
                assertEquals(encoder.encoding().number(), header.encoding());
            }
            (fellBack ? raw : decoder)
                    .decode(
                            feed,
                            translator,
                            new Target(rgb, 5, stride, header.width(), header.height()));
            assertTrue(feed.atEnd(), what);
            int[] inner = new int[expected.length];
            for (int i = 0; i < rgb.length; i++) {
                int x = Math.floorMod(i - 5, stride);
                int y = Math.floorDiv(i - 5, stride);
                if (i >= 5 && x < header.width()) {
                    inner[y * header.width() + x] = rgb[i];
                } else {
                    assertEquals(0, rgb[i], "outside, " + what);
                }
            }
            assertArrayEquals(expected, inner, what);
        }

        @Override
        public void close() {
            encoder.close();
            decoder.close();
        }
    }

    /// Of a viewer that asks for exact pixels.
    private static EncodingPreferences preferences(Random random) {
        int level = EncodingPreferences.COMPRESSION_LEVEL_0 + random.nextInt(10);
        int withoutZlib = random.nextBoolean() ? Encoding.TIGHT_WITHOUT_ZLIB.number() : level;
        return EncodingPreferences.of(new SetEncodings(List.of(level, withoutZlib)));
    }

    @ExactEncodings
    void everySize_upTo70_isDecodedAsEncoded(Encoding encoding) {
        Random random = new Random(encoding.number());
        PixelFormat format = PixelFormat.XRGB8888;
        try (Peers peers = new Peers(encoding)) {
            for (int width = 1; width <= 70; width++) {
                for (int height = 1; height <= 70; height++) {
                    if (random.nextInt(5) == 0) {
                        format =
                                random.nextBoolean()
                                        ? PixelFormats.random(random)
                                        : PixelFormats.KNOWN.get(
                                                random.nextInt(PixelFormats.KNOWN.size()));
                        peers.encoder.adapt(preferences(random));
                    }
                    PixelTranslator translator = PixelTranslator.of(format);
                    Contents contents = Contents.random(random);
                    Picture picture = Picture.of(contents, width, height, random.nextLong());
                    String what = "%s %dx%d in %s".formatted(contents, width, height, format);
                    if (random.nextInt(4) == 0) {
                        Picture.Indexed indexed = picture.indexed();
                        peers.assertSame(
                                indexed.pixels(),
                                indexed.shown().seenThrough(translator),
                                translator,
                                "indexed " + what);
                    } else {
                        peers.assertSame(
                                picture.packed(random.nextInt(9), random.nextInt(9)),
                                picture.seenThrough(translator),
                                translator,
                                what);
                    }
                }
            }
        }
    }

    @ExactEncodings
    void everyContents_inEveryKnownFormat_isDecodedAsEncoded(Encoding encoding) {
        int[][] sizes = {{1, 1}, {16, 16}, {64, 64}, {65, 63}, {127, 131}, {300, 2}, {3, 257}};
        try (Peers peers = new Peers(encoding)) {
            for (PixelFormat format : PixelFormats.KNOWN) {
                PixelTranslator translator = PixelTranslator.of(format);
                for (Contents contents : Contents.values()) {
                    for (int[] size : sizes) {
                        Picture picture = Picture.of(contents, size[0], size[1], 11);
                        peers.assertSame(
                                picture.packed(),
                                picture.seenThrough(translator),
                                translator,
                                "%s %dx%d in %s".formatted(contents, size[0], size[1], format));
                    }
                }
            }
        }
    }

    @Test
    void tightWithoutZlib_everyContentsInEveryKnownFormat_isDecodedAsEncoded() {
        var preferences =
                EncodingPreferences.of(
                        new SetEncodings(
                                List.of(
                                        Encoding.TIGHT_WITHOUT_ZLIB.number(),
                                        EncodingPreferences.COMPRESSION_LEVEL_0)));
        try (Peers peers = new Peers(Encoding.TIGHT)) {
            peers.encoder.adapt(preferences);
            for (PixelFormat format : PixelFormats.KNOWN) {
                PixelTranslator translator = PixelTranslator.of(format);
                for (Contents contents : Contents.values()) {
                    Picture picture = Picture.of(contents, 257, 129, 11);
                    peers.assertSame(
                            picture.packed(),
                            picture.seenThrough(translator),
                            translator,
                            "%s in %s".formatted(contents, format));
                    assertEquals(0, peers.encoder.streams().takeWritten());
                }
            }
        }
    }

    @ExactEncodings
    void screen_ofFullSize_isDecodedAsEncoded(Encoding encoding) {
        PixelTranslator translator = PixelTranslator.of(PixelFormat.XRGB8888);
        try (Peers peers = new Peers(encoding)) {
            int width = Math.min(peers.encoder.maxWidth(), 2500);
            int height =
                    Math.min(
                            peers.encoder.maxHeight(),
                            Math.min(peers.encoder.maxArea() / width, 300));
            for (Contents contents : Contents.values()) {
                Picture picture = Picture.of(contents, width, height, 5);
                peers.assertSame(picture.packed(), picture.rgb(), translator, contents.name());
            }
        }
    }

    @Test
    void names_ofTheTestedEncodings_areAllThatCarryPixels() {
        for (Encoding encoding : Encoding.values()) {
            assertEquals(List.of(PIXELS).contains(encoding.name()), Encoder.isAvailable(encoding));
            if (Encoder.isAvailable(encoding)) {
                Encoder.create(encoding).close();
                Decoder.create(encoding).close();
            } else {
                assertThrows(IllegalArgumentException.class, () -> Encoder.create(encoding));
            }
        }
    }

    @Test
    void tightRectangle_beyondItsLimits_isRefused() {
        PixelTranslator translator = PixelTranslator.of(PixelFormat.XRGB8888);
        try (Encoder encoder = Encoder.create(Encoding.TIGHT)) {
            Pixels wide = Picture.of(Contents.SOLID, 2049, 1, 0).packed();
            Pixels large = Picture.of(Contents.SOLID, 2048, 257, 0).packed();
            RfbBuffer out = new RfbBuffer();
            assertThrows(
                    IllegalArgumentException.class, () -> encoder.encode(wide, translator, out));
            assertThrows(
                    IllegalArgumentException.class, () -> encoder.encode(large, translator, out));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "TIGHT", "ZRLE", "ZYWRLE", "TIGHT_PNG"})
    void encoder_afterClose_isNotUsable(Encoding encoding) {
        Encoder encoder = Encoder.create(encoding);
        encoder.close();
        encoder.close();
        PixelTranslator translator = PixelTranslator.of(PixelFormat.XRGB8888);
        Pixels pixels = Picture.of(Contents.NOISE, 20, 20, 0).packed();
        RfbBuffer out = new RfbBuffer();
        assertThrows(IllegalStateException.class, () -> encoder.encode(pixels, translator, out));
        assertThrows(IllegalArgumentException.class, () -> open(encoding).compressionLevel(10));
    }

    private static Encoder open(Encoding encoding) {
        return Encoder.create(encoding);
    }

    @ParameterizedTest
    @EnumSource(Contents.class)
    void withoutCompression_anyContents_areHardlyLongerThanRaw(Contents contents) {
        for (PixelFormat format : List.of(PixelFormat.XRGB8888, PixelFormat.BGR233)) {
            PixelTranslator translator = PixelTranslator.of(format);
            Pixels pixels = Picture.of(contents, 70, 50, 9).packed();
            int raw = 70 * 50 * translator.bytesPerPixel();
            int tiles = 5 * 4;
            Map<Encoding, Integer> longest =
                    Map.of(
                            Encoding.RRE,
                            raw,
                            Encoding.CORRE,
                            raw,
                            Encoding.HEXTILE,
                            raw + tiles,
                            Encoding.TRLE,
                            raw + tiles);
            longest.forEach((encoding, limit) -> {
                int length = Encoded.in(encoding, pixels, translator).data().length;
                assertTrue(length <= limit, encoding + " of " + length);
            });
        }
    }
}
