package weft.junit5.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is told of a test that is over.
///
/// @param test its name, with that of its class
/// @param details what ran it, in one line
/// @param desktop the name that the server has
/// @param failure why it failed, with its stack trace; empty if it passed
/// @param mismatches what was expected in vain
/// @param frames those that were kept, the oldest first
/// @param trace what happened
public record TestReport(
        String test,
        String details,
        String desktop,
        Optional<String> failure,
        List<Mismatch> mismatches,
        List<RecordedFrame> frames,
        Trace trace) {

    /// The name of the page.
    public static final String PAGE = "report.html";

    /// How many frames become pages of a TIFF file: more than anybody looks at one by one.
    private static final int MOST_PAGES = 40;

    /// The same in pixels of all pages.
    private static final long MOST_PIXELS = 40L << 20;

    public TestReport {
        mismatches = List.copyOf(mismatches);
        frames = List.copyOf(frames);
    }

    /// Writes all files into a folder.
    ///
    /// @return those that were written
    public List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        if (!frames.isEmpty()) {
            Path tiff = folder.resolve("last-frames.tiff");
            FrameTiff.write(tiff, lastFrames());
            files.add(tiff);
            Path stream = folder.resolve("session.fbs");
            StreamFile.write(stream, desktop, frames);
            files.add(stream);
        }
        if (!mismatches.isEmpty()) {
            files.add(text(folder.resolve("candidates.json"), Json.candidates(mismatches)));
        }
        files.add(text(folder.resolve("trace.json"), Json.trace(trace)));
        files.add(text(folder.resolve(PAGE), HtmlReport.of(this)));
        return files;
    }

    private List<RecordedFrame> lastFrames() {
        int first = frames.size() - 1;
        long pixels = frames.get(first).frame().area().area();
        while (first > 0 && frames.size() - first < MOST_PAGES && pixels < MOST_PIXELS) {
            first--;
            pixels += frames.get(first).frame().area().area();
        }
        return frames.subList(first, frames.size());
    }

    private static Path text(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }

    /// A text file of this package.
    static String resource(String name) {
        try (var in = TestReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
