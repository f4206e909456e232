package weft.examples.chip8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import weft.framebuffer.image.Images;
import weft.framebuffer.match.Found;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The page of a failed test, in a browser without a window, from a file and without a network.
@Timeout(300)
class ReportIT {

    /// How much the page enlarges pictures to compare, and the frames.
    private static final int ZOOM = 2;

    private static final int FILM_ZOOM = 3;

    @TempDir private static Path folder;

    private static Path page;

    @BeforeAll
    static void runTheBrokenTest() throws IOException {
        // the golden of the tests that pass
        Path golden = folder.resolve("goldens/weft.examples.chip8.BrokenChip8/cafe.png");
        Files.createDirectories(golden.getParent());
        Files.copy(
                Path.of("src/test/goldens/weft.examples.chip8.Chip8DisplayTest/cafe.png"), golden);
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(BrokenChip8.class))
                        .configurationParameter("vnc.goldens", folder.resolve("goldens").toString())
                        .configurationParameter("vnc.artifacts", folder.resolve("tests").toString())
                        .configurationParameter("vnc.summary", "")
                        .configurationParameter(
                                "junit.platform.reporting.output.dir",
                                folder.resolve("published").toString())
                        .build();
        var summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        assertEquals(1, summary.getSummary().getTestsFailedCount());
        page =
                folder.resolve(
                        "tests/weft.examples.chip8.BrokenChip8/starts_showsItsName/report.html");
    }

    private static String chromium(Path url, String... more) throws Exception {
        Path home = Files.createTempDirectory(folder, "chromium");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "chromium",
                                "--headless",
                                "--no-sandbox", // cannot be had as root
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--force-color-profile=srgb",
                                "--force-device-scale-factor=1",
                                "--hide-scrollbars",
                                "--virtual-time-budget=10000",
                                "--host-resolver-rules=MAP * ~NOTFOUND",
                                "--window-size=1400,2200",
                                "--user-data-dir=" + home));
        command.addAll(List.of(more));
        command.add(url.toUri().toString());
        Path output = home.resolve("output");
        var builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.redirectOutput(output.toFile());
        builder.redirectError(home.resolve("errors").toFile());
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("chromium does not end");
        }
        return Files.readString(output);
    }

    private static Picture enlarged(Path file, int zoom) throws IOException {
        Picture picture = Picture.read(file);
        int width = picture.width() * zoom;
        int height = picture.height() * zoom;
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = picture.pixel(i % width / zoom, i / width / zoom);
        }
        return Picture.of(pixels, width, height);
    }

    @Test
    void page_showsExpectedAndActual_andTheLastFrame() throws Exception {
        String document = chromium(page, "--dump-dom");
        assertTrue(document.contains("data-ready=\"true\""), "its script has run to its end");
        assertTrue(
                document.contains("✗ weft.examples.chip8.BrokenChip8.starts_showsItsName"),
                document);

        Path file = folder.resolve("page.png");
        var _ = chromium(page, "--screenshot=" + file);
        Picture screenshot = Picture.of(Images.read(file).copyPixels(), 1400, 2200);
        Picture actual = enlarged(page.resolveSibling("01-cafe-actual.png"), ZOOM);
        Picture expected = enlarged(page.resolveSibling("01-cafe-expected.png"), ZOOM);
        // a slider in the middle: the left half is expected, the right half actual
        int half = actual.width() / 2;
        Found left = find(screenshot, part(expected, 0, half - 4));
        Found right = find(screenshot, part(actual, half + 4, half - 4));
        assertEquals(half + 4, right.area().x() - left.area().x());
        assertEquals(left.area().y(), right.area().y());
        // the frames stop at the last one
        Found last =
                find(screenshot, enlarged(page.resolveSibling("01-cafe-actual.png"), FILM_ZOOM));
        assertTrue(last.area().y() > left.area().bottom());
    }

    private static Picture part(Picture picture, int x, int width) {
        return picture.part(new weft.framebuffer.Rect(x, 0, width, picture.height()));
    }

    private static Found find(Picture screenshot, Picture wanted) {
        return Search.exact(wanted)
                .best(screenshot)
                .orElseThrow(() -> new AssertionError("not on the page: " + wanted));
    }

    @Test
    void index_leadsToThePage() throws Exception {
        String document = chromium(folder.resolve("tests/index.html"), "--dump-dom");
        assertTrue(document.contains("Tests: 1, failed: 1"), document);
        assertTrue(
                document.contains(
                        "href=\"weft.examples.chip8.BrokenChip8/starts_showsItsName/report.html\""),
                document);
    }
}
