package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/// Every kind of surface: what a host puts in comes out as 0x00RRGGBB, in any area, with any
/// stride.
class SurfaceTest {

    private static final int WIDTH = 37;
    private static final int HEIGHT = 29;
    private static final int OFFSET = 11;
    private static final int STRIDE = 41;
    private static final int LENGTH = OFFSET + STRIDE * (HEIGHT - 1) + WIDTH;

    @Test
    void xrgb_anyArea_ignoresTheTopByte() {
        int[] memory = new Random(1).ints(LENGTH).toArray();

        checkReads(
                new XrgbSurface(memory, OFFSET, STRIDE, WIDTH, HEIGHT),
                at -> memory[at] & 0xFFFFFF);
    }

    @Test
    void rgb565_anyArea_scalesEachChannelToEightBits() {
        short[] memory = shorts(2);

        checkReads(
                new Rgb565Surface(memory, OFFSET, STRIDE, WIDTH, HEIGHT),
                at ->
                        scaled(memory[at] >> 11, 31) << 16
                                | scaled(memory[at] >> 5, 63) << 8
                                | scaled(memory[at], 31));
    }

    @Test
    void rgb555_anyArea_scalesEachChannelToEightBits() {
        short[] memory = shorts(3);

        checkReads(
                new Rgb555Surface(memory, OFFSET, STRIDE, WIDTH, HEIGHT),
                at ->
                        scaled(memory[at] >> 10, 31) << 16
                                | scaled(memory[at] >> 5, 31) << 8
                                | scaled(memory[at], 31));
    }

    @Test
    void indexed_anyArea_looksColoursUp() {
        byte[] memory = new byte[LENGTH];
        new Random(4).nextBytes(memory);
        int[] palette = new Random(5).ints(256).toArray();

        checkReads(
                new IndexedSurface(memory, OFFSET, STRIDE, WIDTH, HEIGHT, palette),
                at -> palette[memory[at] & 0xFF] & 0xFFFFFF);
    }

    @Test
    void indexed_shortPalette_isBlackBeyond() {
        IndexedSurface surface =
                IndexedSurface.of(new byte[] {0, 1, 2, -1}, 4, 1, new int[] {5, 6, 7});

        assertArrayEquals(new int[] {5, 6, 7, 0}, surface.copyPixels());
        assertThrows(IndexOutOfBoundsException.class, () -> surface.setColour(256, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> surface.setColours(255, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE,
                BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_USHORT_555_RGB,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY
            })
    void image_anyTypeAndSubimage_agreesWithItsColourModel(int type) {
        BufferedImage image = new BufferedImage(50, 40, type);
        Random random = new Random(type);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 50; x++) {
                image.setRGB(x, y, 0xFF000000 | random.nextInt(1 << 24));
            }
        }

        checkAgainstGetRgb(image);
        checkAgainstGetRgb(image.getSubimage(7, 5, 31, 22));
        checkAgainstGetRgb(image.getSubimage(7, 5, 31, 22).getSubimage(3, 4, 11, 13));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void image_gray_keepsItsValues(int type) {
        BufferedImage image = new BufferedImage(256, 1, type);
        int scale = type == BufferedImage.TYPE_BYTE_GRAY ? 1 : 257;
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, x * scale);
        }

        int[] pixels = new ImageSurface(image).copyPixels();

        for (int x = 0; x < 256; x++) {
            assertEquals(x * 0x010101, pixels[x]);
        }
    }

    @Test
    void image_intRgb_isReadInPlace() {
        BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
        ImageSurface surface = new ImageSurface(image);

        assertTrue(surface.direct() instanceof XrgbSurface);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x336699));
        graphics.fillRect(0, 0, 10, 10);
        graphics.dispose();

        assertEquals(0x336699, surface.copyPixels()[55]);
    }

    @Test
    void read_beyondTheSurface_isRefused() {
        Rect beyond = new Rect(0, 0, WIDTH + 1, 1);
        int[] to = new int[100];

        assertThrows(
                IndexOutOfBoundsException.class,
                () -> XrgbSurface.of(new int[LENGTH], WIDTH, HEIGHT).read(beyond, to, 0, 50));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Rgb565Surface.of(new short[LENGTH], WIDTH, HEIGHT).read(beyond, to, 0, 50));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Rgb555Surface.of(new short[LENGTH], WIDTH, HEIGHT).read(beyond, to, 0, 50));
        assertThrows(
                IndexOutOfBoundsException.class,
                () ->
                        IndexedSurface.of(new byte[LENGTH], WIDTH, HEIGHT, new int[0])
                                .read(beyond, to, 0, 50));
        assertThrows(
                IndexOutOfBoundsException.class,
                () ->
                        new ImageSurface(new BufferedImage(WIDTH, HEIGHT, 5))
                                .read(beyond, to, 0, 50));
    }

    @Test
    void constructor_arrayTooShort_saysWhatIsNeeded() {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new XrgbSurface(new int[99], 0, 10, 10, 10));

        assertEquals(
                "10x10 pixels with stride 10 at offset 0 need an array of 100, not of 99",
                e.getMessage());
    }

    @Test
    void constructor_wrongGeometry_isRefused() {
        int[] memory = new int[1000];
        assertThrows(IllegalArgumentException.class, () -> new XrgbSurface(memory, 0, 9, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new XrgbSurface(memory, -1, 10, 10, 10));
        assertThrows(
                IllegalArgumentException.class,
                () -> new XrgbSurface(memory, 0, Integer.MAX_VALUE, 10, 10));
        assertThrows(
                IllegalArgumentException.class,
                () -> new XrgbSurface(memory, Integer.MAX_VALUE, 10, 10, 1));
        assertThrows(IllegalArgumentException.class, () -> new XrgbSurface(memory, 0, 16, 0, 10));
    }

    private static void checkReads(Surface surface, IntUnaryOperator pixelAt) {
        assertEquals(WIDTH, surface.width());
        assertEquals(HEIGHT, surface.height());
        Random random = new Random(9);
        for (int run = 0; run < 200; run++) {
            Rect area = FrameTest.rect(random, WIDTH, HEIGHT);
            int[] read = new int[WIDTH * HEIGHT + 50];
            int[] expected = new int[read.length];
            int offset = random.nextInt(10);
            for (int y = 0; y < area.height(); y++) {
                for (int x = 0; x < area.width(); x++) {
                    expected[offset + y * WIDTH + x] =
                            pixelAt.applyAsInt(OFFSET + (area.y() + y) * STRIDE + area.x() + x);
                }
            }
            surface.read(area, read, offset, WIDTH);
            assertArrayEquals(expected, read, area.toString());
        }
        assertArrayEquals(surface.copyPixels(), Frame.of(surface).pixels());
    }

    private static void checkAgainstGetRgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] expected = FrameTest.masked(image.getRGB(0, 0, width, height, null, 0, width));

        assertArrayEquals(expected, new ImageSurface(image).copyPixels());
        assertArrayEquals(expected, Frame.of(new ImageSurface(image)).pixels());
    }

    private static int scaled(int value, int maximum) {
        return (int) Math.round((value & maximum) * 255.0 / maximum);
    }

    private static short[] shorts(int seed) {
        Random random = new Random(seed);
        short[] shorts = new short[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            shorts[i] = (short) random.nextInt();
        }
        return shorts;
    }
}
