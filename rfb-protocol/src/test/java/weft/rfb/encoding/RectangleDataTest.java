package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelFormats;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Picture.Contents;
import weft.rfb.message.RectangleHeader;

import java.util.Arrays;

class RectangleDataTest {

    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    /// Skips one rectangle, of whatever encoding its header tells.
    private static void skip(Feed feed, PixelTranslator translator) {
        RectangleHeader header = RectangleHeader.read(feed);
        RectangleData.skip(
                feed,
                Encoding.byNumber(header.encoding()),
                translator,
                header.width(),
                header.height());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RAW",
                "RRE",
                "CORRE",
                "HEXTILE",
                "ZLIB",
                "TIGHT",
                "ZRLE",
                "ZYWRLE",
                "TIGHT_PNG",
                "OPEN_H264"
            })
    void skip_everyContentsInEveryKnownFormat_endsWhereTheDataEnds(Encoding encoding) {
        int[][] sizes = {{1, 1}, {3, 1}, {16, 16}, {65, 63}, {120, 131}};
        assertTrue(RectangleData.canSkip(encoding));
        try (var encoder = Encoder.create(encoding)) {
            for (PixelFormat format : PixelFormats.KNOWN) {
                var translator = PixelTranslator.of(format);
                for (Contents contents : Contents.values()) {
                    for (int[] size : sizes) {
                        Pixels pixels = Picture.of(contents, size[0], size[1], 7).packed();
                        Feed feed = Feed.whole(Encoded.rectangle(encoder, pixels, translator));
                        skip(feed, translator);
                        assertTrue(feed.atEnd(), contents + " in " + format);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TIGHT, 80 010203, a fill",
        "TIGHT, 90 02 aabb, a JPEG",
        "TIGHT, 00 05 0102030405, compressed pixels",
        "TIGHT, 40 02 05 0102030405, compressed gradient",
        "TIGHT, 40 01 01 010203 040506 aaaa, a short palette of two",
        "TIGHT, 40 01 02 010203 040506 070809 03 010203, a palette of three",
        "TIGHT, a0 30 %48, pixels without zlib",
        "TIGHT, 00 8001 %128, a length of two bytes",
        "TIGHT_PNG, a0 03 010203, a PNG",
        "COPY_RECT, 00010002, a source",
    })
    void skip_kindsOf8x2Pixels_endsWhereTheDataEnds(Encoding encoding, String hex, String what) {
        int filler = hex.indexOf('%');
        String data =
                filler < 0
                        ? hex
                        : hex.substring(0, filler)
                                + "00".repeat(Integer.parseInt(hex.substring(filler + 1)));
        Feed feed = Feed.whole(Hex.bytes(data));
        RectangleData.skip(feed, encoding, XRGB, 8, 2);
        assertTrue(feed.atEnd(), what);
    }

    @Test
    void skip_cutOffAnywhere_isAnEndOfStream() {
        byte[] whole;
        try (var encoder = Encoder.create(Encoding.HEXTILE)) {
            whole = Encoded.rectangle(encoder, Picture.of(Contents.TEXT, 40, 20, 7).packed(), XRGB);
        }
        for (int length = 0; length < whole.length; length++) {
            Feed feed = Feed.whole(Arrays.copyOf(whole, length));
            assertThrows(EndOfStreamException.class, () -> skip(feed, XRGB));
        }
    }

    @ParameterizedTest
    @CsvSource({"TIGHT, b0", "TIGHT, c0", "TIGHT, f0", "TIGHT_PNG, 00", "TIGHT_PNG, e0"})
    void skip_unknownCompressionControl_isRefused(Encoding encoding, String hex) {
        Feed feed = Feed.whole(Hex.bytes(hex + "00".repeat(100)));
        var refused =
                assertThrows(
                        RfbProtocolException.class,
                        () -> RectangleData.skip(feed, encoding, XRGB, 8, 2));
        assertEquals(
                "Expected the compression-control of %s, got kind %d"
                        .formatted(encoding, Integer.parseInt(hex, 16) >> 4),
                refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = {"TRLE", "JPEG", "LAST_RECT", "CURSOR", "UNKNOWN"})
    void skip_lengthNotTold_isMisuse(Encoding encoding) {
        assertFalse(RectangleData.canSkip(encoding));
        Feed feed = Feed.whole(new byte[100]);
        assertThrows(
                IllegalArgumentException.class,
                () -> RectangleData.skip(feed, encoding, XRGB, 8, 2));
    }
}
