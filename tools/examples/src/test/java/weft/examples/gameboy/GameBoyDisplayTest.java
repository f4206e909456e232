package weft.examples.gameboy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.Frame;
import weft.junit5.Display;
import weft.junit5.DisplayTest;
import weft.junit5.FrameClock;
import weft.junit5.Host;
import weft.junit5.VncClientProfile;
import weft.rfb.encoding.Encoding;
import weft.server.VncServer;

import java.time.Duration;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/// A Game Boy as its viewers see and hear it, in emulated time.
@DisplayTest
class GameBoyDisplayTest {

    private static final int LEFT = 0xFF51; // keysyms
    private static final int UP = 0xFF52;

    /// So many frames show the picture before the first number: the program prepares its tiles.
    private static final int BEFORE_NUMBERS = 7;

    /// The frame before it has a number, but is blank: the LCD has just been switched on.
    private static final int FIRST_NUMBER = BEFORE_NUMBERS + 2;

    private static final int FREQUENCY = 44_100;

    /// What no echo of the tone reaches.
    private static final int LOUD = 1000;

    @Host final GameBoyHost host = new GameBoyHost(TestRom.cartridge());

    private static void hold(Display display, int keysym, boolean down) {
        display.client().key(keysym, down);
        display.sync();
    }

    @Test
    void frames_eachHasTheNextNumber(Display display, FrameClock clock) {
        clock.advance(60);
        display.within(Duration.ZERO).expect("frame-60");
        for (int frame = 61; frame <= 180; frame++) {
            clock.advance(1);
            assertEquals(frame - BEFORE_NUMBERS, Watcher.number(display.frame()));
        }
        display.within(Duration.ZERO).expect("frame-180");
    }

    @Test
    void cross_movesTheBall(Display display, FrameClock clock) {
        clock.advance(20);
        hold(display, LEFT, true);
        clock.advance(30);
        hold(display, LEFT, false);
        hold(display, UP, true);
        clock.advance(15);
        hold(display, UP, false);
        clock.advance(10);
        display.within(Duration.ZERO).expect("ball-left-and-up");
    }

    @Test
    void fourViewers_haveEachFrame_andTheToneWithTheFrameThatShowsIt(
            VncServer server, Display display, FrameClock clock) throws Exception {
        try (Watcher raw = Watcher.of(server, Encoding.RAW);
                Watcher hextile = Watcher.of(server, Encoding.HEXTILE);
                Watcher tight = Watcher.of(server, Encoding.TIGHT);
                Watcher zrle = Watcher.of(server, Encoding.ZRLE)) {
            List<Watcher> watchers = List.of(raw, hextile, tight, zrle);
            int pressed = 0; // the first frame that shows it
            int released = 0;
            for (int frame = 1; frame <= 180; frame++) {
                if (frame == 60 || frame == 120) {
                    hold(display, 'x', frame == 60);
                }
                clock.advance(1);
                int[] pixels = server.framebuffer().snapshot().pixels();
                for (Watcher watcher : watchers) {
                    assertArrayEquals(pixels, watcher.sync().pixels());
                }
                if (frame >= FIRST_NUMBER) {
                    Frame shown = display.frame();
                    assertEquals(frame - BEFORE_NUMBERS, Watcher.number(shown));
                    boolean exchanged = Watcher.isExchanged(shown);
                    pressed = exchanged && pressed == 0 ? frame : pressed;
                    released = !exchanged && pressed != 0 && released == 0 ? frame : released;
                }
            }
            // Sound comes a sixtieth of a second at a time: the last of it may not be there yet.
            short[] heard = raw.heard(samples(179));
            for (Watcher watcher : watchers) {
                assertArrayEquals(heard, watcher.heard(heard.length));
            }
            assertTrue(heard.length <= samples(180), () -> heard.length + " samples in 3 s");

            // Both change in the same blank lines, and the picture is complete a frame later.
            assertEquals(List.of(61, 121), List.of(pressed, released));
            IntSummaryStatistics loud =
                    IntStream.range(0, heard.length)
                            .filter(i -> Math.abs(heard[i]) > LOUD)
                            .summaryStatistics();
            assertEquals(60, frameOf(loud.getMin()));
            assertEquals(120, frameOf(loud.getMax()));
        }
    }

    /// How many samples sound while so many frames are shown.
    private static int samples(int frames) {
        return (int) (frames / GameBoy.FRAMES_PER_SECOND * FREQUENCY);
    }

    /// While which frame a sample sounds.
    private static int frameOf(int sample) {
        return (int) (sample * GameBoy.FRAMES_PER_SECOND / FREQUENCY) + 1;
    }

    @VncClientProfile
    void everyViewer_hasTheSamePicture(Display display, FrameClock clock) {
        clock.advance(60);
        display.within(Duration.ZERO).expect("frame-60");
    }
}
