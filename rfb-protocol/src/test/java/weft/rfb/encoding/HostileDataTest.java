package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.BufferedRfbInput;
import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbProtocolException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/// Decoders against servers that lie. All rectangles have 20x10 pixels of one byte.
class HostileDataTest {

    private static final PixelTranslator BGR233 = PixelTranslator.of(PixelFormat.BGR233);

    private static void decode(Encoding encoding, byte[] bytes) {
        try (Decoder decoder = Decoder.create(encoding)) {
            decoder.decode(Feed.whole(bytes), BGR233, new Target(new int[200], 0, 20, 20, 10));
        }
    }

    private static void assertRefused(Encoding encoding, byte[] bytes, String message) {
        var e = assertThrows(RfbProtocolException.class, () -> decode(encoding, bytes));
        assertEquals(message, e.getMessage());
    }

    private static byte[] withLength(byte[] data) {
        return Hex.written(out -> {
            out.u32(data.length);
            out.bytes(data);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "RRE, 000000c9 00, RRE with 201 subrectangles > 200 pixels",
        "RRE, ffffffff 00, RRE with 4294967295 subrectangles > 200 pixels",
        "RRE, 00000001 00 01 0013 0000 0002 0001, 'RRE subrectangle 2x1 at 19,0 leaves its"
                + " rectangle of 20x10'",
        "RRE, 00000001 00 01 0000 ffff 0001 ffff, 'RRE subrectangle 1x65535 at 0,65535 leaves its"
                + " rectangle of 20x10'",
        "CORRE, 000000c9 00, CoRRE with 201 subrectangles > 200 pixels",
        "CORRE, 00000001 00 01 13 00 02 01, 'CoRRE subrectangle 2x1 at 19,0 leaves its rectangle"
                + " of 20x10'",
        "CORRE, 00000001 00 01 00 ff 01 ff, 'CoRRE subrectangle 1x255 at 0,255 leaves its"
                + " rectangle of 20x10'",
        "TRLE, 11, Unknown TRLE subencoding 17",
        "TRLE, 7e, Unknown TRLE subencoding 126",
        "TRLE, 7f, 'TRLE subencoding 127 after a palette of 0, expected 2 to 16 colours'",
        "TRLE, 81, 'TRLE subencoding 129 after a palette of 0, expected 2 to 127 colours'",
        "TRLE, 03 010203 ff, TRLE index 3 into a palette of 3",
        "TRLE, 82 0102 02, TRLE index 2 into a palette of 2",
        "TRLE, 80 01 a0, 'TRLE run of 161 pixels or more, the tile has room for 160'",
        "TRLE, 91 0102030405060708090a0b0c0d0e0f1011 809f 7f, 'TRLE subencoding 127 after a palette"
                + " of 17, expected 2 to 16 colours'",
        "TRLE, 82 0102 819f 81 02, TRLE index 2 into a palette of 2",
        "TIGHT_PNG, 00 05, 'Expected TightPNG fill, JPEG or PNG, got compression-control 0'",
        "TIGHT_PNG, b0 05, 'Expected TightPNG fill, JPEG or PNG, got compression-control 176'",
        "TIGHT_PNG, a0 07 89504e470d0a1a, 'Expected a PNG, got 7 bytes of something else'",
        "TIGHT_PNG, a0 08 89504e470d0a1a0b, 'Expected a PNG, got 8 bytes of something else'",
        "TIGHT_PNG, a0 08 89504e470d0a1a0a, PNG chunk of -1 bytes in the last 0 of the picture",
        "TIGHT_PNG, a0 14 89504e470d0a1a0a 00000001, PNG chunk of 1 bytes in the last 12 of the"
                + " picture",
        "TIGHT_PNG, a0 14 89504e470d0a1a0a ffffffff, PNG chunk of 4294967295 bytes in the last 12"
                + " of the picture",
        "TIGHT_PNG, a0 14 89504e470d0a1a0a 00000000 49454e44 ae426082, PNG without a header",
        "TIGHT_PNG, a0 14 89504e470d0a1a0a 00000000 49454e44 ae426083, PNG chunk with a wrong CRC",
        "JPEG, ffd9, 'Expected a JPEG, ffd8, got ffd9'",
        "JPEG, ffd8 00d9, 'Expected a segment of a JPEG, got 00d9'",
        "JPEG, ffd8 ffd0, 'Expected a segment of a JPEG, got ffd0'",
        "JPEG, ffd8 ffd8, 'Expected a segment of a JPEG, got ffd8'",
        "JPEG, ffd8 ffdb 0001, 'JPEG segment of 1 bytes, expected 2 or more'",
        "HEXTILE, 0e 00 01 01 09 01, 'Hextile subrectangle 1x2 at 0,9 leaves its tile of 16x10'",
        "HEXTILE, 0e 00 01 01 f0 10, 'Hextile subrectangle 2x1 at 15,0 leaves its tile of 16x10'",
        "ZLIB, ffffffff, Compressed length 4294967295 > limit 4496 for 200 bytes",
        "ZLIB, 00001191, Compressed length 4497 > limit 4496 for 200 bytes",
        "ZRLE, 80000000, Compressed length 2147483648 > limit 5152 for 528 bytes",
        "TIGHT, 90 05, 'Tight JPEG with 8 bits-per-pixel, expected 16 or 32'",
        "TIGHT, b0 05, 'Expected Tight fill, JPEG or basic compression, got compression-control"
                + " 176'",
        "TIGHT, f0, 'Expected Tight fill, JPEG or basic compression, got compression-control 240'",
        "TIGHT, d0 05, 'Expected Tight fill, JPEG or basic compression, got compression-control"
                + " 208'",
        "TIGHT, a0 c701, 'Tight data without zlib of 199 bytes, expected 200'",
        "TIGHT, e0 03, 'Expected Tight filter-id 0, 1 or 2, got 3'",
        "TIGHT, 40 03, 'Expected Tight filter-id 0, 1 or 2, got 3'",
        "TIGHT, 00 ffffff, Compressed length 4194303 > limit 4496 for 200 bytes",
        "TIGHT, 40 02 05, 'Tight gradient filter with 8 bits-per-pixel, expected 16 or 32'"
    })
    void data_thatContradictsItself_isRefused(Encoding encoding, String hex, String message) {
        assertRefused(encoding, Hex.bytes(hex), message);
    }

    @ParameterizedTest
    @CsvSource({
        "11, Unknown ZRLE subencoding 17",
        "7f, Unknown ZRLE subencoding 127",
        "81, Unknown ZRLE subencoding 129",
        "03 010203 ff, ZRLE index 3 into a palette of 3",
        "82 0102 02, ZRLE index 2 into a palette of 2",
        "80 01 c8, 'ZRLE run of 201 pixels or more, the tile has room for 200'",
        "80 01 00 01 c7, 'ZRLE run of 200 pixels or more, the tile has room for 199'",
        "82 0102 80 ffffffff, 'ZRLE run of 256 pixels or more, the tile has room for 200'",
        "01 05 00, Compressed data is longer than its rectangle",
        "00 05, Compressed data is shorter than its rectangle",
        "'', Compressed data is shorter than its rectangle"
    })
    void zrleTile_thatContradictsItself_isRefused(String hex, String message) {
        byte[] data = Zlib.deflate(Hex.bytes(hex));
        assertRefused(Encoding.ZRLE, withLength(data), message);
    }

    @Test
    void tightIndex_beyondItsPalette_isRefused() {
        byte[] index = new byte[200];
        index[199] = 3;
        byte[] data = Zlib.deflate(index);
        assertTrue(data.length < 128);
        byte[] bytes =
                Hex.written(out -> {
                    out.bytes(Hex.bytes("60 01 02 010203"));
                    out.u8(data.length);
                    out.bytes(data);
                });
        assertRefused(Encoding.TIGHT, bytes, "Tight index 3 into a palette of 3");
    }

    @Test
    void tightRectangle_thatIsTooWide_isRefused() {
        Target wide = new Target(new int[2049], 0, 2049, 2049, 1);
        Feed feed = Feed.whole(Hex.bytes("80 00"));
        try (Decoder decoder = Decoder.create(Encoding.TIGHT)) {
            var e =
                    assertThrows(
                            RfbProtocolException.class, () -> decoder.decode(feed, BGR233, wide));
            assertEquals("Tight rectangle of 2049 columns > 2048", e.getMessage());
        }
    }

    @Test
    void correRectangle_thatIsTooLarge_isRefused() {
        Target high = new Target(new int[256], 0, 1, 1, 256);
        Feed feed = Feed.whole(Hex.bytes("00000000 05"));
        try (Decoder decoder = Decoder.create(Encoding.CORRE)) {
            var e =
                    assertThrows(
                            RfbProtocolException.class, () -> decoder.decode(feed, BGR233, high));
            assertEquals("CoRRE rectangle of 1x256 > 255 columns or rows", e.getMessage());
        }
    }

    @Test
    void compressedData_ofABomb_isCutOff() {
        byte[] bomb = Zlib.deflate(new byte[3_000_000]);
        assertTrue(bomb.length < 4000, "within the length's limit: " + bomb.length);
        assertRefused(
                Encoding.ZLIB, withLength(bomb), "Compressed data is longer than its rectangle");
    }

    @Test
    void compressedData_withADictionary_isRefused() {
        byte[] out = new byte[1000];
        int length;
        try (Deflater deflater = new Deflater()) {
            deflater.setDictionary(new byte[] {1, 2, 3});
            deflater.setInput(new byte[200]);
            length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        }
        assertRefused(
                Encoding.ZLIB,
                withLength(Arrays.copyOf(out, length)),
                "Compressed stream ends or has a dictionary");
    }

    @Test
    void compressedData_behindTheEndOfItsStream_isRefused() {
        byte[] out = new byte[5000];
        int length;
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(new byte[100]);
            deflater.finish();
            length = deflater.deflate(out);
        }
        assertRefused(
                Encoding.ZLIB,
                withLength(Arrays.copyOf(out, length)),
                "Compressed data is shorter than its rectangle");
        assertRefused(
                Encoding.ZLIB,
                withLength(Arrays.copyOf(out, 4400)),
                "Compressed stream ends or has a dictionary");
    }

