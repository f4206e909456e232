package weft.junit5;

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
import java.time.Duration;
import java.util.List;

/// How goldens are compared, made and renewed, in runs within a run.
@Timeout(120)
class GoldensTest {

    @TempDir private Path folder;

    /// Shows what a test of this class has set it to.
    static String typed = "";

    @BeforeEach
    void begin() {
        typed = "one";
    }

    @DisplayTest(timeoutMillis = 200)
    static class Shown {
        @Host final EchoMachine host = new EchoMachine();

        @Test
        void shows(Display display, FrameClock clock) {
            display.type(typed);
            clock.advance(1);
            display.part(0, 0, 160, 16).expect();
        }
    }

    private NestedRun run(String update) {
        return NestedRun.of(folder, List.of(Shown.class), "vnc.update", update);
    }

    private Path golden() {
        return folder.resolve("goldens/weft.junit5.GoldensTest.Shown/shows-1.png");
    }

    private static String message(NestedRun run) {
        return String.valueOf(run.failure("shows(Display, FrameClock)").getMessage());
    }

    @Test
    void missingGolden_isWritten_andTheTestFailsOnce() throws IOException {
        String message = message(run("missing"));
        assertTrue(
                message.startsWith(
                        "there was no golden %s; it is what the display shows now: look at it"
                                .formatted(golden())),
                message);
        assertEquals(160, Images.read(golden()).width());
        assertEquals(16, Images.read(golden()).height());
        run("missing").assertAllPassed(1);
    }

    @Test
    void missingGolden_whereNoneIsWritten_failsAndIsAmongTheFilesOfTheTest() throws IOException {
        String message = message(run("none"));
        assertTrue(
                message.startsWith(
                        "there was no golden %s; -Dvnc.update=missing would write it"
                                .formatted(golden())),
                message);
        assertFalse(Files.exists(golden()));
        Path files = folder.resolve("artifacts/weft.junit5.GoldensTest.Shown/shows");
        assertEquals(16, Images.read(files.resolve("01-shows-1-actual.png")).height());
    }

    @Test
    void otherPicture_failsUnlessGoldensThatChangedAreRenewed() throws IOException {
        run("changed").assertAllPassed(1);
        byte[] first = Files.readAllBytes(golden());
        typed = "two";
        for (String update : List.of("none", "missing")) {
            assertTrue(message(run(update)).startsWith("Waited 12 frames (200 ms) for shows-1: "));
            assertArrayEquals(first, Files.readAllBytes(golden()));
        }
        run("changed").assertAllPassed(1);
        assertFalse(java.util.Arrays.equals(first, Files.readAllBytes(golden())));
        run("none").assertAllPassed(1);
    }

    @Test
    void allGoldens_areWrittenEvenIfTheyFit() throws IOException {
        run("all").assertAllPassed(1);
        byte[] first = Files.readAllBytes(golden());
        typed = "two";
        run("all").assertAllPassed(1);
        assertFalse(java.util.Arrays.equals(first, Files.readAllBytes(golden())));
    }

    @DisplayTest(timeoutMillis = 100)
    @Mask(x = 0, y = EchoMachine.BAR, width = 160, height = 1)
    static class Tolerant {
        @Host final EchoMachine host = new EchoMachine();

        @Test
        @Tolerance(maxDiffPixels = 1)
        void mask_hidesTheBar_andToleranceThePixel(Display display, FrameClock clock) {
            display.click(typed.length(), 30);
            clock.advance(1);
            display.expect("tolerant");
        }

        @Test
        void byTheDisplay(Display display, FrameClock clock) {
            display.click(typed.length(), 30);
            clock.advance(1);
            display.within(Duration.ZERO)
                    .tolerating(weft.framebuffer.match.Tolerance.exact().allowingPixels(2))
                    .masking(0, 30, 4, 1)
                    .expect("tolerant-2");
        }
    }

    @Test
    void masksAndTolerance_areThoseOfAnnotationsAndOfTheDisplay() {
        List<Class<?>> classes = List.of(Tolerant.class);
        NestedRun.of(folder, classes, "vnc.update", "changed").assertAllPassed(2);
        NestedRun.of(folder, classes, "vnc.update", "none").assertAllPassed(2);
        typed = "another place";
        NestedRun run = NestedRun.of(folder, classes, "vnc.update", "none");
        assertEquals(1, run.passed(), "one pixel more in sight, but masked");
        String message =
                String.valueOf(
                        run.failure("mask_hidesTheBar_andToleranceThePixel(Display, FrameClock)")
                                .getMessage());
        assertTrue(message.contains("2 of 7520 pixels are different (allowed: 1)"), message);
    }

    @Test
    void goldenNobodyAsksFor_isListedWhenAllTestsHaveRun() throws IOException {
        run("changed").assertAllPassed(1);
        Path old = Files.copy(golden(), golden().resolveSibling("old.png"));
        run("none").assertAllPassed(1);
        String index = Files.readString(folder.resolve("artifacts/index.html"));
        assertTrue(index.contains("Goldens that no test has asked for"), index);
        assertTrue(index.contains("<li>" + old + "</li>"), index);
        assertFalse(index.contains("<li>" + golden()), index);
        typed = "two";
        assertEquals(1, run("none").failed());
        assertFalse(
                Files.readString(folder.resolve("artifacts/index.html")).contains("asked for"),
                "a failed test may not have come to all of its goldens");
    }
}
