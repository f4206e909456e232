package weft.rfb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Random;

class PixelTranslatorTest {

    private static final int[] COLOURS = {0x112233, 0xfedcba, 0x000000, 0xffffff, 0x7f8081};

    // The pixel 0x112233 in 32 bits with 255 each: shifts, endianness, PIXEL, CPIXEL, TPIXEL.
    @ParameterizedTest
    @CsvSource({
        "16,  8,  0, false, 33221100, 332211, 112233",
        "16,  8,  0, true,  00112233, 112233, 112233",
        " 0,  8, 16, false, 11223300, 112233, 112233",
        " 0,  8, 16, true,  00332211, 332211, 112233",
        "24, 16,  8, false, 00332211, 332211, 112233",
        "24, 16,  8, true,  11223300, 112233, 112233",
        " 8, 16, 24, false, 00112233, 112233, 112233",
        " 8, 16, 24, true,  33221100, 332211, 112233",
        "24, 16,  0, false, 33002211, 33002211, 112233"
    })
    void pixel_of24BitsIn32_hasTheBytesOfItsFormat(
            int red, int green, int blue, boolean big, String pixel, String cpixel, String tpixel) {
        PixelTranslator translator =
                PixelTranslator.of(
                        new PixelFormat(32, 24, big, true, 255, 255, 255, red, green, blue));
        assertEquals(pixel, bytesOf(translator, 0x112233));
        assertEquals(cpixel, bytesOf(translator.compact(), 0x112233));
        assertEquals(tpixel, bytesOf(translator.tight(), 0x112233));
    }

    @ParameterizedTest
    // 0xff8040 in small formats, worked out by hand
    @CsvSource({
        // 31<<11 | 32<<5 | 8
        "16, 16, false, 31, 63, 31, 11, 5, 0, 08fc",
        "16, 16, true, 31, 63, 31, 11, 5, 0, fc08",
        // 7 | 4<<3 | 1<<6
        " 8, 8, false, 7, 7, 3, 0, 3, 6, 67",
        // 1023<<20 | 514<<10 | 257
        "32, 30, false, 1023, 1023, 1023, 20, 10, 0, 0109f83f"
    })
    void pixel_ofAnotherDepth_isRoundedToTheNearest(
            int bits,
            int depth,
            boolean big,
            int r,
            int g,
            int b,
            int rs,
            int gs,
            int bs,
            String hex) {
        PixelTranslator translator =
                PixelTranslator.of(new PixelFormat(bits, depth, big, true, r, g, b, rs, gs, bs));
        assertEquals(hex, bytesOf(translator, 0xff8040));
    }

    @Test
    void compact_isThreeBytesOnlyWhereTheColourLiesInThreeOfFour() {
        // depth 32: the specification asks for 24 or less
        assertSame3(false, new PixelFormat(32, 32, false, true, 255, 255, 255, 16, 8, 0));
        // fits in both: the first three bytes on the wire
        PixelFormat middle = new PixelFormat(32, 16, false, true, 15, 15, 15, 8, 12, 16);
        assertSame3(true, middle);
        assertEquals("00ff0f", bytesOf(compact(middle), 0xffffff));
        // 16 bits
        assertSame3(false, PixelFormat.RGB565);
        // outer bytes
        assertSame3(false, new PixelFormat(32, 16, false, true, 31, 63, 31, 27, 8, 0));
    }

    private static PixelTranslator compact(PixelFormat format) {
        return PixelTranslator.of(format).compact();
    }

    private static void assertSame3(boolean three, PixelFormat format) {
        assertEquals(three, compact(format).bytesPerPixel() == 3, format.toString());
    }

    @Test
    void tight_isThreeBytesOnlyForDepth24And255Each() {
        for (PixelFormat format :
                List.of(
                        new PixelFormat(32, 32, false, true, 255, 255, 255, 16, 8, 0),
                        new PixelFormat(32, 24, false, true, 127, 255, 255, 16, 8, 0),
                        PixelFormat.RGB565,
                        PixelFormat.COLOUR_MAP)) {
            PixelTranslator translator = PixelTranslator.of(format);
            assertSame(translator, translator.tight());
        }
    }

