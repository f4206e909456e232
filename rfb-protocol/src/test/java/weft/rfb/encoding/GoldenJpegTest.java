package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.rfb.codec.JpegCodec.Subsampling;
import weft.rfb.encoding.Picture.Contents;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.RectangleHeader;

import java.util.Arrays;
import java.util.List;

/// Bytes of the encodings with JPEG. What is read was written by cjpeg (libjpeg-turbo 2.1) with
/// `-quality 90` and the option in the file's name, and by libjpeg, told to leave the tables of the
/// second picture out; it is [Picture#waves] of 100x75.
class GoldenJpegTest {

    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);
    private static final Picture WAVES = Picture.waves(100, 75);

    private static int[] decode(Decoder decoder, RfbInput in) {
        int[] rgb = new int[100 * 75];
        decoder.decode(in, XRGB, new Target(rgb, 0, 100, 100, 75));
        return rgb;
    }

    private static int[] decode(Encoding encoding, RfbInput in) {
        try (Decoder decoder = Decoder.create(encoding)) {
            return decode(decoder, in);
        }
    }

    /// Behind the control byte for JPEG and its length in two bytes (rfbproto, Tight Encoding).
    private static byte[] inTight(byte[] jpeg) {
        return Hex.written(out -> {
            assertTrue(jpeg.length >= 0x80 && jpeg.length < 0x4000);
            out.u8(0x90);
            out.u8(0x80 | (jpeg.length & 0x7f));
            out.u8(jpeg.length >> 7);
            out.bytes(jpeg);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "cjpeg-444, 40",
        "cjpeg-422, 38",
        "cjpeg-420, 38",
        "cjpeg-optimized, 38",
        "cjpeg-progressive, 38",
        "cjpeg-restart, 38"
    })
    void jpeg_ofAnotherEncoder_isDecoded(String name, int decibels) {
        byte[] jpeg = Captures.jpeg(name);
        int[] shown = decode(Encoding.JPEG, Feed.whole(jpeg));
        assertTrue(WAVES.decibels(shown) >= decibels, WAVES.decibels(shown) + " dB");
        for (Encoding encoding : List.of(Encoding.TIGHT, Encoding.TIGHT_PNG)) {
            assertArrayEquals(shown, decode(encoding, Feed.whole(inTight(jpeg))));
        }
    }

    @Test
    void jpeg_ofAnotherEncoderInGray_isDecoded() {
        int[] gray = WAVES.rgb().clone();
        for (int i = 0; i < gray.length; i++) {
            int red = gray[i] >> 16;
            int green = gray[i] >> 8 & 0xff;
            int blue = gray[i] & 0xff;
            gray[i] = (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue) * 0x010101;
        }
        byte[] jpeg = Captures.jpeg("cjpeg-gray");
        int[] shown = decode(Encoding.JPEG, Feed.whole(jpeg));
        double decibels = new Picture(100, 75, gray).decibels(shown);
        assertTrue(decibels >= 40, decibels + " dB");
        assertArrayEquals(shown, decode(Encoding.TIGHT, Feed.whole(inTight(jpeg))));
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "TIGHT", "TIGHT_PNG"})
    void jpeg_howeverItComes_isReadUpToItsEnd(Encoding encoding) {
        byte[] jpeg = Captures.jpeg("cjpeg-restart");
        byte[] data = encoding == Encoding.JPEG ? jpeg : inTight(jpeg);
        List<Integer> expected =
                Arrays.stream(decode(Encoding.JPEG, Feed.whole(jpeg))).boxed().toList();
        Feed.assertParses(
                expected, data, in -> Arrays.stream(decode(encoding, in)).boxed().toList());
    }

    /// The second picture, upside down, has no tables.
    @Test
    void jpegWithoutTables_ofAnotherEncoder_hasThoseOfThePictureBefore() {
        byte[] both = Captures.jpeg("libjpeg-abbreviated");
        Feed feed = Feed.whole(both);
        int[] upsideDown = new int[100 * 75];
        for (int y = 0; y < 75; y++) {
            System.arraycopy(WAVES.rgb(), 100 * y, upsideDown, 100 * (74 - y), 100);
        }
        try (Decoder decoder = Decoder.create(Encoding.JPEG)) {
            assertTrue(WAVES.decibels(decode(decoder, feed)) > 38);
            double second = new Picture(100, 75, upsideDown).decibels(decode(decoder, feed));
            assertTrue(second > 38, second + " dB");
            assertTrue(feed.atEnd());
        }
        String hex = Hex.of(both);
        byte[] alone = Hex.bytes(hex.substring(hex.lastIndexOf("ffd8ffe0")));
        assertTrue(alone.length < 1200, alone.length + " bytes");
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> decode(Encoding.JPEG, Feed.whole(alone)));
        assertEquals("JPEG without quantization tables, and no picture before it", e.getMessage());
    }

    private static byte[] encoded(Encoding encoding, Picture picture, JpegQuality quality) {
        RfbBuffer out = new RfbBuffer();
        new RectangleHeader(1, 2, picture.width(), picture.height(), encoding.number()).write(out);
        try (Encoder encoder = Encoder.create(encoding)) {
            var pixels = (PackedPixels) picture.packed();
            assertEquals(encoding, encoder.encodeJpeg(pixels, quality, out));
        }
        return out.toByteArray();
    }

    /// | bytes | what                                                                   |
    /// |------:|------------------------------------------------------------------------|
    /// |    12 | rectangle: x, y, width, height, encoding                               |
    /// |     1 | 0x90: JPEG, no stream begins anew                                      |
    /// |   1-3 | length, 7 bits each, the lowest first, the high bit if there are more  |
    /// |     * | JFIF                                                                   |
    @ParameterizedTest
    @CsvSource({
        "TIGHT, 100, 75, '0001 0002 0064 004b 00000007 90', 2",
        "TIGHT, 300, 200, '0001 0002 012c 00c8 00000007 90', 3",
        "TIGHT_PNG, 100, 75, '0001 0002 0064 004b fffffefc 90', 2",
        "JPEG, 100, 75, '0001 0002 0064 004b 00000015', 0",
    })
    void encodedJpeg_isFramedExactly(
            Encoding encoding, int width, int height, String header, int lengthBytes) {
        var quality = new JpegQuality(100, Subsampling.S444);
        Picture noise = Picture.of(Contents.NOISE, width, height, 1);
        byte[] bytes = encoded(encoding, lengthBytes == 3 ? noise : WAVES, quality);
        byte[] before = Hex.bytes(header);
        assertEquals(Hex.of(before), Hex.of(Arrays.copyOf(bytes, before.length)));
        int start = before.length + lengthBytes;
        int length = bytes.length - start;
        byte[] compact =
                switch (lengthBytes) {
                    case 0 -> new byte[0];
                    case 2 -> new byte[] {(byte) (length | 0x80), (byte) (length >> 7)};
                    default ->
                            new byte[] {
                                (byte) (length | 0x80),
                                (byte) (length >> 7 | 0x80),
                                (byte) (length >> 14)
                            };
                };
        assertEquals(Hex.of(compact), Hex.of(Arrays.copyOfRange(bytes, before.length, start)));
        assertTrue(lengthBytes != 2 || length < 0x4000, length + " bytes");
        assertTrue(lengthBytes != 3 || length >= 0x4000, length + " bytes");
        String jpeg = Hex.of(Arrays.copyOfRange(bytes, start, bytes.length));
        assertTrue(jpeg.startsWith("ffd8ffe000104a46494600"), jpeg.substring(0, 24));
        // start of frame: 8 bits, height, width, three components, none of them subsampled
        assertTrue(
                jpeg.contains("ffc0001108%04x%04x03011100".formatted(height, width)),
                "a baseline frame of its size");
        assertTrue(jpeg.endsWith("ffd9"));
    }
}
