package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Views, against pictures that are turned, mirrored and magnified pixel by pixel.
class ViewTest {
    private static final int WIDTH = 53;
    private static final int HEIGHT = 38;

    /// A picture of distinct pixels.
    @SuppressWarnings("ArrayRecordComponent") // its own, and nobody compares it
    private record Picture(int[] pixels, int width, int height) {

        static Picture distinct(int width, int height) {
            int[] pixels = new int[width * height];
            Arrays.setAll(pixels, i -> i + 1);
            return new Picture(pixels, width, height);
        }

        int at(int x, int y) {
            return pixels[y * width + x];
        }

        Picture scaled(int columns, int rows) {
            int[] result = new int[pixels.length * columns * rows];
            for (int i = 0; i < result.length; i++) {
                int x = i % (width * columns);
                int y = i / (width * columns);
                result[i] = at(x / columns, y / rows);
            }
            return new Picture(result, width * columns, height * rows);
        }

        Picture clockwise() {
            int[] result = new int[pixels.length];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    result[x * height + height - 1 - y] = at(x, y);
                }
            }
            return new Picture(result, /* width= */ height, /* height= */ width);
        }

        Picture flipped(boolean horizontally) {
            int[] result = new int[pixels.length];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int to = horizontally ? width - 1 - x : x;
                    result[(horizontally ? y : height - 1 - y) * width + to] = at(x, y);
                }
            }
            return new Picture(result, width, height);
        }
    }

    private static final Picture HOST = Picture.distinct(WIDTH, HEIGHT);

    private View view = View.PLAIN;
    private Picture expected = HOST;

    private void step(Random random) {
        switch (random.nextInt(5)) {
            case 0 -> {
                if (view.scaleX() * view.scaleY() <= 4) {
                    int columns = 1 + random.nextInt(3);
                    int rows = 1 + random.nextInt(3);
                    view = view.scaled(columns, rows);
                    expected = expected.scaled(columns, rows);
                }
            }
            case 1 -> {
                view = view.rotated(90);
                expected = expected.clockwise();
            }
            case 2 -> {
                view = view.rotated(180).rotated(270);
                expected = expected.clockwise();
            }
            case 3 -> {
                view = view.flippedHorizontally();
                expected = expected.flipped(true);
            }
            default -> {
                view = view.flippedVertically();
                expected = expected.flipped(false);
            }
        }
    }

    private void randomView(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        for (int i = run.getCurrentRepetition() % 6; i >= 0; i--) {
            step(random);
        }
    }

    @RepeatedTest(60)
    void anySteps_showWhatTheyShowOneByOne(RepetitionInfo run) {
        randomView(run);
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        framebuffer.view(view);
        framebuffer.publish(HOST.pixels);

        assertEquals(expected.width, framebuffer.width());
        assertEquals(expected.height, framebuffer.height());
        assertArrayEquals(expected.pixels, framebuffer.current().pixels());

        framebuffer.surface(XrgbSurface.of(HOST.pixels, WIDTH, HEIGHT));
        assertArrayEquals(expected.pixels, framebuffer.snapshot().pixels());
        Surface surface = view.over(XrgbSurface.of(HOST.pixels, WIDTH, HEIGHT));
        Random random = new Random(7);
        for (int i = 0; i < 30; i++) {
            Rect area = FrameTest.rect(random, expected.width, expected.height);
            int[] read = new int[(int) area.area()];
            int[] wanted = new int[read.length];
            surface.read(area, read, 0, area.width());
            framebuffer.current().read(area, wanted, 0, area.width());
            assertArrayEquals(wanted, read, area.toString());
        }
    }

    @RepeatedTest(60)
    void anySteps_mapPlacesBothWays(RepetitionInfo run) {
        randomView(run);
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        framebuffer.view(view);
        for (int y = 0; y < expected.height; y++) {
            for (int x = 0; x < expected.width; x++) {
                Point host = framebuffer.toHost(x, y);
                assertEquals(expected.at(x, y), HOST.at(host.x(), host.y()));
                Point seen = framebuffer.toViewers(host.x(), host.y());
                assertEquals(x - x % view.scaleX(), seen.x());
                assertEquals(y - y % view.scaleY(), seen.y());
                if (x + view.scaleX() < expected.width) {
                    Point right = framebuffer.toHost(x + view.scaleX(), y);
                    assertEquals(
                            view.hostMotion(1, 0),
                            new Point(right.x() - host.x(), right.y() - host.y()));
                }
            }
        }
        Point beyond = framebuffer.toHost(-1, 0);
        assertEquals(
                List.of(-1, expected.width / view.scaleX()).contains(beyond.x()),
                !view.isTurned() && beyond.y() >= 0 && beyond.y() < HEIGHT);
    }

    @RepeatedTest(60)
    void anySteps_mapDamageExactly(RepetitionInfo run) {
        randomView(run);
        Random random = new Random(run.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            Rect damage = FrameTest.rect(random, WIDTH, HEIGHT);
            Rect seen = view.shown(damage, Rect.ofSize(WIDTH, HEIGHT));
            for (int y = 0; y < expected.height; y++) {
                for (int x = 0; x < expected.width; x++) {
                    int at = expected.at(x, y) - 1;
                    assertEquals(damage.contains(at % WIDTH, at / WIDTH), seen.contains(x, y));
                }
            }
        }
    }

    @Test
    void damage_isReadWhereItIsSeen() {
        int[] pixels = new int[100 * 100];
        var reads = new AtomicInteger();
        Surface counted =
                new Surface() {
                    @Override
                    public int width() {
                        return 100;
                    }

                    @Override
                    public int height() {
                        return 100;
                    }

                    @Override
                    public void read(Rect area, int[] dst, int offset, int stride) {
                        reads.incrementAndGet();
                        XrgbSurface.of(pixels, 100, 100).read(area, dst, offset, stride);
                    }
                };
        Framebuffer framebuffer = new Framebuffer(counted);
        framebuffer.view(View.PLAIN.scaled(4).rotated(90));
        Frame before = framebuffer.snapshot();
        assertEquals(7 * 7, reads.getAndSet(0));
        pixels[3 * 100 + 2] = 0xABCDEF;
        framebuffer.damage(2, 3, 1, 1);
        Frame after = framebuffer.snapshot();

        assertEquals(1, reads.get());
        assertEquals(List.of(new Rect(96 * 4, 8, 4, 4)), after.difference(before).rects());
        pixels[99] = 1;
        framebuffer.damage(Region.of(new Rect(-5, -5, 2000000000, 6)));
        assertEquals(1, framebuffer.snapshot().pixel(399, 399));
        assertEquals(1 + 7, reads.get(), "a row is seen as a column");
        framebuffer.damage(100, 0, 5, 5);
        framebuffer.snapshot();
        assertEquals(1 + 7, reads.get(), "nothing of the last damage is in the picture");
    }

    @Test
    void moves_areHintsWhereTheyAreSeen() {
        int[] pixels = new Random(3).ints(100 * 100, 0, 1 << 24).toArray();
        Framebuffer framebuffer = new Framebuffer(XrgbSurface.of(pixels, 100, 100));
        framebuffer.view(View.PLAIN.scaled(2, 3).rotated(90));
        Frame before = framebuffer.snapshot();
        System.arraycopy(pixels, 1600, pixels, 0, 8400);
        framebuffer.copied(new Rect(0, 0, 100, 84), 0, -16);
        Frame after = framebuffer.snapshot();

        CopyHint hint = after.copies().getFirst();
        assertEquals(new CopyHint(new Rect(48, 0, 252, 200), 48, 0), hint);
        Rect source = hint.source();
        assertEquals(before.pixel(source.x(), source.y()), after.pixel(48, 0));
        assertEquals(before.pixel(source.x() + 200, 77), after.pixel(248, 77));
    }

    @Test
    void cursor_isShownAsThePictureIs() {
        int[] argb = {0xFF000001, 0xFF000002, 0xFF000003, 0xFF000004, 0xFF000005, 0xFF000006};
        Framebuffer framebuffer = new Framebuffer(10, 10);
        framebuffer.cursor(new Cursor(3, 2, 1, 0, argb));
        framebuffer.view(View.PLAIN.rotated(90).scaled(2, 1));
        Cursor seen = framebuffer.cursor().orElseThrow();

        int[] turned = {4, 4, 1, 1, 5, 5, 2, 2, 6, 6, 3, 3};
        for (int i = 0; i < turned.length; i++) {
            turned[i] |= 0xFF000000;
        }
        assertEquals(new Cursor(4, 3, 2, 1, turned), seen);
        framebuffer.view(View.PLAIN);
        assertEquals(new Cursor(3, 2, 1, 0, argb), framebuffer.cursor().orElseThrow());
        framebuffer.group(() -> {
            framebuffer.view(View.PLAIN.scaled(64));
            framebuffer.cursor(new Cursor(100, 1, 99, 0, new int[100]));
        });
        assertEquals(1000, framebuffer.cursor().orElseThrow().width(), "the largest that fits");
        assertEquals(990, framebuffer.cursor().orElseThrow().hotX());
    }

    @Test
    void publish_largerView_takesTheHostsSizeAndSharesTiles() {
        Framebuffer framebuffer = new Framebuffer(160, 144);
        framebuffer.view(View.PLAIN.scaled(4));
        assertEquals(640, framebuffer.width());
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> framebuffer.publish(new int[640 * 576]));
        assertEquals("a frame of 160x144 has 23040 pixels, not 368640", e.getMessage());
        int[] pixels = new int[160 * 144];
        framebuffer.publish(pixels);
        Frame before = framebuffer.current();
        framebuffer.publish(pixels);
        assertSame(before, framebuffer.current());
        pixels[0] = 5;
        framebuffer.publish(pixels);
        Frame after = framebuffer.current();
        assertSame(before.tile(1, 0), after.tile(1, 0));
        assertEquals(5, after.pixel(3, 3));
        assertEquals(0, after.pixel(4, 3));

        framebuffer.resize(320, 200);
        assertEquals(1280, framebuffer.width());
        framebuffer.publish(new int[320 * 200]);
        framebuffer.publish(new int[99], 0, 11, 11, 9);
        assertEquals(44, framebuffer.width());
    }

    @Test
    void palette_changed_isSeenInTheView() {
        IndexedSurface surface = IndexedSurface.of(new byte[100], 10, 10, new int[] {1});
        Framebuffer framebuffer = new Framebuffer(surface);
        framebuffer.view(View.PLAIN.scaled(3));
        assertEquals(1, framebuffer.snapshot().pixel(29, 29));
        surface.setColour(0, 2);
        assertEquals(2, framebuffer.snapshot().pixel(29, 29));
    }

    @Test
    void view_tooLarge_isRefusedAndChangesNothing() {
        Framebuffer framebuffer = new Framebuffer(1000, 1000);
        Frame before = framebuffer.current();
        View large = View.PLAIN.scaled(17);
        assertThrows(IllegalArgumentException.class, () -> framebuffer.view(large));
        assertSame(before, framebuffer.current());
        assertEquals(View.PLAIN, framebuffer.view());
        framebuffer.publish(new int[1000 * 1000]);
        assertThrows(IllegalArgumentException.class, () -> View.PLAIN.scaled(0));
        assertThrows(IllegalArgumentException.class, () -> View.PLAIN.scaled(65));
        assertThrows(
                IllegalArgumentException.class, () -> View.PLAIN.scaled(60).scaled(1 << 30, 1));
        assertThrows(IllegalArgumentException.class, () -> View.PLAIN.rotated(45));
        framebuffer.view(View.PLAIN.scaled(2));
        assertThrows(
                IllegalArgumentException.class,
                () -> framebuffer.publish(XrgbSurface.of(new int[9000], 9000, 1)));
        assertNotSame(before, framebuffer.current());
    }
}