    @Test
    void everyForm_ofManyFormats_agreesWithItselfInBulkAndAlone() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            PixelFormat format =
                    i < PixelFormats.KNOWN.size()
                            ? PixelFormats.KNOWN.get(i)
                            : PixelFormats.random(random);
            PixelTranslator translator = PixelTranslator.of(format);
            assertConsistent(translator, random);
            assertConsistent(translator.compact(), random);
            assertConsistent(translator.tight(), random);
        }
    }

    private static void assertConsistent(PixelTranslator translator, Random random) {
        int count = 50;
        int[] rgb = new int[count + 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextInt(1 << 24);
        }
        int size = translator.bytesPerPixel();
        byte[] written = new byte[count * size + 2];
        translator.write(rgb, 3, count, written, 1);
        int[] wire = new int[count + 2];
        translator.toWire(rgb, 3, wire, 2, count);
        byte[] packed = new byte[count * size + 2];
        translator.pack(wire, 2, count, packed, 1);
        assertArrayEquals(written, packed, translator.format().toString());
        int[] read = new int[count + 1];
        translator.read(written, 1, read, 1, count);
        for (int i = 0; i < count; i++) {
            assertEquals(translator.toWire(rgb[3 + i]), wire[2 + i]);
            int back = translator.toRgb(wire[2 + i]);
            assertEquals(back, read[1 + i]);
            assertEquals(wire[2 + i], translator.toWire(back), "stable, " + translator.format());
            RfbBuffer one = new RfbBuffer();
            translator.put(wire[2 + i], one);
            assertEquals(size, one.length());
            assertEquals(wire[2 + i], translator.get(Feed.whole(one.toByteArray())));
        }
    }

    @Test
    void formats_withEightBitsOrMore_keepEveryColour() {
        for (PixelFormat format : PixelFormats.KNOWN) {
            if (format.redMax() >= 255) {
                PixelTranslator translator = PixelTranslator.of(format);
                for (int i = 0; i < 256; i++) {
                    int rgb = i << 16 | (255 - i) << 8 | (i * 7 & 255);
                    assertEquals(rgb, translator.toRgb(translator.toWire(rgb)), format.toString());
                }
            }
        }
    }

    @Test
    void white_andBlack_stayThemselvesInEveryFormat() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            PixelTranslator translator = PixelTranslator.of(PixelFormats.random(random));
            assertEquals(0xffffff, translator.toRgb(translator.toWire(0xffffff)));
            assertEquals(0, translator.toRgb(translator.toWire(0)));
        }
    }

    @Test
    void fixedColourMap_findsItsOwnColours() {
        PixelTranslator translator = PixelTranslator.of(PixelFormat.COLOUR_MAP);
        int[] colours = FixedColourMap.colours();
        for (int i = 0; i < colours.length; i++) {
            assertEquals(i, translator.toWire(colours[i]));
            assertEquals(colours[i], translator.toRgb(i));
        }
    }

    @Test
    void colourMap_ofAServer_isReadThroughItsEntries() {
        PixelTranslator translator = PixelTranslator.of(PixelFormat.COLOUR_MAP, COLOURS);
        int[] rgb = new int[6];
        translator.read(Hex.bytes("000102030405"), 0, rgb, 0, 6);
        assertArrayEquals(new int[] {0x112233, 0xfedcba, 0x000000, 0xffffff, 0x7f8081, 0}, rgb);
        assertThrows(
                IllegalArgumentException.class,
                () -> PixelTranslator.of(PixelFormat.COLOUR_MAP, new int[257]));
    }

    private static String bytesOf(PixelTranslator translator, int rgb) {
        byte[] bytes = new byte[translator.bytesPerPixel()];
        translator.write(new int[] {rgb}, 0, 1, bytes, 0);
        return Hex.of(bytes);
    }
}
