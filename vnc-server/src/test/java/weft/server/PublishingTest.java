package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// A host that publishes a thousand frames a second.
class PublishingTest extends ServerUnderTest {
    /// More than is sent as often as a viewer asks.
    private static final int SIDE = 128;

    private static final long FRAME_NANOS = SECOND / 1000;

    private final int[] pixels = new int[SIDE * SIDE];

    private void publish(int number) {
        Arrays.fill(pixels, number);
        framebuffer.publish(pixels);
        Arrays.fill(pixels, 0xbad); // it is the host's again
    }

    /// Whoever waited for the lock would wait for ever here.
    @Test
    @Timeout(60)
    void frames_whileTheGlobalLockIsHeld_arePublished() throws Exception {
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (VncServer server = VncServer.builder(framebuffer).start()) {
            Thread holder =
                    Thread.ofPlatform()
                            .start(() ->
                                    server.draw(() -> {
                                        held.countDown();
                                        awaitForever(release);
                                    }));
            held.await();
            framebuffer.resize(SIDE, SIDE);
            for (int i = 1; i <= 1000; i++) {
                publish(i);
            }
            assertTrue(holder.isAlive());
            release.countDown();
            holder.join();
        }
        assertArrayEquals(filled(1000), framebuffer.current().pixels());
    }

    private static void awaitForever(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int[] filled(int number) {
        int[] all = new int[SIDE * SIDE];
        Arrays.fill(all, number);
        return all;
    }

    /// Each update is of the frame that is the newest when it is made, and there are no more of
    /// them than a viewer gets of any picture.
    @Test
    void frames_ofASecond_keepViewersCurrent() {
        framebuffer.resize(SIDE, SIDE);
        ScriptedPeer peer = login();
        int updates = 0;
        try (var viewer =
                new DecodingViewer(SIDE, SIDE, PixelTranslator.of(PixelFormat.XRGB8888))) {
            peer.send(out -> ask(false, 0, 0, SIDE, SIDE).write(out));
            for (int i = 1; i <= 1000; i++) {
                publish(i);
                loop.advance(FRAME_NANOS);
                byte[] sent = peer.takeAll();
                if (sent.length > 0) {
                    var bytes = new Bytes(sent);
                    viewer.apply(bytes);
                    assertTrue(bytes.atEnd(), "more than one update");
                    if (i > 1) {
                        assertArrayEquals(filled(i), viewer.pixels);
                    }
                    updates++;
                    peer.send(out -> ask(true, 0, 0, SIDE, SIDE).write(out));
                }
            }
            loop.advance(SECOND);
            var last = new Bytes(peer.takeAll());
            if (!last.atEnd()) {
                viewer.apply(last);
            }
            assertArrayEquals(filled(1000), viewer.pixels);
        }
        int counted = updates;
        assertTrue(counted >= 30 && counted <= 62, () -> counted + " updates in a second");
    }

    /// One that reads nothing all the while has the newest when it reads again.
    @Test
    void frames_thatAViewerDoesNotTake_arePassedOver() {
        framebuffer.resize(SIDE, SIDE);
        ScriptedPeer peer = login().stopReading();
        try (var viewer =
                new DecodingViewer(SIDE, SIDE, PixelTranslator.of(PixelFormat.XRGB8888))) {
            publish(1);
            peer.send(out -> ask(false, 0, 0, SIDE, SIDE).write(out));
            peer.send(out -> ask(true, 0, 0, SIDE, SIDE).write(out));
            for (int i = 2; i <= 1000; i++) {
                publish(i);
                loop.advance(FRAME_NANOS);
            }
            peer.readAgain();
            loop.advance(SECOND);
            var bytes = new Bytes(peer.takeAll());
            viewer.apply(bytes);
            viewer.apply(bytes);
            assertTrue(bytes.atEnd(), "more than two updates");
            assertArrayEquals(filled(1000), viewer.pixels);
        }
    }
}
