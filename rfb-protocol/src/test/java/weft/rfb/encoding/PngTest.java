package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Picture.Contents;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;

/// TightPNG's pictures against the JDK's reader and writer of PNG, and by hand.
class PngTest {

    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    private static byte[] encode(Picture picture) {
        return Encoded.in(Encoding.TIGHT_PNG, picture.packed(), XRGB).data();
    }

    private static int[] decode(byte[] png, int width, int height) {
        int[] rgb = new int[width * height];
        PngReader.read(Feed.whole(png), png.length, new Target(rgb, 0, width, width, height));
        return rgb;
    }

    @ParameterizedTest
    @EnumSource(Contents.class)
    void encodedPictures_areReadByTheJdk(Contents contents) throws IOException {
        Random random = new Random(contents.name().hashCode());
        for (int i = 0; i < 60; i++) {
            int width = 2 + random.nextInt(80);
            int height = 2 + random.nextInt(80);
            Picture picture = Picture.of(contents, width, height, i);
            byte[] bytes = encode(picture);
            if ((bytes[0] & 0xff) == 0x80) {
                assertEquals(4, bytes.length);
                continue;
            }
            Feed feed = Feed.whole(bytes);
            assertEquals(0xa0, feed.u8());
            byte[] png = feed.bytes(CompactLength.read(feed));
            assertTrue(feed.atEnd());
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            int[] seen = image.getRGB(0, 0, width, height, null, 0, width);
            for (int p = 0; p < seen.length; p++) {
                seen[p] &= 0xffffff;
            }
            assertArrayEquals(picture.rgb(), seen, contents + " " + width + "x" + height);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void picturesOfTheJdk_areDecoded(int type) throws IOException {
        for (Contents contents : Contents.values()) {
            Picture picture = Picture.of(contents, 61, 47, 3);
            BufferedImage image = new BufferedImage(61, 47, type);
            for (int i = 0; i < picture.rgb().length; i++) {
                image.setRGB(i % 61, i / 61, picture.rgb()[i] | 0xff000000);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertTrue(ImageIO.write(image, "png", out));
            int[] expected = image.getRGB(0, 0, 61, 47, null, 0, 61);
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                // getRGB() goes through a colour space; the samples are what counts
                int[] samples = image.getRaster().getSamples(0, 0, 61, 47, 0, (int[]) null);
                for (int i = 0; i < samples.length; i++) {
                    expected[i] = samples[i] * 0x010101;
                }
            }
            for (int i = 0; i < expected.length; i++) {
                expected[i] &= 0xffffff;
            }
            assertArrayEquals(expected, decode(out.toByteArray(), 61, 47), contents.name());
        }
    }

    private static byte[] png(Object... typesAndHex) {
        RfbBuffer out = new RfbBuffer();
        out.bytes(Hex.bytes("89504e470d0a1a0a"));
        for (int i = 0; i < typesAndHex.length; i += 2) {
            byte[] type = ((String) typesAndHex[i]).getBytes(StandardCharsets.US_ASCII);
            byte[] data =
                    typesAndHex[i + 1] instanceof String hex
                            ? Hex.bytes(hex)
                            : (byte[]) typesAndHex[i + 1];
            CRC32 crc = new CRC32();
            crc.update(type);
            crc.update(data);
            out.u32(data.length);
            out.bytes(type);
            out.bytes(data);
            out.u32(crc.getValue());
        }
        return out.toByteArray();
    }

    private static byte[] zlib(String hex) {
        return Zlib.deflate(Hex.bytes(hex));
    }

    @Test
    void everyFilter_isTakenBack() {
        // ISO/IEC 15948, 9.2: none, sub, up, average, Paeth; grey
        byte[] png =
                png(
                        "IHDR",
                        "00000003 00000005 08 00 00 00 00",
                        "tEXt",
                        "00",
                        "IDAT",
                        zlib("00 0a141e  01 0a0a0a  02 010101  03 010203  04 010203"),
                        "IEND",
                        "");
        int[] expected = {
            10, 20, 30,
            10, 20, 30,
            11, 21, 31,
            6, 15, 26,
            7, 17, 29
        };
        int[] seen = decode(png, 3, 5);
        for (int i = 0; i < seen.length; i++) {
            assertEquals(expected[i] * 0x010101, seen[i], "pixel " + i);
        }
    }

    @Test
    void data_inSeveralChunks_isOneStream() {
        byte[] data = zlib("00 0a141e");
        byte[] png =
                png(
                        "IHDR",
                        "00000003 00000001 08 00 00 00 00",
                        "IDAT",
                        Arrays.copyOf(data, 3),
                        "IDAT",
                        "",
                        "IDAT",
                        Arrays.copyOfRange(data, 3, data.length),
                        "IEND",
                        "");
        assertArrayEquals(new int[] {0x0a0a0a, 0x141414, 0x1e1e1e}, decode(png, 3, 1));
    }

    private static void assertRefused(String message, Object... typesAndHex) {
        byte[] png = png(typesAndHex);
        var e = assertThrows(RfbProtocolException.class, () -> decode(png, 3, 1));
        assertEquals(message, e.getMessage());
    }

    @Test
    void picture_thatContradictsItself_isRefused() {
        String grey = "00000003 00000001 08 00 00 00 00";
        String indexed = "00000003 00000001 08 03 00 00 00";
        assertRefused("PNG of 4x1, expected 3x1", "IHDR", "00000004 00000001 08 00 00 00 00");
        assertRefused(
                "PNG of 4294967295x4294967295, expected 3x1",
                "IHDR",
                "ffffffff ffffffff 08 00 00 00 00");
        assertRefused(
                "PNG header of 12 bytes, expected 13", "IHDR", "00000003 00000001 08 00 0000");
        assertRefused(
                "PNG of colour type 0 with 16 bits, expected up to 8 bits, not interlaced",
                "IHDR",
                "00000003 00000001 10 00 00 00 00");
        assertRefused(
                "PNG of colour type 2 with 4 bits, expected up to 8 bits, not interlaced",
                "IHDR",
                "00000003 00000001 04 02 00 00 00");
        assertRefused(
                "PNG of colour type 0 with 8 bits, interlaced, expected up to 8 bits, not"
                        + " interlaced",
                "IHDR",
                "00000003 00000001 08 00 00 00 01");
        assertRefused("PNG with two headers", "IHDR", grey, "IHDR", grey);
        assertRefused("PNG with fewer pixels than its size", "IHDR", grey, "IEND", "");
        assertRefused(
                "PNG with fewer pixels than its size",
                "IHDR",
                grey,
                "IDAT",
                zlib("00 0a14"),
                "IEND",
                "");
        assertRefused(
                "PNG with more pixels than its size", "IHDR", grey, "IDAT", zlib("00 0a141e 00"));
        assertRefused("PNG filter 5, expected 0 to 4", "IHDR", grey, "IDAT", zlib("05 0a141e"));
        assertRefused("PNG filter 255, expected 0 to 4", "IHDR", grey, "IDAT", zlib("ff 0a141e"));
        assertRefused("PNG palette of 0 bytes", "IHDR", indexed, "PLTE", "");
        assertRefused("PNG palette of 4 bytes", "IHDR", indexed, "PLTE", "01020304");
        assertRefused("PNG palette of 771 bytes", "IHDR", indexed, "PLTE", new byte[771]);
        assertRefused(
                "PNG index 1 into a palette of 1",
                "IHDR",
                indexed,
                "PLTE",
                "010203",
                "IDAT",
                zlib("00 000001"));
        assertRefused(
                "PNG index 0 into a palette of 0", "IHDR", indexed, "IDAT", zlib("00 000000"));
        assertRefused("Unknown PNG chunk that may not be passed over", "IHDR", grey, "ABCD", "00");
        assertRefused(
                "PNG with 12 bytes behind its end",
                "IHDR",
                grey,
                "IDAT",
                zlib("00 0a141e"),
                "IEND",
                "",
                "IEND",
                "");
    }

    @Test
    void bomb_isCutOff() {
        byte[] bomb = Zlib.deflate(new byte[3_000_000]);
        assertRefused(
                "PNG with more pixels than its size",
                "IHDR",
                "00000003 00000001 08 00 00 00 00",
                "IDAT",
                bomb);
    }
}
