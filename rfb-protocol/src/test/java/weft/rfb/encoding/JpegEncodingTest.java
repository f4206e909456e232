package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelFormats;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Picture.Contents;
import weft.rfb.encoding.Pixels.PackedPixels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// JPEG as an encoding, and inside of TightPNG.
class JpegEncodingTest {

    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);
    private static final Picture WAVES = Picture.waves(70, 50);

    private static byte[] jpeg(Encoding encoding, int quality) {
        RfbBuffer out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(encoding)) {
            assertTrue(encoder.hasJpeg(XRGB));
            assertEquals(
                    encoding,
                    encoder.encodeJpeg(
                            (PackedPixels) WAVES.packed(),
                            new JpegQuality(quality, JpegQuality.ofLevel(9).subsampling()),
                            out));
        }
        return out.toByteArray();
    }

    private static int[] decode(Decoder decoder, byte[] bytes) {
        int[] rgb = new int[70 * 50];
        Feed feed = Feed.whole(bytes);
        decoder.decode(feed, XRGB, new Target(rgb, 0, 70, 70, 50));
        assertTrue(feed.atEnd());
        return rgb;
    }

    private static int largestDifference(int[] a, int[] b) {
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int shift = 0; shift < 32; shift += 8) {
                int difference = (a[i] >> shift & 255) - (b[i] >> shift & 255);
                largest = Math.max(largest, Math.abs(difference));
            }
        }
        return largest;
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "TIGHT_PNG"})
    void photo_comesBackAlmostTheSame(Encoding encoding) {
        byte[] bytes = jpeg(encoding, 90);
        try (Decoder decoder = Decoder.create(encoding)) {
            assertTrue(largestDifference(WAVES.rgb(), decode(decoder, bytes)) < 16);
        }
        assertEquals(encoding == Encoding.JPEG ? 0xff : 0x90, bytes[0] & 0xff);
        List<Integer> expected =
                Arrays.stream(decode(Decoder.create(encoding), bytes)).boxed().toList();
        Feed.assertParses(
                expected,
                bytes,
                in -> {
                    int[] rgb = new int[70 * 50];
                    try (Decoder decoder = Decoder.create(encoding)) {
                        decoder.decode(in, XRGB, new Target(rgb, 0, 70, 70, 50));
                    }
                    return Arrays.stream(rgb).boxed().toList();
                });
    }

    @Test
    void everySizeAndFormat_comesBackAlmostTheSame() {
        Random random = new Random(21);
        Set<Encoding> used = new HashSet<>();
        try (Encoder encoder = Encoder.create(Encoding.JPEG);
                Decoder decoder = Decoder.create(Encoding.JPEG);
                Decoder raw = Decoder.create(Encoding.RAW)) {
            for (int i = 0; i < 700; i++) {
                int width = 1 + random.nextInt(70);
                int height = 1 + random.nextInt(70);
                PixelFormat format =
                        PixelFormats.KNOWN.get(random.nextInt(PixelFormats.KNOWN.size()));
                PixelTranslator translator = PixelTranslator.of(format);
                Picture picture = Picture.waves(width, height);
                RfbBuffer out = new RfbBuffer();
                Encoding written = encoder.encode(picture.packed(3, 4), translator, out);
                used.add(written);
                int[] rgb = new int[width * height];
                Feed feed = Feed.whole(out.toByteArray());
                (written == Encoding.RAW ? raw : decoder)
                        .decode(feed, translator, new Target(rgb, 0, width, width, height));
                assertTrue(feed.atEnd());
                String what = "%dx%d in %s".formatted(width, height, format);
                if (written == Encoding.RAW) {
                    assertArrayEquals(picture.seenThrough(translator), rgb, what);
                } else {
                    assertTrue(format.bitsPerPixel() > 8, what);
                    assertTrue(largestDifference(picture.rgb(), rgb) <= 4, what);
                }
                assertTrue(out.length() <= width * height * translator.bytesPerPixel(), what);
            }
        }
        assertEquals(Set.of(Encoding.RAW, Encoding.JPEG), used);
    }

    @Test
    void indexedPixels_areThoseOfTheirColours() {
        Picture.Indexed indexed = Picture.of(Contents.FEW_COLOURS, 64, 64, 3).indexed();
        assertArrayEquals(
                Encoded.in(Encoding.JPEG, indexed.shown().packed(), XRGB).data(),
                Encoded.in(Encoding.JPEG, indexed.pixels(), XRGB).data());
    }

    @Test
    void jpeg_inEightBits_isNotOffered() {
        PixelTranslator bgr233 = PixelTranslator.of(PixelFormat.BGR233);
        for (Encoding encoding : List.of(Encoding.JPEG, Encoding.TIGHT_PNG)) {
            try (Encoder encoder = Encoder.create(encoding)) {
                assertFalse(encoder.hasJpeg(bgr233));
            }
        }
    }

    /// A JPEG without the segments of one kind.
    private static byte[] without(int kind, byte[] jpeg) {
        RfbBuffer out = new RfbBuffer();
        out.bytes(jpeg, 0, 2);
        int at = 2;
        int removed = 0;
        while ((jpeg[at + 1] & 0xff) != Jpeg.START_OF_SCAN) {
            int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
            if ((jpeg[at + 1] & 0xff) == kind) {
                removed++;
            } else {
                out.bytes(jpeg, at, length);
            }
            at += length;
        }
        assertTrue(removed > 0);
        out.bytes(jpeg, at, jpeg.length - at);
        return out.toByteArray();
    }

    @Test
    void tables_thatAreLeftOut_areThoseOfThePictureBefore() {
        byte[] coarse = jpeg(Encoding.JPEG, 20);
        byte[] fine = jpeg(Encoding.JPEG, 95);
        byte[] bare = without(Jpeg.HUFFMAN_TABLES, without(Jpeg.QUANTIZATION_TABLES, coarse));
        try (Decoder decoder = Decoder.create(Encoding.JPEG)) {
            int[] expected = decode(decoder, coarse);
            assertArrayEquals(expected, decode(decoder, bare));
            assertArrayEquals(expected, decode(decoder, bare), "and once more");
            decode(decoder, fine);
            byte[] noHuffman = without(Jpeg.HUFFMAN_TABLES, coarse);
            assertArrayEquals(expected, decode(decoder, noHuffman));
            assertArrayEquals(expected, decode(decoder, bare));
        }
        try (Decoder decoder = Decoder.create(Encoding.JPEG)) {
            assertRefused(
                    decoder,
                    without(Jpeg.QUANTIZATION_TABLES, coarse),
                    "JPEG without quantization tables, and no picture before it");
            assertRefused(
                    decoder,
                    without(Jpeg.HUFFMAN_TABLES, coarse),
                    "JPEG without Huffman tables, and no picture before it");
        }
    }

    @Test
    void picture_thatDoesNotEnd_isCutOff() {
        List<byte[]> endless = new ArrayList<>();
        RfbBuffer segments = new RfbBuffer();
        segments.bytes(Hex.bytes("ffd8"));
        RfbBuffer scan = new RfbBuffer();
        scan.bytes(Hex.bytes("ffd8 ffda 0002"));
        scan.bytes(new byte[300_000]);
        for (int i = 0; i < 10; i++) {
            segments.bytes(Hex.bytes("ffe0 ffff"));
            segments.bytes(new byte[0xfffd]);
        }
        endless.add(segments.toByteArray());
        endless.add(scan.toByteArray());
        for (byte[] bytes : endless) {
            try (Decoder decoder = Decoder.create(Encoding.JPEG)) {
                var target = new Target(new int[1], 0, 1, 1, 1);
                var e =
                        assertThrows(
                                RfbProtocolException.class,
                                () -> decoder.decode(Feed.whole(bytes), XRGB, target));
                assertEquals("JPEG of more than 133120 bytes for its rectangle", e.getMessage());
            }
        }
    }

    private static void assertRefused(Decoder decoder, byte[] bytes, String message) {
        var e = assertThrows(RfbProtocolException.class, () -> decode(decoder, bytes));
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "TIGHT_PNG"})
    void picture_damagedAtRandom_isDecodedOrRefused(Encoding encoding) {
        Random random = new Random(7);
        byte[] good = jpeg(encoding, 60);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = good.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (Decoder decoder = Decoder.create(encoding)) {
                decoder.decode(
                        Feed.whole(bytes), XRGB, new Target(new int[70 * 50], 0, 70, 70, 50));
            } catch (RfbProtocolException | EndOfStreamException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, "refused " + refused);
    }

    @Test
    void tables_thatAreTooLong_areRefused() {
        RfbBuffer out = new RfbBuffer();
        out.bytes(Hex.bytes("ffd8 ffc4 1002"));
        out.bytes(new byte[0x1000]);
        out.bytes(Hex.bytes("ffd9"));
        try (Decoder decoder = Decoder.create(Encoding.JPEG)) {
            var target = new Target(new int[1], 0, 1, 1, 1);
            var e =
                    assertThrows(
                            RfbProtocolException.class,
                            () -> decoder.decode(Feed.whole(out.toByteArray()), XRGB, target));
            assertEquals("JPEG tables of 4100 bytes > limit 4096", e.getMessage());
        }
    }
}
