package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.ClientFence;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.ServerFence;
import weft.rfb.message.SetEncodings;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What viewers that allow JPEG get: photos lossily at first, and exactly when they rest.
class RefreshTest extends ServerUnderTest {
    private static final int WIDTH = 192;
    private static final int HEIGHT = 128;
    private static final int QUALITY_0 = -32;
    private static final int QUALITY_8 = -24;

    private final Random random = new Random(7);

    @BeforeEach
    void largerPicture() {
        framebuffer.resize(WIDTH, HEIGHT);
    }

    private final class Viewer implements AutoCloseable {
        final ScriptedPeer peer = login();
        final DecodingViewer shown;

        Viewer(Integer... encodings) {
            var message = new SetEncodings(List.of(encodings));
            shown =
                    new DecodingViewer(
                            WIDTH,
                            HEIGHT,
                            PixelTranslator.of(PixelFormat.XRGB8888),
                            EncodingPreferences.of(message));
            peer.send(message::write);
        }

        /// Asks for what is new and waits for 10 ms; returns how many bytes that brought.
        int follow() {
            peer.send(ask(true, 0, 0, WIDTH, HEIGHT)::write);
            return hear();
        }

        int hear() {
            loop.advance(SECOND / 100);
            byte[] bytes = peer.takeAll();
            var in = new Bytes(bytes);
            while (!in.atEnd()) {
                if (shown.apply(in) instanceof ServerFence(Fence fence)) {
                    peer.send(new ClientFence(fence.answer())::write);
                }
            }
            return bytes.length;
        }

        @Override
        public void close() {
            shown.close();
        }
    }

    private int[] photo() {
        int[] photo = new int[WIDTH * HEIGHT];
        for (int i = 0; i < photo.length; i++) {
            int grey = i % WIDTH / 2 + i / WIDTH / 2;
            for (int shift = 0; shift <= 16; shift += 8) {
                photo[i] |= (grey + random.nextInt(24)) << shift;
            }
        }
        framebuffer.publish(photo);
        loop.runReady();
        return photo;
    }

    private static int unlike(int[] a, int[] b) {
        int unlike = 0;
        for (int i = 0; i < a.length; i++) {
            unlike += a[i] == b[i] ? 0 : 1;
        }
        return unlike;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIGHT", "TIGHT_PNG", "JPEG", "ZYWRLE"})
    void photo_thatRests_becomesExactAndNothingMoreIsSent(Encoding encoding) {
        int[] photo = photo();
        try (var viewer = new Viewer(encoding.number(), QUALITY_8)) {
            viewer.follow();
            assertTrue(unlike(photo, viewer.shown.pixels) > photo.length / 4, "not lossy");

            loop.advance(SECOND);
            for (int i = 0; i < 20; i++) {
                viewer.follow();
            }

            assertArrayEquals(photo, viewer.shown.pixels);
            assertEquals(0, viewer.follow());
        }
    }

    @Test
    void photo_ofAViewerWithContinuousUpdates_becomesExactUnasked() {
        int[] photo = photo();
        try (var viewer = new Viewer(7, QUALITY_8, -312, -313)) {
            viewer.peer.send(new EnableContinuousUpdates(true, 0, 0, WIDTH, HEIGHT)::write);
            for (int i = 0; i < 10; i++) {
                viewer.hear();
            }
            assertTrue(unlike(photo, viewer.shown.pixels) > photo.length / 4, "not lossy");

            for (int i = 0; i < 60; i++) {
                viewer.hear();
            }

            assertArrayEquals(photo, viewer.shown.pixels);
            assertEquals(0, viewer.hear());
        }
    }

    @Test
    void film_isNotSentAgain() {
        try (var viewer = new Viewer(7, QUALITY_8)) {
            for (int i = 0; i < 30; i++) {
                int[] photo = photo();
                int bytes = viewer.follow();
                assertTrue(bytes > 0 && bytes < photo.length * 2, bytes + " bytes");
                for (int j = 0; j < 10; j++) {
                    assertEquals(0, viewer.follow(), "between two frames");
                }
            }
        }
    }

    @Test
    void change_whileMuchIsLeftToSendAgain_comesWithTheNextUpdate() {
        int[] photo = photo();
        try (var viewer = new Viewer(7, QUALITY_8)) {
            viewer.follow();
            loop.advance(SECOND);
            assertTrue(viewer.follow() > 0);
            assertTrue(unlike(photo, viewer.shown.pixels) > photo.length / 4, "exact at once");

            int last = photo.length - 1;
            photo[last] = 0xff00ff;
            framebuffer.publish(photo);
            viewer.follow();

            assertEquals(0xff00ff, viewer.shown.pixels[last]);
        }
    }

    @Test
    void film_inACorner_doesNotKeepTheRestLossy() {
        int[] photo = photo();
        try (var viewer = new Viewer(7, QUALITY_8)) {
            viewer.follow();
            for (int i = 0; i < 100; i++) {
                for (int y = 0; y < 32; y++) {
                    for (int x = 0; x < 32; x++) {
                        photo[y * WIDTH + x] = random.nextInt(0x1000000);
                    }
                }
                framebuffer.publish(photo);
                viewer.follow();
                viewer.follow();
            }

            int[] rest = photo.clone();
            int[] shown = viewer.shown.pixels.clone();
            for (int y = 0; y < 32; y++) {
                Arrays.fill(rest, y * WIDTH, y * WIDTH + 32, 0);
                Arrays.fill(shown, y * WIDTH, y * WIDTH + 32, 0);
            }
            assertArrayEquals(rest, shown);
        }
    }

    @Test
    void viewer_thatDoesNotAllowJpeg_isSentNothingAgain() {
        int[] photo = photo();
        try (var viewer = new Viewer(7)) {
            viewer.follow();
            assertArrayEquals(photo, viewer.shown.pixels);
            loop.advance(SECOND);
            assertEquals(0, viewer.follow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIGHT", "JPEG"})
    void lossless_photo_isExactAtOnce(Encoding encoding) {
        display = display(builder -> builder.lossless(true));
        int[] photo = photo();
        try (var viewer = new Viewer(encoding.number(), QUALITY_8)) {
            viewer.follow();
            assertArrayEquals(photo, viewer.shown.pixels);
            assertFalse(viewer.shown.seen(Encoding.JPEG) > 0, "JPEG");
        }
    }

    @Test
    void quality_ofTheServer_isTheMostThatAViewerGets() {
        photo();
        int asked8 = firstUpdate(QUALITY_8);
        int asked0 = firstUpdate(QUALITY_0);
        display = display(builder -> builder.quality(0));
        assertEquals(asked0, firstUpdate(QUALITY_8));
        assertEquals(asked0, firstUpdate(QUALITY_0));
        assertTrue(asked0 * 2 < asked8, asked0 + " and " + asked8);
        display = display(builder -> builder.quality(9));
        assertEquals(asked8, firstUpdate(QUALITY_8));
    }

    private int firstUpdate(int quality) {
        try (var viewer = new Viewer(7, quality)) {
            int bytes = viewer.follow();
            viewer.peer.disconnect();
            return bytes;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void quality_outside0To9_isRefused(int level) {
        var builder = VncServer.builder(framebuffer);
        assertThrows(IllegalArgumentException.class, () -> builder.quality(level));
    }
}
