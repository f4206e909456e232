package weft.server.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;

import java.awt.Color;
import java.util.concurrent.TimeUnit;

/// Photos that follow each other quickly are video: they are not looked at each time, and have less
/// colour while they move.
class VideoTest {
    private static final int TIGHT = 7;
    private static final int QUALITY_8 = -24;
    private static final int FULL = 0x11;
    private static final int HALF = 0x22;

    /// After so many frames it is video, and so often it is looked at again.
    private static final int BEGINS = 4;

    private static final int LOOK_AGAIN = 64;

    private long now;
    private final Framebuffer framebuffer =
            new Framebuffer(Screens.WIDTH, Screens.HEIGHT, () -> now);

    private Frame after(long millis, int[] picture) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        framebuffer.publish(picture);
        return framebuffer.snapshot();
    }

    private UpdateViewer viewer(Integer... encodings) {
        return new UpdateViewer(framebuffer.snapshot(), new EncodedPieces(), encodings);
    }

    /// How the brightness of the first JPEG in an update is sampled: 0x11 as often as colour, 0x22
    /// twice as often on both axes (ITU-T T.81, B.2.2).
    private static int sampling(byte[] update) {
        for (int i = 0; i + 11 < update.length; i++) {
            if ((update[i] & 0xff) == 0xff
                    && (update[i + 1] & 0xff) == 0xc0
                    && update[i + 2] == 0
                    && update[i + 3] == 17
                    && update[i + 4] == 8) {
                return update[i + 11];
            }
        }
        throw new AssertionError("no JPEG of three components in " + update.length + " bytes");
    }

    @Test
    void video_hasLessColourAsSoonAsItIsOne() {
        try (var viewer = viewer(TIGHT, QUALITY_8)) {
            for (int frame = 0; frame < 3 * BEGINS; frame++) {
                int expected = frame < BEGINS - 1 ? FULL : HALF;
                byte[] update = viewer.updateBytes(after(40, Screens.photo(frame)));
                assertEquals(expected, sampling(update), "frame " + frame);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"7, -23, -24", "7, -24, -768", "7, -412, -24"})
    void video_forWhoAsksForAllColours_hasThem(int encoding, int quality, int more) {
        try (var viewer = viewer(encoding, quality, more)) {
            for (int frame = 0; frame < 2 * BEGINS; frame++) {
                byte[] update = viewer.updateBytes(after(40, Screens.photo(frame)));
                assertEquals(FULL, sampling(update), "frame " + frame);
            }
        }
    }

    @Test
    void slides_haveAllColours() {
        try (var viewer = viewer(TIGHT, QUALITY_8)) {
            for (int slide = 0; slide < 2 * BEGINS; slide++) {
                byte[] update = viewer.updateBytes(after(100, Screens.photo(slide)));
                assertEquals(FULL, sampling(update), "slide " + slide);
            }
        }
    }

    @Test
    void video_forWhoWantsNothingLossy_isExact() {
        try (var viewer = viewer(TIGHT)) {
            for (int frame = 0; frame < 2 * BEGINS; frame++) {
                int[] photo = Screens.photo(frame);
                viewer.update(after(40, photo));
                assertArrayEquals(photo, viewer.pixels);
            }
        }
    }

    @Test
    void pageThatChangesQuickly_isNoVideo() {
        try (var viewer = viewer(TIGHT, QUALITY_8)) {
            int[] paper = new int[Screens.WIDTH * Screens.HEIGHT];
            for (int frame = 0; frame < 3 * BEGINS; frame++) {
                int[] page = Screens.withText(paper, "line " + frame, Color.LIGHT_GRAY, 5);
                viewer.update(after(40, page));
                assertArrayEquals(page, viewer.pixels);
            }
        }
    }

    @Test
    void pageAfterVideo_isSeenSoonWhenItMovesAndAtOnceWhenItDoesNot() {
        try (var viewer = viewer(TIGHT, QUALITY_8)) {
            int[] paper = new int[Screens.WIDTH * Screens.HEIGHT];
            for (int frame = 0; frame < 2 * BEGINS; frame++) {
                viewer.update(after(40, Screens.photo(frame)));
            }
            boolean exact = false;
            for (int frame = 0; frame < LOOK_AGAIN && !exact; frame++) {
                // Every pixel changes, as in video.
                java.util.Arrays.fill(paper, frame % 2 == 0 ? 0xf0f0f0 : 0xe0e0e0);
                int[] page = Screens.withText(paper, "line " + frame, Color.BLUE, 5);
                viewer.update(after(40, page));
                exact = java.util.Arrays.equals(page, viewer.pixels);
                assertFalse(exact && frame == 0, "it was no video");
            }
            assertTrue(exact);
            for (int frame = 0; frame < 2 * BEGINS; frame++) {
                viewer.update(after(40, Screens.photo(frame)));
            }
            int[] page = Screens.withText(paper, "the end", Color.BLUE, 5);
            viewer.update(after(100, page));
            assertArrayEquals(page, viewer.pixels);
        }
    }

    @Test
    void smallChangeOfVideo_isNotWorthAJpeg() {
        try (var viewer = viewer(TIGHT, QUALITY_8)) {
            int[] photo = {};
            for (int frame = 0; frame < 2 * BEGINS; frame++) {
                photo = Screens.photo(frame);
                viewer.update(after(40, photo));
            }
            for (int i = 0; i < 8; i++) {
                photo[i * Screens.WIDTH + i] ^= 0xffffff;
            }
            int bytes = viewer.update(after(40, photo));
            assertTrue(bytes < 300, bytes + " bytes for 8x8 pixels");
        }
    }

    @Test
    void viewerThatLagsBehind_gainsFromWhatItHasSeen() {
        try (var viewer = viewer(TIGHT, QUALITY_8)) {
            viewer.update(after(40, Screens.photo(0)));
            Frame seenLate = after(40, Screens.photo(1));
            for (int frame = 2; frame < 2 * BEGINS; frame++) {
                after(20, Screens.photo(frame));
            }
            assertEquals(FULL, sampling(viewer.updateBytes(seenLate)));
            assertEquals(HALF, sampling(viewer.updateBytes(framebuffer.snapshot())));
        }
    }
}