    @Test
    void compressedData_thatIsJunk_isRefused() {
        byte[] junk = new byte[100];
        Arrays.fill(junk, (byte) 0xff);
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> decode(Encoding.ZLIB, withLength(junk)));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("Damaged compressed data: "),
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "TIGHT, 90 04 ffd8ffd9, JPEG for a rectangle without pixels",
        "TIGHT_PNG, 90 04 ffd8ffd9, JPEG for a rectangle without pixels",
        "JPEG, ffd8 ffdb 0003 00 ffc4 0003 00 ffd9, JPEG for a rectangle without pixels",
        "OPEN_H264, 00000004 00000000 00000001, Open H.264 for a rectangle without pixels"
    })
    void picture_withoutPixels_isRefused(Encoding encoding, String hex, String message) {
        for (Target target :
                List.of(
                        new Target(new int[0], 0, 0, 0, 16),
                        new Target(new int[0], 0, 16, 16, 0))) {
            Feed feed = Feed.whole(Hex.bytes(hex));
            try (Decoder decoder = Decoder.create(encoding)) {
                PixelTranslator xrgb = PixelTranslator.of(PixelFormat.XRGB8888);
                var e =
                        assertThrows(
                                RfbProtocolException.class,
                                () -> decoder.decode(feed, xrgb, target));
                assertEquals(message, e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"RAW", "ZLIB", "ZRLE", "ZYWRLE", "JPEG", "OPEN_H264"})
    void length_thatIsNotFilled_isNotBelieved(Encoding encoding) {
        int[] rgb = new int[1000 * 1000];
        byte[] bytes =
                Hex.bytes(
                        switch (encoding) {
                            case RAW -> "00";
                            case JPEG -> "ffd8 ffdb ffff 00";
                            case OPEN_H264 -> "007a1200 00000000 00000001";
                            default -> "007a1200 789c";
                        });
        PixelTranslator xrgb = PixelTranslator.of(PixelFormat.XRGB8888);
        var in = new MeasuredInput(bytes);
        try (Decoder decoder = Decoder.create(encoding)) {
            assertThrows(
                    EndOfStreamException.class,
                    () -> decoder.decode(in, xrgb, new Target(rgb, 0, 1000, 1000, 1000)));
        }
        assertTrue(in.largest < 1 << 20, in.largest + " bytes for the 8000000 that are announced");
    }

    /// Notes how large the arrays are that it is to fill.
    private static final class MeasuredInput extends BufferedRfbInput {

        private final byte[] bytes;
        private int next;
        private int largest;

        MeasuredInput(byte[] bytes) {
            super(4);
            this.bytes = bytes;
        }

        @Override
        protected int read(byte[] dst, int off, int len) {
            largest = Math.max(largest, dst.length);
            int count = Math.min(len, bytes.length - next);
            System.arraycopy(bytes, next, dst, off, count);
            next += count;
            return count == 0 ? -1 : count;
        }
    }

    @Test
    void cursor_thatIsTooLarge_isRefusedBeforeItIsRead() {
        Feed feed = Feed.whole(new byte[0]);
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> CursorShape.read(feed, BGR233, 65535, 65535));
        assertEquals("Cursor of 65535x65535 > limit 1024", e.getMessage());
    }

    /// Whatever the bytes are, a decoder ends, and in one of three ways.
    @ExactEncodings
    void data_damagedAtRandom_isDecodedOrRefused(Encoding encoding) {
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 4000; i++) {
            Picture picture = Picture.of(Picture.Contents.random(random), 20, 10, i);
            Encoded encoded = Encoded.in(encoding, picture.packed(), BGR233);
            byte[] bytes = encoded.data();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                decode(encoded.encoding(), bytes);
            } catch (RfbProtocolException | EndOfStreamException e) {
                refused++;
            }
        }
        assertTrue(encoding == Encoding.RAW ? refused == 0 : refused > 100, "refused " + refused);
    }

    @Test
    void targetsAndPixels_outsideOfTheirArrays_areRefused() {
        int[] rgb = new int[100];
        assertThrows(IndexOutOfBoundsException.class, () -> new Target(rgb, 1, 10, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new Target(rgb, 0, 9, 10, 1));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> new Target(rgb, 0, Integer.MAX_VALUE, 10, 65535));
        assertThrows(
                IndexOutOfBoundsException.class, () -> new Pixels.PackedPixels(rgb, 0, 10, 10, 11));
        assertThrows(
                IllegalArgumentException.class, () -> new Pixels.PackedPixels(rgb, 0, 10, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Pixels.IndexedPixels(new byte[4], 0, 2, 2, 2, new int[257]));
        assertEquals(0, new Target(new int[0], 0, 0, 0, 10).area());
    }
}
