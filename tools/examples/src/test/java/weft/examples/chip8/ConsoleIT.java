package weft.examples.chip8;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.image.Images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The display tests without Maven, as Gradle and IDEs run them: on the class path, by JUnit's own
/// launcher, configured by the environment, and in parallel.
@Timeout(300)
class ConsoleIT {

    private static final Path GOLDENS =
            Path.of("src/test/goldens", Chip8DisplayTest.class.getName());

    @TempDir private Path folder;

    private Path goldens;

    @BeforeEach
    void copyGoldens() throws IOException {
        goldens = Files.createDirectories(folder.resolve("goldens").resolve(GOLDENS.getFileName()));
        try (Stream<Path> files = Files.list(GOLDENS)) {
            for (Path file : files.toList()) {
                Files.copy(file, goldens.resolve(file.getFileName()));
            }
        }
    }

    private OtherJUnit.Outcome run(String property, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("VNC_GOLDENS", folder.resolve("goldens").toString());
        environment.put("VNC_ARTIFACTS", folder.resolve("artifacts").toString());
        environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
        List<String> arguments = new ArrayList<>(List.of(property));
        arguments.addAll(
                List.of(
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--disable-banner",
                        "--select-class=" + Chip8DisplayTest.class.getName(),
                        "--config=junit.jupiter.execution.parallel.enabled=true",
                        "--config=junit.jupiter.execution.parallel.mode.default=concurrent",
                        "--config=junit.jupiter.execution.parallel.config.strategy=fixed",
                        "--config=junit.jupiter.execution.parallel.config.fixed.parallelism=4"));
        return OtherJUnit.run(Path.of("target", "console"), environment, arguments);
    }

    private static void assertCounts(int passed, int failed, OtherJUnit.Outcome outcome) {
        String output = outcome.output();
        assertTrue(output.contains(" %d tests successful".formatted(passed)), output);
        assertTrue(output.contains(" %d tests failed".formatted(failed)), output);
        assertEquals(failed == 0 ? 0 : 1, outcome.exitCode(), output);
    }

    @Test
    void missingGolden_isWrittenAndFailsOnce() throws Exception {
        Path missing = goldens.resolve("keys.png");
        Files.delete(missing);
        assertCounts(15, 1, run("-ea", Map.of()));
        assertArrayEquals(
                Images.read(GOLDENS.resolve("keys.png")).copyPixels(),
                Images.read(missing).copyPixels());
        assertCounts(16, 0, run("-ea", Map.of("VNC_UPDATE", "none")));
        List<String> summary = Files.readAllLines(folder.resolve("summary.md"));
        assertEquals("### Display tests: 16, failed: 1", summary.getFirst());
        assertEquals("### Display tests: 16, failed: 0", summary.getLast());
    }

    @Test
    void missingGolden_inCi_failsAndIsNotWritten() throws Exception {
        Path missing = goldens.resolve("keys.png");
        Files.delete(missing);
        assertCounts(15, 1, run("-ea", Map.of("CI", "true")));
        assertFalse(Files.exists(missing), "a golden was written");
    }

    @Test
    void goldenThatChanged_isRenewedWhenAsked() throws Exception {
        Path other = goldens.resolve("c.png");
        int[] wanted = Images.read(other).copyPixels();
        Files.copy(
                goldens.resolve("keys.png"),
                other,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertCounts(16, 0, run("-Dvnc.update=changed", Map.of("VNC_UPDATE", "none")));
        assertArrayEquals(wanted, Images.read(other).copyPixels());
    }
}
