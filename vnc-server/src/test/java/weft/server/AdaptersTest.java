package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.framebuffer.IndexedSurface;
import weft.framebuffer.Overlay;
import weft.framebuffer.PixelLayout;
import weft.framebuffer.PixelMemory;
import weft.framebuffer.PixelSurface;
import weft.framebuffer.Rect;
import weft.framebuffer.Surface;
import weft.framebuffer.View;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.awt.DamageGraphics;
import weft.framebuffer.awt.ImageSurface;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.SetEncodings;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What a host has in memory of any kind, a viewer of any lossless encoding gets, pixel by pixel.
class AdaptersTest extends ServerUnderTest {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 70;
    private static final int STRIDE = 97;
    private static final int ROUNDS = 5;

    private static final List<Encoding> ENCODINGS =
            List.of(
                    Encoding.RAW,
                    Encoding.RRE,
                    Encoding.CORRE,
                    Encoding.HEXTILE,
                    Encoding.ZLIB,
                    Encoding.TIGHT,
                    Encoding.TIGHT_PNG,
                    Encoding.TRLE,
                    Encoding.ZRLE);

    /// The memory of a host.
    interface Memory {
        Surface surface();

        /// Stores a colour whose channels are 0 or 255.
        void set(int x, int y, int rgb);
    }

    private record Stored(Surface surface, Setter setter) implements Memory {
        @Override
        public void set(int x, int y, int rgb) {
            setter.set(y * STRIDE + x, rgb);
        }
    }

    private interface Setter {
        void set(int index, int rgb);
    }

    /// A colour of full channels, put together from what stands for each.
    private static int value(int rgb, int red, int green, int blue) {
        return ((rgb >> 16 & 1) * red) | ((rgb >> 8 & 1) * green) | ((rgb & 1) * blue);
    }

    enum Adapter {
        INTS,
        INTS_XBGR,
        INTS_XBGR1555,
        SHORTS_RGB565,
        SHORTS_XRGB1555,
        DIRECT_BUFFER_BIG_ENDIAN,
        NATIVE_MEMORY_RGB888,
        INDEXED,
        IMAGE_RGB,
        IMAGE_3BYTE_BGR;

        Memory memory() {
            int[] ints = new int[STRIDE * HEIGHT];
            short[] shorts = new short[STRIDE * HEIGHT];
            return switch (this) {
                case INTS ->
                        new Stored(
                                new XrgbSurface(ints, 0, STRIDE, WIDTH, HEIGHT),
                                (at, rgb) -> ints[at] = rgb | 0x5A000000);
                case INTS_XBGR ->
                        new Stored(
                                of(ints, PixelLayout.XBGR8888),
                                (at, rgb) -> ints[at] = value(rgb, 0xFF, 0xFF00, 0xFF0000));
                case INTS_XBGR1555 ->
                        new Stored(
                                of(ints, PixelLayout.XBGR1555),
                                (at, rgb) -> ints[at] = value(rgb, 31, 31 << 5, 31 << 10));
                case SHORTS_RGB565 ->
                        new Stored(
                                of(shorts, PixelLayout.RGB565),
                                (at, rgb) ->
                                        shorts[at] = (short) value(rgb, 31 << 11, 63 << 5, 31));
                case SHORTS_XRGB1555 ->
                        new Stored(
                                of(shorts, PixelLayout.XRGB1555),
                                (at, rgb) ->
                                        shorts[at] = (short) value(rgb, 31 << 10, 31 << 5, 31));
                case DIRECT_BUFFER_BIG_ENDIAN -> {
                    ByteBuffer buffer = ByteBuffer.allocateDirect(STRIDE * HEIGHT * 4);
                    yield new Stored(
                            new PixelSurface(
                                    PixelMemory.of(
                                            buffer.order(ByteOrder.BIG_ENDIAN),
                                            4,
                                            STRIDE * 4L,
                                            WIDTH,
                                            HEIGHT),
                                    PixelLayout.BGRX8888),
                            (at, rgb) ->
                                    buffer.putInt(
                                            at * 4, value(rgb, 0xFF00, 0xFF0000, 0xFF000000)));
                }
                case NATIVE_MEMORY_RGB888 -> {
                    MemorySegment memory = Arena.ofAuto().allocate(STRIDE * HEIGHT * 3L);
                    yield new Stored(
                            new PixelSurface(
                                    PixelMemory.of(memory, 3, STRIDE * 3L, WIDTH, HEIGHT)
                                            .order(ByteOrder.LITTLE_ENDIAN),
                                    PixelLayout.RGB888),
                            (at, rgb) -> {
                                for (int i = 0; i < 3; i++) {
                                    byte channel = (byte) (rgb >> (8 * i));
                                    memory.set(ValueLayout.JAVA_BYTE, at * 3L + i, channel);
                                }
                            });
                }
                case INDEXED -> {
                    byte[] bytes = new byte[STRIDE * HEIGHT];
                    int[] palette = {
                        0, 0xFF, 0xFF00, 0xFFFF, 0xFF0000, 0xFF00FF, 0xFFFF00, 0xFFFFFF
                    };
                    yield new Stored(
                            new IndexedSurface(
                                    PixelMemory.of(bytes, 0, STRIDE, WIDTH, HEIGHT), palette),
                            (at, rgb) -> bytes[at] = (byte) value(rgb, 4, 2, 1));
                }
                case IMAGE_RGB -> image(BufferedImage.TYPE_INT_RGB);
                case IMAGE_3BYTE_BGR -> image(BufferedImage.TYPE_3BYTE_BGR);
            };
        }

