package weft.examples.mos6502;

import org.junit.jupiter.api.Test;

import weft.junit5.Display;
import weft.junit5.DisplayHost;
import weft.junit5.DisplayTest;
import weft.junit5.FrameClock;
import weft.junit5.Host;
import weft.junit5.VncClientProfile;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;

/// The game as a viewer plays it, frame by frame, compared with the pictures in `src/test/goldens`.
@DisplayTest
class BricksTest {

    private static final int LEFT = 0xFF51; // keysyms
    private static final int RIGHT = 0xFF53;

    @Host final Game host = new Game();

    /// A game whose time the test advances.
    static final class Game implements DisplayHost {
        private final Bricks bricks;

        Game() {
            try {
                bricks = new Bricks(new Random(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public VncServerBuilder server() {
            return bricks.server();
        }

        @Override
        public void nextFrame(VncServer server) {
            bricks.frame();
        }
    }

    private static void hold(Display display, int keysym) {
        display.client().key(keysym, true);
        display.sync();
    }

    @Test
    void start_showsTheWallAndTheBallOnThePaddle(Display display, FrameClock clock) {
        clock.advance(20);
        display.within(Duration.ZERO).expect("start");
    }

    @Test
    void cursorKeys_moveThePaddleWithTheBallOnIt(Display display, FrameClock clock) {
        clock.advance(20);
        hold(display, LEFT);
        clock.advance(10);
        display.within(Duration.ZERO).expect("left");
        clock.advance(60);
        display.within(Duration.ZERO).expect("at-the-wall");
    }

    @Test
    void spaceBar_letsTheBallGo_whichTakesABrick(Display display, FrameClock clock) {
        clock.advance(20);
        hold(display, ' ');
        clock.advance(40);
        display.within(Duration.ZERO).expect("flying");
        clock.advance(60);
        display.within(Duration.ZERO).expect("brick-gone");
    }

    @Test
    void ball_thatFalls_takesALife(Display display, FrameClock clock) {
        clock.advance(20);
        hold(display, ' ');
        hold(display, RIGHT);
        clock.advance(190);
        display.within(Duration.ZERO).expect("two-lives");
    }

    @VncClientProfile
    void everyViewer_hasTheSamePicture(Display display, FrameClock clock) {
        clock.advance(20);
        display.within(Duration.ZERO).expect("start");
    }
}
