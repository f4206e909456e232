package weft.examples.chip8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.client.Audio;
import weft.junit5.Display;
import weft.junit5.DisplayHost;
import weft.junit5.DisplayTest;
import weft.junit5.FrameClock;
import weft.junit5.Host;
import weft.junit5.VncClientProfile;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The game as a viewer plays and hears it, frame by frame.
@DisplayTest
class SquashTest {

    private static final int RIGHT = 0xFF53; // keysym

    @Host final Game game = new Game();

    /// A game whose time the test advances.
    static final class Game implements DisplayHost {
        private final Squash squash = new Squash();

        @Override
        public VncServerBuilder server() {
            return squash.server();
        }

        @Override
        public void nextFrame(VncServer server) {
            squash.frame(server);
        }
    }

    private static void hold(Display display, int keysym, boolean down) {
        display.client().key(keysym, down);
        display.sync();
    }

    @Test
    void paddle_thatMeetsTheBall_returnsItAndBeeps(Display display, FrameClock clock)
            throws Exception {
        var beep = new CountDownLatch(1);
        display.client().audio().awaitOffer(Duration.ofSeconds(60));
        var format = new PcmFormat(SampleFormat.S16, 1, 22_050);
        try (Audio.Listening _ =
                display.client()
                        .audio()
                        .listen(
                                format,
                                frames -> {
                                    for (byte each : frames) {
                                        if (each != 0) {
                                            beep.countDown();
                                        }
                                    }
                                })) {
            clock.advance(1);
            display.within(Duration.ZERO).expect("serve");
            hold(display, RIGHT, true);
            clock.advance(24);
            hold(display, RIGHT, false);
            display.within(Duration.ZERO).expect("paddle-moved");
            clock.advance(24);
            assertEquals(1, beep.getCount(), "no beep before the ball is there");
            clock.advance(20);
            display.within(Duration.ZERO).expect("returned");
            assertTrue(beep.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void ball_thatIsMissed_isServedAgain(Display display, FrameClock clock) {
        clock.advance(1);
        display.within(Duration.ZERO).expect("serve");
        clock.advance(10);
        display.expect("serve");
        assertTrue(clock.frames() < 70, () -> "served again after " + clock.frames());
    }

    @VncClientProfile
    void everyViewer_hasTheSamePicture(Display display, FrameClock clock) {
        clock.advance(1);
        display.within(Duration.ZERO).expect("serve");
    }
}