        private static Surface of(int[] ints, PixelLayout layout) {
            return new PixelSurface(PixelMemory.of(ints, 0, STRIDE, WIDTH, HEIGHT), layout);
        }

        private static Surface of(short[] shorts, PixelLayout layout) {
            return new PixelSurface(PixelMemory.of(shorts, 0, STRIDE, WIDTH, HEIGHT), layout);
        }

        private static Memory image(int type) {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
            return new Memory() {
                @Override
                public Surface surface() {
                    return ImageSurface.of(image);
                }

                @Override
                public void set(int x, int y, int rgb) {
                    image.setRGB(x, y, rgb);
                }
            };
        }
    }

    private record Watching(ScriptedPeer peer, DecodingViewer shown, Encoding encoding) {}

    private final Random random = new Random(7);
    private final int[] picture = new int[WIDTH * HEIGHT];

    private List<Watching> viewers() {
        var format = PixelTranslator.of(PixelFormat.XRGB8888);
        List<Watching> viewers = new ArrayList<>();
        for (Encoding encoding : ENCODINGS) {
            ScriptedPeer peer = login();
            peer.send(new SetEncodings(List.of(1, encoding.number(), -223))::write);
            var shown = new DecodingViewer(framebuffer.width(), framebuffer.height(), format);
            viewers.add(new Watching(peer, shown, encoding));
        }
        return viewers;
    }

    private Rect anyArea() {
        int x = random.nextInt(WIDTH);
        int y = random.nextInt(HEIGHT);
        int width = 1 + random.nextInt(WIDTH - x);
        return new Rect(x, y, width, 1 + random.nextInt(HEIGHT - y));
    }

    /// Fills an area with one, two or many colours.
    private void fill(Memory memory, Rect area) {
        int colours = 1 << random.nextInt(4);
        int first = random.nextInt(8);
        for (int y = area.y(); y < area.bottom(); y++) {
            for (int x = area.x(); x < area.right(); x++) {
                int colour = first + random.nextInt(colours);
                int rgb =
                        value(colour >> 2 << 16 | colour >> 1 << 8 | colour, 0xFF0000, 0xFF00, 255);
                picture[y * WIDTH + x] = rgb;
                memory.set(x, y, rgb);
            }
        }
    }

