package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.awt.ImageSurface;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
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

    @ParameterizedTest
    @EnumSource
    void everyLayout_anyArrayThatHoldsIt_scalesEachChannelToEightBits(PixelLayout layout) {
        int[] ints = new Random(2).ints(LENGTH).toArray();
        short[] shorts = shorts(3);

        checkReads(
                new PixelSurface(PixelMemory.of(ints, OFFSET, STRIDE, WIDTH, HEIGHT), layout),
                at -> rgb(layout, ints[at]));
        if (layout.bytes() == 2) {
            checkReads(
                    new PixelSurface(PixelMemory.of(shorts, OFFSET, STRIDE, WIDTH, HEIGHT), layout),
                    at -> rgb(layout, shorts[at]));
        } else {
            PixelMemory narrow = PixelMemory.of(shorts, WIDTH, HEIGHT);
            assertThrows(IllegalArgumentException.class, () -> new PixelSurface(narrow, layout));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLayout_nativeMemoryInBothByteOrders_isReadInPlace(PixelLayout layout) {
        int size = layout.bytes();
        byte[] bytes = new byte[LENGTH * size];
        new Random(4).nextBytes(bytes);
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                PixelMemory pixels =
                        PixelMemory.of(
                                        memory.asSlice((long) OFFSET * size),
                                        size,
                                        (long) STRIDE * size,
                                        WIDTH,
                                        HEIGHT)
                                .order(order);
                checkReads(
                        new PixelSurface(pixels, layout),
                        at -> rgb(layout, value(bytes, at * size, size, order)));
            }
            PixelSurface surface =
                    new PixelSurface(
                            PixelMemory.of(memory, size, (long) STRIDE * size, WIDTH, HEIGHT),
                            layout);
            memory.asSlice(0, size).fill((byte) 0xFF);
            assertEquals(0xFFFFFF, surface.copyPixels()[0]);
            memory.asSlice(0, size).fill((byte) 0);
            assertEquals(0, surface.copyPixels()[0]);
        }
    }

    @Test
    void directBuffer_fromItsPositionInItsOrder_isLeftAlone() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(100).order(ByteOrder.BIG_ENDIAN);
        buffer.putShort(10, (short) 0xF800).putShort(12, (short) 0x07E0);
        buffer.putShort(26, (short) 0x001F).putShort(28, (short) -1).position(10).limit(30);

        PixelMemory memory = PixelMemory.of(buffer, 2, 16, 2, 2);
        assertEquals(10, buffer.position());
        buffer.position(0).order(ByteOrder.LITTLE_ENDIAN);

        assertArrayEquals(
                new int[] {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF},
                new PixelSurface(memory, PixelLayout.RGB565).copyPixels());
    }

    @Test
    void readOnlyHeapBuffer_isReadToo() {
        byte[] bytes = {1, 2, 3, 4, 5, 6};
        PixelMemory memory = PixelMemory.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), 3, 6, 2, 1);

        assertArrayEquals(
                new int[] {0x010203, 0x040506},
                new PixelSurface(memory, PixelLayout.RGB888).copyPixels());
    }

    @Test
    void indexed_anyMemory_looksColoursUp() {
        int[] palette = {0xE0F8D0, 0x88C070, 0x346856, 0x081820};
        int[] shades = {0, 1, 2, 3};
        int[] expected = palette.clone();

        assertArrayEquals(
                expected, new IndexedSurface(PixelMemory.of(shades, 2, 2), palette).copyPixels());
        ByteBuffer buffer = ByteBuffer.allocateDirect(4).put(new byte[] {0, 1, 2, 3}).flip();
        assertArrayEquals(
                expected,
                new IndexedSurface(PixelMemory.of(buffer, 1, 2, 2, 2), palette).copyPixels());
    }

    @Test
    void nativeMemory_tooShortOrWrongGeometry_saysWhatIsNeeded() {
        MemorySegment memory = Arena.ofAuto().allocate(399);
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> PixelMemory.of(memory, 4, 40, 10, 10));
        assertEquals(
                "10x10 pixels of 4 bytes with stride 40 need 400 bytes of memory, not 399",
                e.getMessage());
        assertEquals(10, PixelMemory.of(memory, 4, 40, 9, 10).height(), "no gap after the last");
        assertThrows(IllegalArgumentException.class, () -> PixelMemory.of(memory, 4, 39, 10, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> PixelMemory.of(memory, 4, Long.MAX_VALUE, 10, 2));
        assertThrows(IllegalArgumentException.class, () -> PixelMemory.of(memory, 5, 50, 10, 2));
        assertThrows(IllegalArgumentException.class, () -> PixelMemory.of(memory, 0, 50, 10, 2));
        assertThrows(IllegalArgumentException.class, () -> PixelMemory.of(memory, 1, 0, 0, 2));
    }

    @Test
    void indexed_anyArea_looksColoursUp() {
        byte[] memory = new byte[LENGTH];
        new Random(4).nextBytes(memory);
        int[] palette = new Random(5).ints(256).toArray();

        checkReads(
                new IndexedSurface(PixelMemory.of(memory, OFFSET, STRIDE, WIDTH, HEIGHT), palette),
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

        int[] pixels = ImageSurface.of(image).copyPixels();

        for (int x = 0; x < 256; x++) {
            assertEquals(x * 0x010101, pixels[x]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY
            })
    void image_drawnInto_showsIt(int type) {
        BufferedImage image = new BufferedImage(10, 10, type);
        Surface surface = ImageSurface.of(image);
        assertEquals(0, surface.copyPixels()[55]);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 10, 10);
        graphics.dispose();

        assertEquals(0xFFFFFF, surface.copyPixels()[55]);
    }

    @Test
    void read_beyondTheSurface_isRefused() {
        Rect beyond = new Rect(0, 0, WIDTH + 1, 1);
        int[] to = new int[100];

        assertThrows(
                IndexOutOfBoundsException.class,
                () -> XrgbSurface.of(new int[LENGTH], WIDTH, HEIGHT).read(beyond, to, 0, 50));
        PixelMemory shorts = PixelMemory.of(new short[LENGTH], WIDTH, HEIGHT);
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> new PixelSurface(shorts, PixelLayout.RGB565).read(beyond, to, 0, 50));
        assertThrows(
                IndexOutOfBoundsException.class,
                () ->
                        IndexedSurface.of(new byte[LENGTH], WIDTH, HEIGHT, new int[0])
                                .read(beyond, to, 0, 50));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> ImageSurface.of(new BufferedImage(WIDTH, HEIGHT, 2)).read(beyond, to, 0, 50));
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

        assertArrayEquals(expected, ImageSurface.of(image).copyPixels());
        assertArrayEquals(expected, Frame.of(ImageSurface.of(image)).pixels());
    }

    private static int scaled(int value, int maximum) {
        return (int) Math.round((value & maximum) * 255.0 / maximum);
    }

    /// What the layout's name says.
    private static int rgb(PixelLayout layout, int value) {
        return switch (layout) {
            case XRGB8888, RGB888 -> value & 0xFFFFFF;
            case XBGR8888 -> (value & 0xFF) << 16 | (value & 0xFF00) | (value >> 16 & 0xFF);
            case RGBX8888 -> value >>> 8;
            case BGRX8888 -> value >>> 24 | (value >> 8 & 0xFF00) | (value & 0xFF00) << 8;
            case RGB565 ->
                    scaled(value >> 11, 31) << 16 | scaled(value >> 5, 63) << 8 | scaled(value, 31);
            case BGR565 ->
                    scaled(value, 31) << 16 | scaled(value >> 5, 63) << 8 | scaled(value >> 11, 31);
            case XRGB1555 ->
                    scaled(value >> 10, 31) << 16 | scaled(value >> 5, 31) << 8 | scaled(value, 31);
            case XBGR1555 ->
                    scaled(value, 31) << 16 | scaled(value >> 5, 31) << 8 | scaled(value >> 10, 31);
        };
    }

    private static int value(byte[] bytes, int at, int size, ByteOrder order) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            int next = order == ByteOrder.BIG_ENDIAN ? at + i : at + size - 1 - i;
            value = value << 8 | (bytes[next] & 0xFF);
        }
        return value;
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
