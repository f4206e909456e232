package weft.examples.chip8;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.junit5.Display;
import weft.junit5.DisplayTest;
import weft.junit5.Host;
import weft.junit5.HostCommand;
import weft.junit5.TestArtifacts;

import java.nio.file.Path;
import java.time.Duration;

/// A test of a display that another program serves, which the test starts and ends.
@DisplayTest
@Timeout(120)
class ForeignHostIT {

    @Host
    static final HostCommand XTIGERVNC =
            HostCommand.of(
                            "Xtigervnc",
                            "-displayfd",
                            "1",
                            "-rfbport",
                            "{port}",
                            "-localhost",
                            "-SecurityTypes",
                            "None",
                            "-geometry",
                            "320x240",
                            "-depth",
                            "24",
                            "-nolisten",
                            "tcp")
                    .at("127.0.0.1::{port}");

    @Test
    void display_hasTheSizeAndTakesInput(Display display, TestArtifacts artifacts) {
        assertEquals(320, display.frame().width());
        assertEquals(240, display.frame().height());
        display.move(10, 10).press("shift").sync();
        display.within(Duration.ofSeconds(20)).waitStill(Duration.ofMillis(100));
        assertEquals(artifacts.directory().resolve("screen.png"), display.capture("screen"));
    }

    @Test
    void whatIsThere_isFound(Display display) {
        Path file = display.capture("screen");
        assertEquals(1, display.expect(display.image(file)).score());
    }

    @AfterAll
    static void itRunsWhileItsTestsDo() {
        long running =
                ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().command().orElse("").endsWith("Xtigervnc"))
                        .count();
        assertEquals(1, running);
    }
}
