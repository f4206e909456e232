package weft.server.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// What updates of screens' usual contents consist of, and what viewers make of them.
class UpdateBytesTest {
    private static final int WIDTH = Screens.WIDTH;
    private static final int HEIGHT = Screens.HEIGHT;
    private static final int QUALITY_8 = -24;

    private long now;

    /// In which a picture follows a second after the other.
    private final Framebuffer framebuffer =
            new Framebuffer(WIDTH, HEIGHT, () -> now += 1_000_000_000);

    private Frame publish(int[] picture) {
        framebuffer.publish(picture);
        return framebuffer.snapshot();
    }

    /// Video is for films: the picture as a whole. What is small comes exact in the encoding that
    /// the viewer likes next best, as does everything where there is no library for video.
    @Test
    void film_forAViewerThatLikesH264Best_isOneStreamOfTheWholePicture() {
        boolean there = Encoder.isAvailable(Encoding.OPEN_H264);
        Set<Encoding> best = Set.of(there ? Encoding.OPEN_H264 : Encoding.ZRLE);
        try (var viewer = new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), 50, 16, 1);
                var other = new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), 16, 1)) {
            int[] photo = Screens.photo(1);
            for (int frame = 0; frame < 3; frame++) {
                photo = Screens.photo(frame);
                Frame newest = publish(photo);
                int bytes = viewer.update(newest);
                int exact = other.update(newest);
                assertTrue(there ? bytes * 4 < exact : bytes == exact, bytes + " of " + exact);
                assertEquals(best, viewer.used());
            }
            assertClose(photo, viewer.pixels);
            for (int i = 0; i < 100; i++) {
                photo[i] = 0x123456;
            }
            viewer.update(publish(photo));
            assertTrue(viewer.used().contains(Encoding.ZRLE));
            for (int i = 0; i < 100; i++) {
                assertEquals(0x123456, viewer.pixels[i]);
            }
        }
    }

    private static void assertClose(int[] expected, int[] actual) {
        long difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.abs((expected[i] >> 8 & 0xff) - (actual[i] >> 8 & 0xff));
        }
        assertTrue(difference < 4L * expected.length, "differs by " + difference);
    }

    @Test
    void photo_atQuality8_isJpegAndSmall() {
        int[] photo = Screens.photo(1);
        try (var viewer =
                new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), 7, 1, QUALITY_8)) {
            int bytes = viewer.update(publish(photo));

            assertTrue(bytes < WIDTH * HEIGHT * 3 / 4, bytes + " bytes");
            double sum = 0;
            for (int i = 0; i < photo.length; i++) {
                int d = (photo[i] >> 8 & 255) - (viewer.pixels[i] >> 8 & 255);
                sum += d * d;
            }
            assertTrue(sum / photo.length < 16, "mean square error " + sum / photo.length);
        }
    }

    @Test
    void softGradientOfFewColours_atQuality8_isJpegToo() {
        Random random = new Random(6);
        int[] sky = new int[WIDTH * HEIGHT];
        for (int i = 0; i < sky.length; i++) {
            int light = 100 + i / WIDTH / 6 + random.nextInt(3);
            sky[i] = light << 16 | light << 8 | 0xc0 + random.nextInt(3); // 100 in 64 lines
        }
        try (var lossy =
                        new UpdateViewer(
                                framebuffer.snapshot(), new EncodedPieces(), 7, 1, QUALITY_8);
                var exact = new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), 7, 1)) {
            Frame frame = publish(sky);

            int jpeg = lossy.update(frame);
            int palette = exact.update(frame);

            assertArrayEquals(sky, exact.pixels);
            assertTrue(jpeg < palette, jpeg + " of " + palette + " bytes");
        }
    }

    @Test
    void textOnAPhoto_atQuality8_isExact() {
        for (Color colour : List.of(Color.WHITE, Color.BLACK, Color.YELLOW)) {
            int[] photo = Screens.photo(2);
            int[] text =
                    Screens.withText(
                            photo, "The quick brown fox jumps over the lazy dog 0123", colour, 5);
            try (var viewer =
                    new UpdateViewer(
                            framebuffer.snapshot(), new EncodedPieces(), 7, 1, QUALITY_8)) {
                viewer.update(publish(text));

                int exact = 0;
                int lossy = 0;
                List<String> wrong = new ArrayList<>();
                for (int i = 0; i < text.length; i++) {
                    if (text[i] != photo[i]) {
                        if (text[i] != viewer.pixels[i]) {
                            wrong.add(i % WIDTH + "," + i / WIDTH);
                        }
                        exact++;
                    } else if (text[i] != viewer.pixels[i]) {
                        lossy++;
                    }
                }
                assertEquals(List.of(), wrong, "pixels of the text, " + colour);
                assertTrue(exact > 5000, "text of " + exact + " pixels");
                assertTrue(lossy > photo.length / 3, "only " + lossy + " pixels were JPEG");
            }
        }
    }

    @Test
    void textOnOneColour_atQuality8_isExact() {
        int[] white = new int[WIDTH * HEIGHT];
        java.util.Arrays.fill(white, 0xf8f8f2);
        int[] text =
                Screens.withText(white, "antialiased text, never JPEG", new Color(0x204060), 5);
        try (var viewer =
                new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), 7, 1, QUALITY_8)) {
            viewer.update(publish(text));

            assertArrayEquals(text, viewer.pixels);
        }
    }

    @Test
    void screen_inTightPngAndJpegAtQuality8_isSmallAndTextIsExactInPng() {
        int[] photo = Screens.photo(1);
        int[] white = new int[WIDTH * HEIGHT];
        java.util.Arrays.fill(white, 0xf8f8f2);
        int[] text =
                Screens.withText(white, "antialiased text, never JPEG", new Color(0x204060), 5);
        for (int encoding : new int[] {-260, 21}) {
            try (var viewer =
                    new UpdateViewer(
                            framebuffer.snapshot(), new EncodedPieces(), encoding, QUALITY_8)) {
                int bytes = viewer.update(publish(photo));

                assertTrue(bytes < WIDTH * HEIGHT * 3 / 4, encoding + ": " + bytes + " bytes");
                viewer.update(publish(text));
                if (encoding == Encoding.TIGHT_PNG.number()) {
                    assertArrayEquals(text, viewer.pixels);
                }
            }
        }
    }

    @Test
    void screenOfOneColour_inCorre_isCutToItsRectangles() {
        int[] white = new int[WIDTH * HEIGHT];
        java.util.Arrays.fill(white, 0xf8f8f2);
        try (var viewer = new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), 4)) {
            int bytes = viewer.update(publish(white));

            assertTrue(bytes < 1000, bytes + " bytes");
            assertArrayEquals(white, viewer.pixels);
        }
    }

    /// A header and a side bar that stay, and a page of text that scrolls below.
    private static int[] page(int x, int y) {
        int[] rgb = new int[WIDTH * HEIGHT];
        java.util.Arrays.fill(rgb, 0x336699);
        for (int row = 51; row < HEIGHT; row++) {
            for (int column = 90; column < WIDTH - 13; column++) {
                int line = Math.floorDiv(row + y, 14);
                int letter = Math.floorDiv(column + x, 8);
                int bit = Math.floorMod(row + y, 14) * 8 + Math.floorMod(column + x, 8);
                long mixed = (line * 131_071L + letter * 113L + bit) * 0x9E3779B97F4A7C15L;
                mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
                boolean ink = bit < 80 && (mixed >>> 60) < 5;
                int grey = (int) (mixed >>> 40 & 7) * 0x141414;
                rgb[row * WIDTH + column] = ink ? grey : 0xffffff;
            }
        }
        return rgb;
    }

    @Test
    void pageScrolledUnderAHeader_costsATwentiethOfItsBytes() {
        int[][] steps = {{0, 3}, {0, -7}, {5, 0}, {-3, 0}, {0, 9}, {0, -5}, {7, 0}};
        try (var moving = new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), 7, 1);
                var drawing = new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), 7)) {
            Frame first = publish(page(1000, 1000));
            moving.update(first);
            drawing.update(first);
            int x = 1000;
            int y = 1000;
            for (int[] step : steps) {
                x += step[0];
                y += step[1];
                int[] picture = page(x, y);
                Frame frame = publish(picture);

                int moved = moving.update(frame);
                int drawn = drawing.update(frame);

                assertArrayEquals(picture, moving.pixels);
                assertArrayEquals(picture, drawing.pixels);
                assertTrue(moved * 20 <= drawn, moved + " of " + drawn + " bytes");
            }
        }
    }

    @Test
    void viewersOfOneForm_joiningLeavingAndSkippingFrames_allSeeEveryFrame() {
        Random random = new Random(4);
        for (int encoding : new int[] {4, 5, 6, 7, 15, 16, -260}) {
            var pieces = new EncodedPieces();
            List<UpdateViewer> viewers = new ArrayList<>();
            int[] picture = Screens.photo(3);
            for (int round = 0; round < 60; round++) {
                if (random.nextInt(4) == 0) {
                    viewers.add(new UpdateViewer(framebuffer.snapshot(), pieces, encoding, 1));
                }
                if (viewers.size() > 2 && random.nextInt(6) == 0) {
                    viewers.remove(random.nextInt(viewers.size())).close();
                }
                picture =
                        Screens.withText(picture, "round " + round, new Color(random.nextInt()), 2);
                Frame frame = publish(picture);
                for (UpdateViewer viewer : viewers) {
                    if (random.nextInt(3) > 0) {
                        viewer.update(frame);
                        assertArrayEquals(picture, viewer.pixels, "encoding " + encoding);
                    }
                }
            }
            assertTrue(viewers.size() > 1);
            viewers.forEach(UpdateViewer::close);
        }
    }

    @Test
    void viewersInStep_getTheSameBytesOnceTheirStreamsHaveBegun() {
        var pieces = new EncodedPieces();
        try (var one = new UpdateViewer(framebuffer.snapshot(), pieces, 7, 1);
                var other = new UpdateViewer(framebuffer.snapshot(), pieces, 7, 1)) {
            for (int round = 0; round < 5; round++) {
                int[] picture =
                        Screens.withText(Screens.photo(round), "round " + round, Color.RED, 3);
                Frame frame = publish(picture);
                int first = one.update(frame);
                int second = other.update(frame);
                assertArrayEquals(picture, one.pixels);
                assertArrayEquals(picture, other.pixels);
                if (round > 1) {
                    assertEquals(first, second);
                    assertTrue(first > 100_000, "photo without JPEG in " + first + " bytes");
                }
            }
        }
    }
}
