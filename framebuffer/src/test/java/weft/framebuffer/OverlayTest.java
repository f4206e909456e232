package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// A layer above the picture, published or drawn into.
class OverlayTest {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 140;

    private final int[] pixels = new Random(1).ints(WIDTH * HEIGHT, 0, 1 << 24).toArray();

    private static int[] filled(int argb, int count) {
        int[] pixels = new int[count];
        Arrays.fill(pixels, argb);
        return pixels;
    }

    /// What is to be seen, from what the pixels are now.
    private int[] expected(int[] argb, int left, int top, int width, int height) {
        int[] seen = pixels.clone();
        for (int i = 0; i < argb.length; i++) {
            int x = left + i % width;
            int y = top + i / width;
            if (x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT && i / width < height) {
                int alpha = argb[i] >>> 24;
                int under = seen[y * WIDTH + x];
                int rgb = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    int sum =
                            (argb[i] >> shift & 0xFF) * alpha
                                    + (under >> shift & 0xFF) * (255 - alpha);
                    rgb |= ((sum + 127) / 255) << shift;
                }
                seen[y * WIDTH + x] = rgb;
            }
        }
        return seen;
    }

    private void show(Framebuffer framebuffer, boolean isPublished) {
        if (isPublished) {
            framebuffer.publish(pixels);
        } else {
            framebuffer.compare();
        }
    }

    private Framebuffer framebuffer(boolean isPublished) {
        return isPublished
                ? new Framebuffer(WIDTH, HEIGHT)
                : new Framebuffer(XrgbSurface.of(pixels, WIDTH, HEIGHT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyOverlays_andPictures_areSeenTogether(boolean isPublished) {
        Framebuffer framebuffer = framebuffer(isPublished);
        show(framebuffer, isPublished);
        Random random = new Random(2);
        int[] argb = new int[0];
        Rect area = new Rect(0, 0, 1, 0);
        for (int run = 0; run < 200; run++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    int width = 1 + random.nextInt(100);
                    int height = 1 + random.nextInt(100);
                    area =
                            new Rect(
                                    random.nextInt(200) - 50,
                                    random.nextInt(200) - 50,
                                    width,
                                    height);
                    argb = random.ints((long) width * height).toArray();
                    if (random.nextBoolean()) {
                        Arrays.fill(argb, argb.length / 2, argb.length, 0);
                    }
                    framebuffer.overlay(Overlay.of(argb, area.x(), area.y(), width, height));
                }
                case 1 -> {
                    framebuffer.overlay(Overlay.NONE);
                    argb = new int[0];
                }
                default -> {
                    pixels[random.nextInt(pixels.length)] = random.nextInt(1 << 24);
                    show(framebuffer, isPublished);
                }
            }
            int[] seen = framebuffer.snapshot().pixels();
            assertArrayEquals(
                    expected(argb, area.x(), area.y(), area.width(), area.height()), seen);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tilesNotCovered_areShared(boolean isPublished) {
        Framebuffer framebuffer = framebuffer(isPublished);
        show(framebuffer, isPublished);
        Frame before = framebuffer.snapshot();
        var told = new AtomicInteger();
        framebuffer.addListener(told::incrementAndGet);
        framebuffer.overlay(Overlay.of(filled(0x80FFFFFF, 100), 70, 3, 10, 10));
        assertEquals(1, told.get());
        Frame covered = framebuffer.snapshot();
        assertSame(before.tile(0, 0), covered.tile(0, 0));
        assertNotSame(before.tile(1, 0), covered.tile(1, 0));
        assertEquals(Region.of(new Rect(70, 3, 10, 10)), covered.difference(before));

        pixels[0] ^= 1;
        show(framebuffer, isPublished);
        Frame next = framebuffer.snapshot();
        assertSame(covered.tile(1, 0), next.tile(1, 0), "nothing changed below it");
        assertEquals(pixels[0], next.pixel(0, 0));
        framebuffer.overlay(Overlay.NONE);
        assertArrayEquals(pixels, framebuffer.snapshot().pixels());
    }

    @Test
    void overlay_inAGroup_isSeenWithTheRest() {
        Framebuffer framebuffer = new Framebuffer(4, 1);
        framebuffer.group(() -> {
            framebuffer.overlay(Overlay.of(new int[] {0xFF000009}, 1, 0, 1, 1));
            framebuffer.publish(new int[] {1, 2, 3, 4});
            assertArrayEquals(new int[4], framebuffer.snapshot().pixels());
        });
        assertArrayEquals(new int[] {1, 9, 3, 4}, framebuffer.snapshot().pixels());
    }

    @Test
    void overlay_overAView_isInTheViewersPixelsAndStays() {
        Framebuffer framebuffer = new Framebuffer(2, 1);
        framebuffer.overlay(Overlay.of(new int[] {0xFF000009}, 1, 0, 1, 1));
        framebuffer.view(View.PLAIN.scaled(2));
        framebuffer.publish(new int[] {1, 2});
        assertArrayEquals(new int[] {1, 9, 2, 2, 1, 1, 2, 2}, framebuffer.current().pixels());
        framebuffer.publish(new int[] {5}, 0, 1, 1, 1);
        assertArrayEquals(new int[] {5, 9, 5, 5}, framebuffer.current().pixels());
        framebuffer.surface(XrgbSurface.of(new int[] {3}, 1, 1));
        assertArrayEquals(new int[] {3, 9, 3, 3}, framebuffer.snapshot().pixels());
        framebuffer.resize(1, 1);
        assertArrayEquals(new int[] {0, 9, 0, 0}, framebuffer.snapshot().pixels());
        framebuffer.overlay(Overlay.NONE);
        assertArrayEquals(new int[4], framebuffer.snapshot().pixels());
    }

    @Test
    void overlay_isCopied_andNeedsAllItsPixels() {
        int[] argb = {0xFF000009};
        Framebuffer framebuffer = new Framebuffer(1, 1);
        Overlay overlay = Overlay.of(argb, 0, 0, 1, 1);
        argb[0] = 0;
        framebuffer.overlay(overlay);
        assertEquals(9, framebuffer.current().pixel(0, 0));
        var e = assertThrows(IllegalArgumentException.class, () -> Overlay.of(argb, 0, 0, 2, 1));
        assertEquals("an overlay of 2x1 has 2 pixels, not 1", e.getMessage());
    }
}
