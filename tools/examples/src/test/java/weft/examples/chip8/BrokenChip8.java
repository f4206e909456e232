package weft.examples.chip8;

import org.junit.jupiter.api.Test;

import weft.junit5.Display;
import weft.junit5.DisplayTest;
import weft.junit5.Host;

import java.time.Duration;

/// A test that fails, as its program has a mistake: [ReportIT] runs it, and looks at what it leaves
/// behind.
@DisplayTest
class BrokenChip8 {

    @Host final Chip8Host host = new Chip8Host(Programs.cefe());

    @Test
    void starts_showsItsName(Display display) {
        display.press("esc");
        display.within(Duration.ofSeconds(2)).expect("cafe");
    }
}
