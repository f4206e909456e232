package weft.junit5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.FileInfo;

import weft.client.VncClient;
import weft.client.expect.Target;
import weft.client.recording.FbsReader;
import weft.framebuffer.image.Images;
import weft.framebuffer.match.Picture;
import weft.junit5.report.SuiteIndex;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// What a failed test leaves behind, in runs within a run.
@Timeout(120)
class ReportTest {

    @TempDir private Path folder;

    @DisplayTest(timeoutMillis = 100)
    static class Failing {
        @Host final EchoMachine host = new EchoMachine();

        @Test
        void fails(Display display, FrameClock clock) {
            display.type("<script>&");
            clock.advance(3);
            display.click(20, 30);
            display.expect("golden");
        }

        @Test
        void choice(Display display, FrameClock clock) {
            clock.advance(1);
            Target near = Target.image("near", row(EchoMachine.PAPER, 0x000090), 1);
            Target far = Target.image("far", row(0x00FF00, 0x00FF00, 0xFF0000), 1);
            display.within(Duration.ZERO).expectAny(near, far);
        }

        @Test
        void passes(Display display) {
            display.type("ok").expectText("ok");
        }

        @Test
        @Record(Recording.ALWAYS)
        void passes_recorded(Display display, Recorder recorder) {
            display.type("ok").expectText("ok");
            assertTrue(Files.exists(recorder.save("own")));
        }

        @Test
        @Record(Recording.NEVER)
        void fails_unrecorded(Display display, Recorder recorder) {
            assertEquals(List.of(), recorder.frames());
            display.type("ok").expectText("ko");
        }

        private static Picture row(int... pixels) {
            return Picture.of(pixels, pixels.length, 1);
        }
    }

    private NestedRun run() throws IOException {
        Path golden = folder.resolve("goldens/weft.junit5.ReportTest.Failing/golden.png");
        Files.createDirectories(golden.getParent());
        Images.write(new int[160 * 48], 160, 48, golden);
        return NestedRun.of(folder, List.of(Failing.class), "vnc.update", "none");
    }

    private Path file(String test, String name) {
        return folder.resolve("artifacts/weft.junit5.ReportTest.Failing")
                .resolve(test)
                .resolve(name);
    }

    @Test
    void failedTest_leavesPicturesFramesStreamTraceAndPage() throws Exception {
        NestedRun run = run();
        assertEquals(2, run.passed(), run::toString);

        // pictures, and the same in the error
        AssertionFailedError error =
                assertInstanceOf(
                        AssertionFailedError.class, run.failure("fails(Display, FrameClock)"));
        FileInfo expected = assertInstanceOf(FileInfo.class, error.getExpected().getValue());
        assertEquals(file("fails", "01-golden-expected.png").toString(), expected.getPath());
        assertArrayEquals(new int[160 * 48], Images.read(Path.of(expected.getPath())).copyPixels());
        FileInfo actual = assertInstanceOf(FileInfo.class, error.getActual().getValue());
        int[] last = Images.read(Path.of(actual.getPath())).copyPixels();
        assertEquals(0xFF0000, last[30 * 160 + 20]);
        assertTrue(
                String.valueOf(error.getMessage())
                        .endsWith("see " + file("fails", "01-golden-diff.png")),
                error::getMessage);
        assertEquals(0xFF0000, Images.read(file("fails", "01-golden-diff.png")).copyPixels()[0]);

        pagesEndWith(file("fails", "last-frames.tiff"), last, 3 + 6 + 1);
        streamEndsWith(file("fails", "session.fbs"), last);
        traceTells(Files.readString(file("fails", "trace.json")));
        pageIsSelfContained(Files.readString(file("fails", "report.html")));
    }

