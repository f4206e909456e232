package weft.examples.chip8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The display tests with the newest JUnit: the extension is compiled against JUnit 5 alone.
@Timeout(300)
class Jupiter6IT {

    @Test
    void displayTests_withJupiter6_pass() throws Exception {
        OtherJUnit.Outcome outcome =
                OtherJUnit.run(
                        Path.of("target", "junit6"),
                        Map.of(),
                        List.of(
                                "-Dvnc.artifacts=" + Path.of("target", "display-tests-jupiter6"),
                                "-Dvnc.update=none",
                                RunTests.class.getName(),
                                Chip8DisplayTest.class.getName()));
        assertEquals(0, outcome.exitCode(), outcome::output);
        assertTrue(
                outcome.output().contains("JUnit 6.1.3: 16 tests passed, 0 failed"),
                outcome::output);
    }
}