    private void checkSeen(List<Watching> viewers, int[] expected, String when) {
        for (int i = 0; i < 3; i++) {
            for (Watching viewer : viewers) {
                viewer.peer.send(ask(true, 0, 0, framebuffer.width(), framebuffer.height())::write);
            }
            loop.advance(SECOND);
            for (Watching viewer : viewers) {
                byte[] bytes = viewer.peer.takeAll();
                var in = new Bytes(bytes);
                while (!in.atEnd()) {
                    var _ = viewer.shown.apply(in);
                }
            }
        }
        for (Watching viewer : viewers) {
            assertArrayEquals(expected, viewer.shown.pixels(), () -> viewer.encoding + " " + when);
        }
        viewers.forEach(viewer -> viewer.peer.send(ask(true, 0, 0, 1, 1)::write));
    }

    @ParameterizedTest
    @EnumSource
    void drawnInto_isSeenByEveryViewer(Adapter adapter) {
        Memory memory = adapter.memory();
        framebuffer.surface(memory.surface());
        List<Watching> viewers = viewers();
        fill(memory, Rect.ofSize(WIDTH, HEIGHT));
        framebuffer.compare();
        for (int round = 0; round < ROUNDS; round++) {
            checkSeen(viewers, picture, "in round " + round);
            Rect area = anyArea();
            fill(memory, area);
            framebuffer.damage(area);
        }
        viewers.forEach(viewer -> viewer.shown.close());
    }

    @ParameterizedTest
    @EnumSource
    void overwrittenAfterPublish_isNeverSeen(Adapter adapter) {
        Memory memory = adapter.memory();
        framebuffer.resize(WIDTH, HEIGHT);
        List<Watching> viewers = viewers();
        for (int round = 0; round < ROUNDS; round++) {
            fill(memory, Rect.ofSize(WIDTH, HEIGHT));
            framebuffer.publish(memory.surface());
            int[] published = picture.clone();
            fill(memory, anyArea());
            checkSeen(viewers, published, "in round " + round);
        }
        viewers.forEach(viewer -> viewer.shown.close());
    }

    @ParameterizedTest
    @EnumSource
    void turnedLargerAndCovered_isSeenByEveryViewer(Adapter adapter) {
        Memory memory = adapter.memory();
        framebuffer.surface(memory.surface());
        framebuffer.view(View.PLAIN.rotated(90).scaled(2, 1));
        int[] layer = new int[30 * 20];
        Arrays.fill(layer, 0xFF123456);
        framebuffer.overlay(Overlay.of(layer, 50, 10, 30, 20));
        List<Watching> viewers = viewers();
        fill(memory, Rect.ofSize(WIDTH, HEIGHT));
        framebuffer.compare();
        for (int round = 0; round < ROUNDS; round++) {
            int[] expected = new int[2 * WIDTH * HEIGHT];
            for (int i = 0; i < expected.length; i++) {
                int x = i % (2 * HEIGHT);
                int y = i / (2 * HEIGHT);
                expected[i] =
                        new Rect(50, 10, 30, 20).contains(x, y)
                                ? 0x123456
                                : picture[(HEIGHT - 1 - x / 2) * WIDTH + y];
            }
            checkSeen(viewers, expected, "in round " + round);
            Rect area = anyArea();
            fill(memory, area);
            framebuffer.damage(area);
        }
        viewers.forEach(viewer -> viewer.shown.close());
    }

    @Test
    void paintedWithGraphics_isSeenByEveryViewer() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        framebuffer.surface(ImageSurface.of(image));
        List<Watching> viewers = viewers();
        Graphics2D graphics = DamageGraphics.of(image, framebuffer);
        for (int round = 0; round < ROUNDS; round++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(50), random.nextInt(50), 40, 30);
            graphics.drawString("painted", 5, 20 + 10 * round);
            graphics.copyArea(0, 8, WIDTH, HEIGHT - 8, 0, -8);
            checkSeen(viewers, ImageSurface.of(image).copyPixels(), "in round " + round);
        }
        graphics.dispose();
        viewers.forEach(viewer -> viewer.shown.close());
    }
}
