package weft.junit5.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import weft.framebuffer.Rect;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/// The parts of a report as JSON.
final class Json {

    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    /// Writes an object.
    interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    static String object(Body body) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.useDefaultPrettyPrinter();
            out.writeStartObject();
            body.write(out);
            out.writeEndObject();
        }
        return text + "\n";
    }

    /// All that was looked for, in vain.
    static String candidates(List<Mismatch> mismatches) throws IOException {
        return object(out -> {
            out.writeArrayFieldStart("expectations");
            for (Mismatch mismatch : mismatches) {
                out.writeStartObject();
                out.writeStringField("name", mismatch.name());
                out.writeStringField("message", mismatch.message());
                writeFile("expected", mismatch.expected().map(Json::fileName), out);
                writeFile("actual", Optional.of(fileName(mismatch.actual())), out);
                writeFile("diff", mismatch.diff().map(Json::fileName), out);
                writeCandidates(mismatch.candidates(), out);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static String fileName(java.nio.file.Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void writeFile(String field, Optional<String> name, JsonGenerator out)
            throws IOException {
        if (name.isPresent()) {
            out.writeStringField(field, name.get());
        }
    }

    static void writeCandidates(List<Candidate> candidates, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("candidates");
        for (Candidate candidate : candidates) {
            out.writeStartObject();
            out.writeStringField("name", candidate.name());
            out.writeBooleanField("matches", candidate.matches());
            out.writeNumberField("score", candidate.score());
            if (candidate.area().isPresent()) {
                out.writeStringField("area", candidate.area().get().toString());
            }
            out.writeStringField("description", candidate.description());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /// What happened, see [TraceEvent].
    static String trace(Trace trace) throws IOException {
        return object(out -> {
            out.writeNumberField("forgotten", trace.forgotten());
            out.writeArrayFieldStart("events");
            for (TraceEvent event : trace.events()) {
                out.writeStartObject();
                out.writeNumberField("millis", event.millis());
                out.writeNumberField("machineFrame", event.machineFrame());
                out.writeNumberField("frame", event.frame());
                out.writeStringField("kind", event.kind().name());
                out.writeStringField("text", event.text());
                out.writeArrayFieldStart("damage");
                for (Rect rect : event.damage()) {
                    out.writeStartArray();
                    out.writeNumber(rect.x());
                    out.writeNumber(rect.y());
                    out.writeNumber(rect.width());
                    out.writeNumber(rect.height());
                    out.writeEndArray();
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }
}
