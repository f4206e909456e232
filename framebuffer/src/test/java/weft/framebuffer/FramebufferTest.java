package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.awt.ImageSurface;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// What one host and one reader see, on one thread.
class FramebufferTest {

    private static final int WIDTH = 150;
    private static final int HEIGHT = 100;

    private final int[] pixels = new int[WIDTH * HEIGHT];
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void publish_anyFrames_showsEachAndNumbersThem() {
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        Random random = new Random(1);
        long number = framebuffer.current().number();
        for (int i = 0; i < 50; i++) {
            pixels[random.nextInt(pixels.length)] = 0xAA000001 + i;
            framebuffer.publish(pixels);

            assertArrayEquals(FrameTest.masked(pixels), framebuffer.current().pixels());
            assertSame(framebuffer.current(), framebuffer.snapshot());
            assertEquals(++number, framebuffer.current().number());
        }
    }

    @Test
    void publish_arrayReusedAfterwards_doesNotChangeTheFrame() {
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        framebuffer.publish(pixels);
        Frame frame = framebuffer.current();
        Arrays.fill(pixels, 0xFFFFFF);

        assertEquals(0, frame.pixel(3, 4));
        assertEquals(0, framebuffer.snapshot().pixel(3, 4));
    }

    @Test
    void publish_sameAgain_makesNoFrameAndTellsNobody() {
        Framebuffer framebuffer = listened(new Framebuffer(WIDTH, HEIGHT));
        pixels[5] = 0x112233;
        framebuffer.publish(pixels);
        Frame frame = framebuffer.current();
        pixels[5] = 0x99112233; // only the byte that does not matter
        framebuffer.publish(pixels);

        assertSame(frame, framebuffer.current());
        assertEquals(1, told.get());
    }

    @Test
    void publish_otherSize_resizesTheDisplay() {
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        framebuffer.publish(new int[] {0, 1, 2, 0, 3, 4}, 1, 3, 2, 2);

        assertEquals(2, framebuffer.width());
        assertEquals(2, framebuffer.height());
        assertArrayEquals(new int[] {1, 2, 3, 4}, framebuffer.current().pixels());
    }

    @Test
    void publish_wrongNumberOfPixels_saysBothNumbers() {
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);

