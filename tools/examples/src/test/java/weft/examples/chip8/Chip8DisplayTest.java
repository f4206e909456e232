package weft.examples.chip8;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.junit5.Display;
import weft.junit5.DisplayTest;
import weft.junit5.FrameClock;
import weft.junit5.Host;
import weft.junit5.VncClientProfile;

import java.time.Duration;

/// What the machine shows, compared with the pictures in `src/test/goldens`.
///
/// Its time is virtual: the two seconds that it takes to start take some milliseconds, and each
/// test sees the same frames each time.
@DisplayTest
class Chip8DisplayTest {

    @Host final Chip8Host host = new Chip8Host(Programs.cafe());

    @Test
    void starts_showsItsNameLetterByLetter(Display display, FrameClock clock) {
        clock.advance(1);
        display.within(Duration.ZERO).expect("c");
        display.expect("cafe");
        assertEquals(62, clock.frames(), "a third of a second for each letter but the last");
    }

    @Test
    void key_showsItsDigit(Display display, FrameClock clock) {
        clock.advance(Duration.ofSeconds(2));
        display.press("7");
        clock.advance(1);
        display.press("f").expect("keys");
        assertEquals(122, clock.frames());
    }

    @Test
    void otherKey_showsNothing(Display display, FrameClock clock) {
        clock.advance(Duration.ofSeconds(2));
        display.press("x");
        clock.advance(10);
        display.within(Duration.ZERO).expect("cafe");
    }

    @VncClientProfile
    void everyViewer_hasTheSamePicture(Display display) {
        display.expect("cafe");
        display.press("3").sync().expect("three");
    }
}