    /// The first picture, three frames, and six while the golden was waited for; the last of these
    /// is the closest, as its bar is no longer.
    private static void pagesEndWith(Path file, int[] last, int most) throws IOException {
        ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            int pages = reader.getNumImages(true);
            assertEquals(most, pages);
            boolean found = false;
            for (int i = 0; i < pages && !found; i++) {
                BufferedImage page = reader.read(i);
                assertEquals(160, page.getWidth());
                found = java.util.Arrays.equals(last, rgb(page));
            }
            assertTrue(found, "what was compared is not among the pages");
        } finally {
            reader.dispose();
        }
    }

    private static int[] rgb(BufferedImage image) {
        int[] argb =
                image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return java.util.Arrays.stream(argb).map(pixel -> pixel & 0xFF_FFFF).toArray();
    }

    private static void streamEndsWith(Path file, int[] seen) throws Exception {
        var bytes = new ByteArrayOutputStream();
        long millis = 0;
        try (FbsReader blocks = FbsReader.open(file)) {
            while (blocks.next()) {
                assertTrue(blocks.millis() >= millis);
                millis = blocks.millis();
                bytes.write(blocks.data());
            }
            assertFalse(blocks.isCutOff());
        }
        var stream = new ByteArrayInputStream(bytes.toByteArray());
        try (VncClient viewer = VncClient.over(stream, OutputStream.nullOutputStream()).connect()) {
            assertEquals("echo", viewer.name());
            int bar = viewer.frame().pixel(9, EchoMachine.BAR);
            assertTrue(bar == EchoMachine.INK || bar == EchoMachine.PAPER || bar == 0);
            while (viewer.frame().pixel(8, EchoMachine.BAR) != EchoMachine.INK) {
                Thread.onSpinWait();
            }
            assertEquals(0xFF0000, viewer.frame().pixel(20, 30));
            assertEquals(seen[5], viewer.frame().pixel(5, 0));
        }
    }

    private static void traceTells(String trace) throws IOException {
        assertTrue(trace.contains("\"text\" : \"type <script>&\""), trace);
        assertTrue(trace.contains("\"text\" : \"click at 20,30\""), trace);
        assertTrue(trace.contains("\"text\" : \"3 frames\""), trace);
        assertTrue(trace.contains("\"kind\" : \"FAILURE\""), trace);
        assertTrue(Pattern.compile("\"damage\" : \\[ \\[ \\d+").matcher(trace).find(), trace);
        isJson(trace);
    }

    private static void isJson(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                // its end is what counts
            }
        }
    }

    private static void pageIsSelfContained(String page) throws IOException {
        assertFalse(page.contains("http://"), "a link to elsewhere");
        assertFalse(page.contains("https://"), "a link to elsewhere");
        assertFalse(page.contains("type <script>"), "a text that ends the data");
        int start = page.indexOf("id=\"data\">") + "id=\"data\">".length();
        String json = page.substring(start, page.indexOf("</script>", start));
        isJson(json);
        assertTrue(json.contains("type \\u003cscript>&"), "the trace is in the page");
        assertTrue(json.contains("data:image/png;base64,iVBOR"), "pictures are in the page");
    }

    @Test
    void alternativesInVain_areAllTold() throws IOException {
        AssertionFailedError error =
                assertInstanceOf(
                        AssertionFailedError.class, run().failure("choice(Display, FrameClock)"));
        assertTrue(
                String.valueOf(error.getMessage()).contains("near: most like it is 2x1+"),
                error::getMessage);
        String candidates = Files.readString(file("choice", "candidates.json"));
        isJson(candidates);
        assertTrue(candidates.contains("\"name\" : \"near\""), candidates);
        assertTrue(candidates.contains("\"name\" : \"far\""), candidates);
        assertTrue(candidates.contains("\"score\" : 0."), candidates);
        assertTrue(Files.exists(file("choice", "01-near-expected.png")));
        assertTrue(Files.exists(file("choice", "02-far-expected.png")));
    }

    @Test
    void recording_isAsTheTestSays() throws IOException {
        var _ = run();
        assertFalse(Files.exists(file("passes", "report.html")));
        assertTrue(Files.exists(file("passes_recorded", "report.html")));
        assertTrue(Files.exists(file("passes_recorded", "session.fbs")));
        assertTrue(Files.exists(file("passes_recorded", "own.fbs")));
        assertTrue(Files.exists(file("fails_unrecorded", "report.html")));
        assertFalse(Files.exists(file("fails_unrecorded", "session.fbs")));
    }

    @Test
    void index_listsFailedTestsFirst_withTheirPages() throws IOException {
        var _ = run();
        String index = Files.readString(folder.resolve("artifacts/index.html"));
        assertTrue(index.contains("Tests: 5, failed: 3"), index);
        String link = "href=\"weft.junit5.ReportTest.Failing/fails/report.html\"";
        assertTrue(index.contains(link), index);
        assertTrue(index.indexOf("class=\"failed\"") < index.indexOf("class=\"passed\""), index);
    }

    @Test
    void summary_hasTheFailedTests_andWhatWasThereBefore() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "# Build\n");
        var _ = run();
        List<String> lines = Files.readAllLines(summary);
        assertEquals(
                List.of(
                        "# Build",
                        "### Display tests: 5, failed: 3",
                        "",
                        "| test | what was seen |",
                        "|:--|:--|"),
                lines.subList(0, 5));
        assertEquals(8, lines.size(), lines::toString);
        assertTrue(
                lines.get(6).startsWith("| weft.junit5.ReportTest.Failing.fails | "),
                lines::toString);
    }

    @Test
    void summary_ofTextThatMeansSomething_isThatText() {
        var index = new SuiteIndex();
        index.add(
                new SuiteIndex.Entry(
                        "a|b", Optional.of("<p> & |"), Optional.empty(), Optional.empty()));
        assertTrue(index.markdown().endsWith("| a\\|b | &lt;p&gt; &amp; \\| |\n"), index::markdown);
    }

    @Test
    void filesOfAFailedTest_arePublished() throws IOException {
        var _ = run();
        try (var published = Files.walk(folder.resolve("published"))) {
            List<String> names = published.map(path -> String.valueOf(path.getFileName())).toList();
            for (String name :
                    List.of("report.html", "01-golden-diff.png", "session.fbs", "trace.json")) {
                assertTrue(names.contains(name), () -> name + " is not among " + names);
            }
        }
    }
}