        var e = assertThrows(IllegalArgumentException.class, () -> framebuffer.publish(new int[7]));
        assertEquals("a frame of 150x100 has 15000 pixels, not 7", e.getMessage());
    }

    @Test
    void publish_image_showsItsColours() {
        BufferedImage image = new BufferedImage(70, 70, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(66, 67, 0xFF123456);
        Framebuffer framebuffer = new Framebuffer(70, 70);
        framebuffer.publish(ImageSurface.of(image));

        assertEquals(0x123456, framebuffer.current().pixel(66, 67));
    }

    @Test
    void snapshot_newSurface_showsAllOfIt() {
        pixels[7] = 0x42;
        Framebuffer framebuffer = surfaced();

        assertEquals(0, framebuffer.current().pixel(7, 0));
        assertEquals(0x42, framebuffer.snapshot().pixel(7, 0));
        assertEquals(0x42, framebuffer.current().pixel(7, 0));
    }

    @Test
    void snapshot_damagedTiles_areReadAndOthersNot() {
        Framebuffer framebuffer = surfaced();
        Frame before = framebuffer.snapshot();
        pixels[0] = 1;
        pixels[70] = 2;
        framebuffer.damage(70, 0, 1, 1);
        Frame after = framebuffer.snapshot();

        assertEquals(2, after.pixel(70, 0));
        assertEquals(0, after.pixel(0, 0), "nobody said that this was drawn");
        assertSame(before.tile(0, 0), after.tile(0, 0));
        assertEquals(before.number() + 1, after.number());
    }

    @Test
    void snapshot_damageWithoutChange_isTheSameFrame() {
        Framebuffer framebuffer = surfaced();
        Frame before = framebuffer.snapshot();
        framebuffer.damage(0, 0, WIDTH, HEIGHT);

        assertSame(before, framebuffer.snapshot());
    }

    @Test
    void compare_anythingDrawn_isFound() {
        Framebuffer framebuffer = surfaced();
        framebuffer.snapshot();
        pixels[99 * WIDTH + 149] = 9;
        framebuffer.compare();

        assertEquals(9, framebuffer.snapshot().pixel(149, 99));
    }

    @Test
    void damage_anyValues_areTolerated() {
        Framebuffer framebuffer = listened(surfaced());
        framebuffer.snapshot();
        int min = Integer.MIN_VALUE;
        int max = Integer.MAX_VALUE;
        framebuffer.damage(min, min, max, max);
        framebuffer.damage(max, max, max, max);
        framebuffer.damage(WIDTH, 0, 5, 5);
        framebuffer.damage(0, 0, -5, 5);
        framebuffer.damage(5, 5, 0, 0);
        framebuffer.damage(5, 5, min, min);
        assertEquals(0, told.get(), "nothing of that is on the display");

        pixels[WIDTH * HEIGHT - 1] = 3;
        framebuffer.damage(-10, -10, max, max);
        assertEquals(1, told.get());
        assertEquals(3, framebuffer.snapshot().pixel(WIDTH - 1, HEIGHT - 1));
    }

    @Test
    void damage_anyRectangles_endInTheSamePicture() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Framebuffer framebuffer = surfaced();
            for (int i = 0; i < 20; i++) {
                Rect rect = FrameTest.rect(random, WIDTH, HEIGHT);
                FrameTest.fill(pixels, WIDTH, rect, random.nextInt(1 << 24));
                framebuffer.damage(Region.of(rect));
                if (random.nextBoolean()) {
                    assertArrayEquals(pixels, framebuffer.snapshot().pixels(), "seed " + seed);
                }
            }
        }
    }

    @Test
    void damage_publishedFrames_isRefused() {
        Framebuffer framebuffer = new Framebuffer(10, 10);

        assertThrows(IllegalStateException.class, () -> framebuffer.damage(0, 0, 1, 1));
        assertThrows(IllegalStateException.class, framebuffer::compare);
        assertThrows(IllegalStateException.class, () -> surfaced().publish(pixels));
    }

    @Test
    void palette_colourChanged_changesWhatUsesIt() {
        byte[] memory = new byte[WIDTH * HEIGHT];
        memory[3] = 7;
        IndexedSurface surface = IndexedSurface.of(memory, WIDTH, HEIGHT, new int[] {0x101010});
        Framebuffer framebuffer = listened(new Framebuffer(surface));
        Frame before = framebuffer.snapshot();
        surface.setColour(7, 0x00FF00);
        assertEquals(1, told.get());
        Frame after = framebuffer.snapshot();

        assertEquals(0x00FF00, after.pixel(3, 0));
        assertEquals(0x101010, after.pixel(4, 0));
        assertEquals(Region.of(new Rect(3, 0, 1, 1)), after.difference(before));

        surface.setColour(7, 0x00FF00);
        assertEquals(1, told.get(), "the same colour is no change");
        framebuffer.resize(5, 5);
        int afterResize = told.get();
        surface.setColour(7, 0x0000FF);
        assertEquals(afterResize, told.get(), "the surface is no longer shown");
    }

    @Test
    void group_open_showsNothingOfIt() {
        Framebuffer framebuffer = surfaced();
        Frame before = framebuffer.snapshot();
        try (Group _ = framebuffer.begin()) {
            pixels[0] = 1;
            framebuffer.damage(0, 0, 1, 1);
            assertSame(before, framebuffer.snapshot());
            try (Group _ = framebuffer.begin()) {
                pixels[100] = 2;
                framebuffer.damage(100, 0, 1, 1);
            }
            assertSame(before, framebuffer.snapshot(), "the outer group is still open");
        }

        Frame after = framebuffer.current();
        assertEquals(1, after.pixel(0, 0), "a reader was sent away, so the host took the frame");
        assertEquals(2, after.pixel(100, 0));
        assertEquals(before.number() + 1, after.number());
        assertSame(after, framebuffer.snapshot());
    }

    @Test
    void group_withoutReader_copiesNothing() {
        Framebuffer framebuffer = surfaced();
        Frame before = framebuffer.snapshot();
        framebuffer.group(() -> {
            pixels[0] = 1;
            framebuffer.damage(0, 0, 1, 1);
        });

        assertSame(before, framebuffer.current());
        assertEquals(1, framebuffer.snapshot().pixel(0, 0));
    }

    @Test
    void group_publishCursorAndResize_appearTogetherAndTellOnce() {
        Framebuffer framebuffer = listened(new Framebuffer(WIDTH, HEIGHT));
        Frame before = framebuffer.current();
        framebuffer.group(() -> {
            framebuffer.resize(20, 10);
            framebuffer.publish(new int[200]);
            int[] last = new int[200];
            last[0] = 5;
            framebuffer.publish(last);
            framebuffer.cursor(Cursor.invisible());
            assertSame(before, framebuffer.snapshot());
            assertEquals(WIDTH, framebuffer.width());
            assertEquals(Optional.empty(), framebuffer.cursor());
        });

        assertEquals(1, told.get());
        assertEquals(20, framebuffer.width());
        assertEquals(5, framebuffer.current().pixel(0, 0));
        assertEquals(before.number() + 1, framebuffer.current().number());
        assertEquals(Optional.of(Cursor.invisible()), framebuffer.cursor());
    }

    @Test
    void group_changesInside_tellAtTheEnd() {
        Framebuffer framebuffer = listened(surfaced());
        framebuffer.snapshot();
        framebuffer.group(() -> {
            framebuffer.damage(0, 0, 1, 1);
            framebuffer.damage(9, 9, 1, 1);
            assertEquals(0, told.get());
        });

        assertEquals(1, told.get());
    }

    @Test
    void group_closedTwice_countsOnce() {
        Framebuffer framebuffer = surfaced();
        Group group = framebuffer.begin();
        Group inner = framebuffer.begin();
        inner.close();
        inner.close();
        pixels[0] = 1;
        framebuffer.damage(0, 0, 1, 1);
        assertEquals(0, framebuffer.snapshot().pixel(0, 0), "the outer group is still open");
        group.close();

        assertEquals(1, framebuffer.snapshot().pixel(0, 0));
    }

    @Test
    void group_bodyFails_isClosed() {
        Framebuffer framebuffer = surfaced();
        assertThrows(
                ArithmeticException.class,
                () ->
                        framebuffer.group(() -> {
                            throw new ArithmeticException();
                        }));
        pixels[0] = 1;
        framebuffer.damage(0, 0, 1, 1);

        assertEquals(1, framebuffer.snapshot().pixel(0, 0));
    }

    @Test
    void resize_surface_isLetGo() {
        Framebuffer framebuffer = listened(surfaced());
        framebuffer.resize(30, 20);
        assertEquals(1, told.get());
        pixels[0] = 1;
        Frame frame = framebuffer.snapshot();

        assertEquals(30, frame.width());
        assertEquals(20, frame.height());
        assertEquals(0, frame.pixel(0, 0));
        framebuffer.publish(new int[600]);
    }

    @Test
    void surface_replaced_showsTheOtherOne() {
        Framebuffer framebuffer = surfaced();
        Frame before = framebuffer.snapshot();
        int[] other = new int[64];
        other[9] = 4;
        framebuffer.surface(XrgbSurface.of(other, 8, 8));

        assertEquals(4, framebuffer.snapshot().pixel(1, 1));
        assertEquals(8, framebuffer.width());
        assertTrue(framebuffer.current().number() > before.number());
    }

    @Test
    void size_beyondTheLimits_isRefusedWithTheLimit() {
        var e = assertThrows(IllegalArgumentException.class, () -> new Framebuffer(0, 5));
        assertEquals("a picture has 1 to 16384 pixels per side, not 0x5", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Framebuffer(5, 16385));
        e = assertThrows(IllegalArgumentException.class, () -> new Framebuffer(16384, 4097));
        assertEquals(
                "a picture has at most 67108864 pixels, not 16384x4097 = 67125248", e.getMessage());
        Framebuffer framebuffer = new Framebuffer(5, 5);
        Frame before = framebuffer.current();
        assertThrows(IllegalArgumentException.class, () -> framebuffer.resize(-1, 5));
        assertSame(before, framebuffer.current());
        assertEquals(16384, new Framebuffer(16384, 4096).width(), "the largest is black tiles");
    }

    @Test
    void listener_muchDamage_isToldOnceUntilTheSnapshot() {
        Framebuffer framebuffer = listened(surfaced());
        framebuffer.snapshot();
        framebuffer.damage(0, 0, 1, 1);
        framebuffer.damage(90, 90, 1, 1);
        framebuffer.compare();
        assertEquals(1, told.get());
        framebuffer.snapshot();
        framebuffer.damage(0, 0, 1, 1);

        assertEquals(2, told.get());
    }

    @Test
    void listener_removed_isToldNothing() {
        Framebuffer framebuffer = new Framebuffer(10, 10);
        Runnable listener = told::incrementAndGet;
        framebuffer.addListener(listener);
        framebuffer.cursor(Cursor.invisible());
        framebuffer.removeListener(listener);
        framebuffer.resize(20, 20);

        assertEquals(1, told.get());
    }

    @Test
    void copied_surface_isDamageAndHint() {
        Framebuffer framebuffer = surfaced();
        Random random = new Random(5);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(1 << 24);
        }
        Frame before = framebuffer.snapshot();
        System.arraycopy(pixels, 16 * WIDTH, pixels, 0, (HEIGHT - 16) * WIDTH);
        Rect destination = new Rect(0, 0, WIDTH, HEIGHT - 16);
        framebuffer.copied(destination, 0, -16);
        Frame after = framebuffer.snapshot();

        assertArrayEquals(pixels, after.pixels());
        assertEquals(List.of(new CopyHint(destination, 0, -16)), after.copies());
        Rect source = after.copies().getFirst().source();
        assertEquals(new Rect(0, 16, WIDTH, HEIGHT - 16), source);
        assertEquals(before.pixel(9, 16), after.pixel(9, 0));
        pixels[0] ^= 1;
        framebuffer.damage(0, 0, 1, 1);
        assertEquals(List.of(), framebuffer.snapshot().copies(), "hints are for one frame");
    }

    @Test
    void copied_beforePublish_belongsToThatFrame() {
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        framebuffer.copied(new Rect(5, 5, 10, 10), 3, 0);
        pixels[0] = 1;
        framebuffer.publish(pixels);

        assertEquals(
                List.of(new CopyHint(new Rect(5, 5, 10, 10), 3, 0)),
                framebuffer.current().copies());
        assertFalse(framebuffer.current().copies().getFirst().source().isEmpty());
    }

    private Framebuffer surfaced() {
        return new Framebuffer(XrgbSurface.of(pixels, WIDTH, HEIGHT));
    }

    private Framebuffer listened(Framebuffer framebuffer) {
        framebuffer.addListener(told::incrementAndGet);
        return framebuffer;
    }
}
