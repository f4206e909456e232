package weft.junit5.report;

import com.fasterxml.jackson.core.JsonGenerator;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.image.Images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The page of a test: one file that needs nothing else, from a disk too. What it shows is JSON
/// within it, with the pictures as PNG; its script makes the page of that.
///
/// The first frame is there as a whole, of the others what has changed; as many of the last frames
/// as a browser opens at ease.
final class HtmlReport {

    private static final String DATA = "{{DATA}}";
    private static final int MOST_RECTANGLES = 4;

    /// The most characters of all frames but the first.
    private static final long MOST_FILM = 24 << 20;

    private HtmlReport() {}

    static String of(TestReport report) throws IOException {
        String json = Json.object(out -> write(report, out));
        // a text with a tag in it must not end the script
        return TestReport.resource(TestReport.PAGE).replace(DATA, json.replace("<", "\\u003c"));
    }

    private static void write(TestReport report, JsonGenerator out) throws IOException {
        out.writeStringField("test", report.test());
        out.writeStringField("details", report.details());
        out.writeBooleanField("failed", report.failure().isPresent());
        out.writeStringField("failure", report.failure().orElse(""));
        out.writeArrayFieldStart("mismatches");
        for (Mismatch mismatch : report.mismatches()) {
            write(mismatch, out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("frames");
        for (FilmFrame frame : film(report.frames())) {
            write(frame, out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("events");
        for (TraceEvent event : report.trace().events()) {
            out.writeStartObject();
            out.writeNumberField("t", event.millis());
            out.writeNumberField("m", event.machineFrame());
            out.writeStringField("kind", event.kind().name());
            out.writeStringField("text", event.text());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(Mismatch mismatch, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", mismatch.name());
        out.writeStringField("message", mismatch.message());
        writeImage("expected", mismatch.expected(), out);
        writeImage("actual", Optional.of(mismatch.actual()), out);
        writeImage("diff", mismatch.diff(), out);
        Json.writeCandidates(mismatch.candidates(), out);
        out.writeEndObject();
    }

    private static void writeImage(String field, Optional<Path> file, JsonGenerator out)
            throws IOException {
        if (file.isPresent()) {
            out.writeStringField(field, url(Files.readAllBytes(file.get())));
        }
    }

    /// A frame of the page.
    ///
    /// @param changes what has changed since the one before
    private record FilmFrame(RecordedFrame recorded, List<Change> changes) {

        static FilmFrame of(RecordedFrame recorded, List<Rect> areas) throws IOException {
            List<Change> changes = new ArrayList<>();
            for (Rect area : areas) {
                changes.add(new Change(area.x(), area.y(), png(recorded.frame(), area)));
            }
            return new FilmFrame(recorded, changes);
        }

        long length() {
            return changes.stream().mapToLong(change -> change.png.length()).sum();
        }
    }

    private record Change(int x, int y, String png) {}

    private static List<FilmFrame> film(List<RecordedFrame> frames) throws IOException {
        var film = new ArrayDeque<FilmFrame>();
        long length = 0;
        for (int i = frames.size() - 1; i > 0 && length < MOST_FILM; i--) {
            RecordedFrame recorded = frames.get(i);
            boolean isWhole = !frames.get(i - 1).frame().sameSize(recorded.frame());
            List<Rect> areas =
                    isWhole
                            ? List.of(recorded.frame().area())
                            : recorded.damage().simplify(MOST_RECTANGLES).rects();
            film.addFirst(FilmFrame.of(recorded, areas));
            length += film.getFirst().length();
        }
        int first = frames.size() - film.size() - 1;
        if (first >= 0) {
            RecordedFrame recorded = frames.get(first);
            film.addFirst(FilmFrame.of(recorded, List.of(recorded.frame().area())));
        }
        return List.copyOf(film);
    }

    private static void write(FilmFrame film, JsonGenerator out) throws IOException {
        Frame frame = film.recorded.frame();
        out.writeStartObject();
        out.writeNumberField("t", film.recorded.millis());
        out.writeNumberField("m", film.recorded.machineFrame());
        out.writeNumberField("n", frame.number());
        out.writeNumberField("w", frame.width());
        out.writeNumberField("h", frame.height());
        out.writeArrayFieldStart("rects");
        for (Change change : film.changes) {
            out.writeStartObject();
            out.writeNumberField("x", change.x);
            out.writeNumberField("y", change.y);
            out.writeStringField("png", change.png);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static String png(Frame frame, Rect area) throws IOException {
        int[] rgb = new int[(int) area.area()];
        frame.read(area, rgb, 0, area.width());
        var bytes = new ByteArrayOutputStream();
        Images.writePng(rgb, area.width(), area.height(), bytes);
        return url(bytes.toByteArray());
    }

    private static String url(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
