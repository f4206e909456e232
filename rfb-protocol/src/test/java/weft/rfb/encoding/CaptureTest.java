package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.Feed;
import weft.rfb.PixelFormat;
import weft.rfb.PixelFormats;
import weft.rfb.PixelTranslator;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.SetEncodings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Whole updates of other servers (TigerVNC 1.12 and x11vnc 0.9.16), captured once: each encoding
/// of a picture decodes to what its Raw capture shows. The names are server, picture, encoding,
/// format.
class CaptureTest {

    private static final Map<String, PixelFormat> FORMATS =
            Map.of(
                    "xrgb", PixelFormat.XRGB8888,
                    "bexrgb", PixelFormats.BIG_ENDIAN_XRGB,
                    "rgb565", PixelFormat.RGB565);

    /// Decodes an update of one rectangle or more, all in this encoding.
    private static int[] decode(Feed feed, Encoding encoding, PixelFormat format, int width) {
        return decode(feed, encoding, EncodingPreferences.NONE, format, width);
    }

    private static int[] decode(
            Feed feed,
            Encoding encoding,
            EncodingPreferences preferences,
            PixelFormat format,
            int width) {
        FramebufferUpdate update = (FramebufferUpdate) ServerMessages.read(feed);
        int[] rgb = new int[width * 75];
        try (Decoder decoder = Decoder.create(encoding, preferences)) {
            for (int i = 0; i < update.rectangles(); i++) {
                RectangleHeader header = RectangleHeader.read(feed);
                assertEquals(encoding.number(), header.encoding());
                decoder.decode(
                        feed,
                        PixelTranslator.of(format),
                        new Target(
                                rgb,
                                header.y() * width + header.x(),
                                width,
                                header.width(),
                                header.height()));
            }
        }
        assertTrue(feed.atEnd(), "bytes left over");
        return rgb;
    }

    @ParameterizedTest
    @CsvSource({
        "xtigervnc-picture, HEXTILE, xrgb, 100",
        "xtigervnc-picture, TIGHT, xrgb, 100",
        "xtigervnc-picture, ZRLE, xrgb, 100",
        "xtigervnc-picture, HEXTILE, rgb565, 100",
        "xtigervnc-picture, TIGHT, rgb565, 100",
        "xtigervnc-picture, ZRLE, rgb565, 100",
        "x11vnc-flat, RRE, xrgb, 60",
        "x11vnc-flat, HEXTILE, xrgb, 60",
        "x11vnc-flat, ZLIB, xrgb, 60",
        "x11vnc-flat, ZRLE, xrgb, 60",
        "x11vnc-flat, TIGHT, xrgb, 60",
        "x11vnc-flat, RRE, bexrgb, 60",
        "x11vnc-flat, HEXTILE, bexrgb, 60",
        "x11vnc-flat, ZLIB, bexrgb, 60",
        "x11vnc-flat, TIGHT, bexrgb, 60",
        "x11vnc-flat, TIGHT, rgb565, 60",
        "x11vnc-grad, RRE, xrgb, 100",
        "x11vnc-grad, HEXTILE, xrgb, 100",
        "x11vnc-grad, ZLIB, xrgb, 100",
        "x11vnc-grad, ZRLE, xrgb, 100",
        "x11vnc-grad, TIGHT, xrgb, 100",
        "x11vnc-grad, RRE, bexrgb, 100",
        "x11vnc-grad, HEXTILE, bexrgb, 100",
        "x11vnc-grad, ZLIB, bexrgb, 100",
        "x11vnc-grad, TIGHT, bexrgb, 100",
        "x11vnc-grad, TIGHT, rgb565, 100",
        "libvncclient-gradient, TIGHT, xrgb, 100",
        "libvncclient-gradient, TIGHT, rgb565, 100"
    })
    void update_ofAnotherServer_showsWhatItsRawUpdateShows(
            String picture, Encoding encoding, String format, int width) {
        PixelFormat pixels = Objects.requireNonNull(FORMATS.get(format));
        int[] expected =
                decode(
                        Feed.whole(Captures.bytes(picture + "-raw-" + format)),
                        Encoding.RAW,
                        pixels,
                        width);
        assertTrue(Arrays.stream(expected).distinct().count() > 3, "a picture");
        byte[] update =
                Captures.bytes(
                        picture + "-" + encoding.name().toLowerCase(Locale.ROOT) + "-" + format);
        assertArrayEquals(expected, decode(Feed.whole(update), encoding, pixels, width));
        assertArrayEquals(expected, decode(Feed.oneByteAtATime(update), encoding, pixels, width));
        assertArrayEquals(expected, decode(Feed.randomSplits(update, 3), encoding, pixels, width));
    }

    /// With JPEG of three qualities, and of 4:2:0 and 4:4:4; TigerVNC sends it in 16 bits, too.
    @ParameterizedTest
    @CsvSource({
        "xtigervnc-photo3, xrgb, 31",
        "xtigervnc-photo8, xrgb, 38",
        "xtigervnc-photo8, rgb565, 38",
        "x11vnc-photo1, xrgb, 26",
        "x11vnc-photo5, xrgb, 34",
        "x11vnc-photo9, xrgb, 48"
    })
    void jpegUpdate_ofAnotherServer_showsAlmostWhatItsRawUpdateShows(
            String name, String format, int decibels) {
        int[] expected =
                decode(
                        Feed.whole(Captures.bytes("xtigervnc-photo-raw-xrgb")),
                        Encoding.RAW,
                        PixelFormat.XRGB8888,
                        100);
        assertArrayEquals(Picture.waves(100, 75).rgb(), expected);
        byte[] update = Captures.bytes(name + "-tight-" + format);
        PixelFormat pixels = Objects.requireNonNull(FORMATS.get(format));
        for (Feed feed : List.of(Feed.whole(update), Feed.oneByteAtATime(update))) {
            double reached =
                    new Picture(100, 75, expected)
                            .decibels(decode(feed, Encoding.TIGHT, pixels, 100));
            assertTrue(reached >= decibels, reached + " dB");
        }
    }

    /// Of LibVNCServer 0.9.14 for viewers of different quality; the pixels are those that its own
    /// client made of it.
    @ParameterizedTest
    @CsvSource({"1, rgb565", "4, xrgb", "7, xrgb"})
    void zywrleUpdate_ofLibVncServer_showsWhatItsClientShowed(int quality, String format) {
        PixelFormat pixels = Objects.requireNonNull(FORMATS.get(format));
        String name = "libvncserver-waves" + quality;
        int[] expected =
                decode(
                        Feed.whole(Captures.bytes(name + "-raw-" + format)),
                        Encoding.RAW,
                        pixels,
                        70);
        var preferences =
                EncodingPreferences.of(
                        new SetEncodings(List.of(EncodingPreferences.QUALITY_0 + quality)));
        byte[] update = Captures.bytes(name + "-zywrle-" + format);
        for (Feed feed : List.of(Feed.whole(update), Feed.oneByteAtATime(update))) {
            assertArrayEquals(expected, decode(feed, Encoding.ZYWRLE, preferences, pixels, 70));
        }
    }
}
