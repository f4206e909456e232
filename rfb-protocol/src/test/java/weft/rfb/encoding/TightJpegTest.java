package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.codec.JpegCodec.Subsampling;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.RectangleHeader;

/// JPEG inside of Tight.
class TightJpegTest {
    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    @Test
    void jpeg_ofAPhoto_comesBackAlmostTheSameAtEveryLevel() {
        int width = 200;
        int height = 137;
        Picture photo = Picture.waves(width, height);
        int[] rgb = photo.rgb();
        int lastLength = 0;
        for (int level = 0; level <= 9; level++) {
            var out = new RfbBuffer();
            int[] back = new int[rgb.length];
            try (Encoder encoder = Encoder.create(Encoding.TIGHT);
                    Decoder decoder = Decoder.create(Encoding.TIGHT)) {
                encoder.encodeJpeg(
                        new PackedPixels(rgb, 0, width, width, height),
                        JpegQuality.ofLevel(level),
                        out);
                assertEquals(0x90, out.toByteArray()[0] & 0xff);
                Feed feed = Feed.whole(out.toByteArray());
                decoder.decode(feed, XRGB, new Target(back, 0, width, width, height));
            }
            double psnr = photo.decibels(back);
            assertTrue(psnr >= (level == 9 ? 38 : 28), "level " + level + ": " + psnr + " dB");
            assertTrue(out.length() > lastLength, "level " + level + " is not larger than before");
            lastLength = out.length();
        }
        assertEquals(Subsampling.S420, JpegQuality.ofLevel(0).subsampling());
        assertEquals(new JpegQuality(100, Subsampling.S444), JpegQuality.ofLevel(9));
    }

    @Test
    void jpeg_inEightBits_isNotOffered() {
        try (Encoder tight = Encoder.create(Encoding.TIGHT);
                Encoder zrle = Encoder.create(Encoding.ZRLE)) {
            assertTrue(tight.hasJpeg(XRGB));
            assertFalse(tight.hasJpeg(PixelTranslator.of(PixelFormat.BGR233)));
            assertFalse(zrle.hasJpeg(XRGB));
        }
    }

    @Test
    void jpeg_ofAnotherSizeOrDamaged_isRefused() {
        int[] rgb = Picture.waves(16, 16).rgb();
        var out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(Encoding.TIGHT)) {
            encoder.encodeJpeg(new PackedPixels(rgb, 0, 16, 16, 16), JpegQuality.ofLevel(8), out);
        }
        assertRefused(out.toByteArray(), 17, 16, "JPEG of 16x16, expected 17x16");
        assertRefused(Hex.bytes("90 03 ffd8ff"), 16, 16, "JPEG of 3 bytes cannot be decoded");
        assertRefused(Hex.bytes("90 00"), 16, 16, "JPEG of 0 bytes cannot be decoded");
    }

    private static void assertRefused(byte[] data, int width, int height, String message) {
        try (Decoder decoder = Decoder.create(Encoding.TIGHT)) {
            var target = new Target(new int[width * height], 0, width, width, height);
            var e =
                    assertThrows(
                            RfbProtocolException.class,
                            () -> decoder.decode(Feed.whole(data), XRGB, target));
            assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
        }
    }

    @Test
    void rectangle_ofIndexedPixels_takesThePaletteAsItIs() {
        byte[] index = {9, 0, 1, 2, 9, 9, 2, 1, 0, 9};
        var pixels =
                new Pixels.IndexedPixels(
                        index, 1, 5, 3, 2, new int[] {0x0000ff, 0x00ff00, 0xff0000});
        var out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(Encoding.TIGHT)) {
            encoder.encodeRectangle(1, 2, pixels, XRGB, out);
        }
        assertEquals(
                "0001 0002 0003 0002 00000007 60 01 02 0000ff 00ff00 ff0000 000102 020100"
                        .replace(" ", ""),
                Hex.of(out.toByteArray()));
        assertEquals(RectangleHeader.read(Feed.whole(out.toByteArray())).width(), 3);
    }
}
