package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Frames against plain arrays of pixels.
class FrameTest {

    private static final int RUNS = 300;

    @Test
    void read_anyAreaOfAnyFrame_agreesWithTheArray() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int width = random.nextInt(1, 200);
            int height = random.nextInt(1, 200);
            int[] pixels = noise(random, width * height);
            Frame frame = Frame.of(XrgbSurface.of(pixels, width, height));

            assertArrayEquals(masked(pixels), frame.pixels(), "seed " + seed);

            Rect area = rect(random, width, height);
            int stride = area.width() + random.nextInt(5);
            int offset = random.nextInt(5);
            int[] read = new int[offset + stride * area.height() + 5];
            int[] expected = read.clone();
            for (int y = 0; y < area.height(); y++) {
                for (int x = 0; x < area.width(); x++) {
                    int pixel = pixels[(area.y() + y) * width + area.x() + x] & 0xFFFFFF;
                    expected[offset + y * stride + x] = pixel;
                    assertEquals(pixel, frame.pixel(area.x() + x, area.y() + y));
                }
            }
            frame.read(area, read, offset, stride);

            assertArrayEquals(expected, read, "seed " + seed);
        }
    }

    @Test
    void read_areaBeyondTheFrame_isRefusedWithBothSizes() {
        Frame frame = Frame.of(XrgbSurface.of(new int[100], 10, 10));

        var e =
                assertThrows(
                        IndexOutOfBoundsException.class,
                        () -> frame.read(new Rect(5, 5, 6, 1), new int[100], 0, 10));
        assertEquals("6x1+5+5 is not within a frame of 10x10", e.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> frame.pixel(10, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> frame.pixel(0, -1));
    }

    @Test
    void difference_anyChanges_coversThemAndStaysWithinTheirTiles() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int width = random.nextInt(1, 300);
            int height = random.nextInt(1, 300);
            int[] before = noise(random, width * height);
            Framebuffer framebuffer = new Framebuffer(width, height);
            framebuffer.publish(before);
            Frame older = framebuffer.current();
            int[] after = before.clone();
            for (int i = random.nextInt(20); i > 0; i--) {
                after[random.nextInt(after.length)] ^= random.nextInt(1 << 24);
            }
            framebuffer.publish(after);
            Region difference = framebuffer.current().difference(older);

            Rect changed = Rect.EMPTY;
            for (int i = 0; i < after.length; i++) {
                if (((before[i] ^ after[i]) & 0xFFFFFF) != 0) {
                    int x = i % width;
                    int y = i / width;
                    assertTrue(difference.contains(x, y), "seed " + seed);
                    changed = changed.bounds(new Rect(x, y, 1, 1));
                }
            }
            assertEquals(changed, difference.bounds(), "seed " + seed);
            Region within = Region.of(rect(random, width, height));
            assertEquals(
                    difference.intersect(within),
                    framebuffer.current().difference(older, within),
                    "seed " + seed);
            assertEquals(difference, older.difference(framebuffer.current()), "seed " + seed);
        }
    }

    @Test
    void since_forAPartOfThePicture_isExactThereAndForgetsNothingElsewhere() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int width = random.nextInt(1, 900);
            int height = random.nextInt(1, 900);
            Framebuffer framebuffer = new Framebuffer(width, height);
            int[] pixels = noise(random, width * height);
            framebuffer.publish(pixels);
            Frame older = framebuffer.current();
            for (int i = random.nextInt(200); i > 0; i--) {
                pixels[random.nextInt(pixels.length)] ^= random.nextInt(1, 1 << 24);
            }
            framebuffer.publish(pixels);
            Frame newer = framebuffer.current();
            Rect part = rect(random, width, height);

            Region exact = newer.since(older).changed();
            FrameDelta delta = newer.since(older, part);

            assertEquals(exact.intersect(part), delta.changed().intersect(part), "seed " + seed);
            assertTrue(delta.changed().contains(exact), "seed " + seed);
            Region elsewhere = delta.changed().subtract(part);
            boolean few = newer.differentTiles(older).subtract(part).area() <= 16 * Tile.PIXELS;
            if (few) {
                assertEquals(exact.subtract(part), elsewhere, "seed " + seed);
            } else {
                assertEquals(newer.differentTiles(older).subtract(part), elsewhere);
            }
            assertSame(delta, newer.since(older, part), "it is not found out twice");
        }
    }

    @Test
    void difference_boxInsideATile_isThatBox() {
        Framebuffer framebuffer = new Framebuffer(200, 200);
        Frame older = framebuffer.current();
        int[] pixels = new int[200 * 200];
        fill(pixels, 200, new Rect(70, 80, 5, 6), 0x123456);
        framebuffer.publish(pixels);

        assertEquals(Region.of(new Rect(70, 80, 5, 6)), framebuffer.current().difference(older));
    }

    @Test
    void difference_twoChangesFarApartInATile_areTwoBoxes() {
        Framebuffer framebuffer = new Framebuffer(64, 64);
        Frame older = framebuffer.current();
        int[] pixels = new int[64 * 64];
        Rect upper = new Rect(0, 0, 3, 3);
        Rect lower = new Rect(50, 40, 10, 10);
        fill(pixels, 64, upper, 1);
        fill(pixels, 64, lower, 2);
        framebuffer.publish(pixels);

        assertEquals(Region.of(List.of(upper, lower)), framebuffer.current().difference(older));
    }

    @Test
    void difference_sameContentInOtherTiles_isEmpty() {
        int[] pixels = noise(new Random(1), 100 * 100);
        Frame one = Frame.of(XrgbSurface.of(pixels, 100, 100));
        Frame other = Frame.of(XrgbSurface.of(pixels.clone(), 100, 100));

        assertTrue(one.difference(other).isEmpty());
    }

    @Test
    void difference_otherSize_isEverything() {
        Frame small = Frame.of(XrgbSurface.of(new int[100], 10, 10));
        Frame wide = Frame.of(XrgbSurface.of(new int[200], 20, 10));

        assertEquals(Region.of(wide.area()), wide.difference(small));
        assertEquals(Region.of(small.area()), small.difference(wide));
    }

    @Test
    void tiles_unchanged_areSharedByFrames() {
        Framebuffer framebuffer = new Framebuffer(256, 128);
        int[] pixels = noise(new Random(2), 256 * 128);
        framebuffer.publish(pixels);
        Frame older = framebuffer.current();
        pixels[70 * 256 + 130] ^= 0x010000; // column 2, row 1
        framebuffer.publish(pixels);
        Frame newer = framebuffer.current();

        for (int row = 0; row < newer.rows(); row++) {
            for (int column = 0; column < newer.columns(); column++) {
                if (column == 2 && row == 1) {
                    assertNotEquals(
                            older.tile(column, row).version(), newer.tile(column, row).version());
                } else {
                    assertSame(older.tile(column, row), newer.tile(column, row));
                }
            }
        }
    }

    @Test
    void tileVersions_manyFrames_areNeverGivenTwice() {
        Framebuffer framebuffer = new Framebuffer(100, 100);
        Random random = new Random(3);
        Map<Long, Tile> seen = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            if (i % 10 == 9) {
                framebuffer.resize(random.nextInt(1, 200), random.nextInt(1, 200));
            }
            Frame size = framebuffer.current();
            framebuffer.publish(noise(random, size.width() * size.height()));
            Frame frame = framebuffer.current();
            for (int t = 0; t < frame.columns() * frame.rows(); t++) {
                Tile tile = frame.tile(t % frame.columns(), t / frame.columns());
                Tile before = seen.putIfAbsent(tile.version(), tile);
                assertTrue(before == null || before.sameContent(tile));
            }
        }
        assertTrue(seen.size() > 100, "only " + seen.size() + " versions");
    }

    @Test
    void tileArea_edges_isWithinTheFrame() {
        Frame frame = Frame.of(XrgbSurface.of(new int[70 * 65], 70, 65));

        assertEquals(2, frame.columns());
        assertEquals(2, frame.rows());
        assertEquals(new Rect(64, 64, 6, 1), frame.tileArea(1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> frame.tile(2, 0));
    }

    static int[] noise(Random random, int count) {
        return random.ints(count).toArray();
    }

    static int[] masked(int[] pixels) {
        return Arrays.stream(pixels).map(pixel -> pixel & 0xFFFFFF).toArray();
    }

    static void fill(int[] pixels, int stride, Rect area, int rgb) {
        for (int y = area.y(); y < area.bottom(); y++) {
            Arrays.fill(pixels, y * stride + area.x(), y * stride + area.right(), rgb);
        }
    }

    static Rect rect(Random random, int width, int height) {
        int x = random.nextInt(width);
        int y = random.nextInt(height);
        return new Rect(x, y, random.nextInt(width - x + 1), random.nextInt(height - y + 1));
    }
}
