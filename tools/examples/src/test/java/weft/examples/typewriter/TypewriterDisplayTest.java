package weft.examples.typewriter;

import org.junit.jupiter.api.Test;

import weft.junit5.Display;
import weft.junit5.DisplayTest;
import weft.junit5.FrameClock;
import weft.junit5.Host;

import java.time.Duration;

/// What a viewer sees of the typewriter, compared with the pictures in `src/test/goldens`.
@DisplayTest
class TypewriterDisplayTest {

    @Host final TypewriterHost host = new TypewriterHost();

    @Test
    void keys_appearOnTheScreen(Display display, FrameClock clock) {
        display.type("Hello, World!");
        display.press("Return");
        display.type("Grüße, 10 °C");
        display.press("BackSpace");
        clock.advance(1);
        display.within(Duration.ZERO).expect("typed");
    }

    @Test
    void manyLines_scrollBelowTheTitle(Display display, FrameClock clock) {
        for (int line = 1; line <= 30; line++) {
            display.type("line " + line);
            display.press("Return");
        }
        clock.advance(1);
        display.within(Duration.ZERO).expect("scrolled");
    }
}
