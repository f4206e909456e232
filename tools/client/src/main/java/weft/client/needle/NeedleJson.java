package weft.client.needle;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;

import weft.framebuffer.Rect;
import weft.framebuffer.match.ClickPoint;
import weft.framebuffer.match.Needle;
import weft.framebuffer.match.NeedleArea;
import weft.framebuffer.match.Picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The JSON of a needle.
///
/// ```
/// { "area": [ { "xpos": 1, "ypos": 2, "width": 3, "height": 4, "type": "match|ocr|exclude",
///               "match": 96, "margin": 50, "click_point": "center" } ],
///   "tags": [ "a", "b" ],
///   "properties": [ "workaround", { "name": "workaround", "value": "bsc#123" } ] }
/// ```
///
/// What else may be there, flags of text recognition for one, is not looked at.
final class NeedleJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String WORKAROUND = "workaround";

    /// How a needle's name says what it works around: `grub-bsc1234-20260101`.
    private static final Pattern BUG =
            Pattern.compile("-(bsc|bnc|boo|poo)(\\d+)-", Pattern.CASE_INSENSITIVE);

    private NeedleJson() {}

    static Needle read(String name, byte[] json, Supplier<Picture> picture) throws IOException {
        JsonObject needle;
        try (JsonParser parser = JSON.createParser(json)) {
            needle = JsonObject.read(parser);
        }
        List<NeedleArea> areas = new ArrayList<>();
        for (Object area : needle.list("area")) {
            areas.add(area(JsonObject.of("an area", area)));
        }
        List<String> tags = new ArrayList<>();
        for (Object tag : needle.list("tags")) {
            tags.add(String.valueOf(tag));
        }
        return new Needle(name, picture, areas, tags, workaround(name, needle));
    }

    private static NeedleArea area(JsonObject area) throws IOException {
        String type = area.text("type").orElse("match");
        Rect rect =
                new Rect(
                        area.integer("xpos"),
                        area.integer("ypos"),
                        area.integer("width"),
                        area.integer("height"));
        NeedleArea.Type known =
                switch (type) {
                    case "match" -> NeedleArea.Type.MATCH;
                    case "ocr" -> NeedleArea.Type.OCR;
                    case "exclude" -> NeedleArea.Type.EXCLUDE;
                    default ->
                            throw new IOException(
                                    "an area's type is match, ocr or exclude, not " + type);
                };
        return new NeedleArea(
                known,
                rect,
                area.number("match").orElse(NeedleArea.DEFAULT_MATCH),
                area.has("margin") ? area.integer("margin") : NeedleArea.DEFAULT_MARGIN,
                area.has("click_point") ? clickPoint(area) : Optional.empty());
    }

    private static Optional<ClickPoint> clickPoint(JsonObject area) throws IOException {
        if (area.text("click_point").equals(Optional.of("center"))) {
            return Optional.of(ClickPoint.center());
        }
        JsonObject point = area.object("click_point");
        ClickPoint at =
                point.has("xpos") || point.has("ypos")
                        ? ClickPoint.at(point.integer("xpos"), point.integer("ypos"))
                        : ClickPoint.center();
        return Optional.of(point.text("id").map(at::withId).orElse(at));
    }

    private static Optional<String> workaround(String name, JsonObject needle) throws IOException {
        for (Object property : needle.list("properties")) {
            if (property.equals(WORKAROUND)) {
                return Optional.of(bug(name));
            }
            if (property instanceof Map<?, ?>) {
                JsonObject object = JsonObject.of("a property", property);
                if (object.text("name").equals(Optional.of(WORKAROUND))) {
                    return Optional.of(object.text("value").orElseGet(() -> bug(name)));
                }
            }
        }
        return Optional.empty();
    }

    private static String bug(String name) {
        Matcher bug = BUG.matcher(name);
        return bug.find() ? bug.group(1).toLowerCase(Locale.ROOT) + "#" + bug.group(2) : "";
    }

    static byte[] write(Needle needle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            out.useDefaultPrettyPrinter();
            out.writeStartObject();
            out.writeArrayFieldStart("area");
            for (NeedleArea area : needle.areas()) {
                write(area, out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("tags");
            for (String tag : needle.tags()) {
                out.writeString(tag);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("properties");
            if (needle.workaround().isPresent()) {
                writeWorkaround(needle.workaround().get(), out);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void writeWorkaround(String value, JsonGenerator out) throws IOException {
        if (value.isEmpty()) {
            out.writeString(WORKAROUND);
        } else {
            out.writeStartObject();
            out.writeStringField("name", WORKAROUND);
            out.writeStringField("value", value);
            out.writeEndObject();
        }
    }

    private static void write(NeedleArea area, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("xpos", area.rect().x());
        out.writeNumberField("ypos", area.rect().y());
        out.writeNumberField("width", area.rect().width());
        out.writeNumberField("height", area.rect().height());
        out.writeStringField("type", area.type().name().toLowerCase(Locale.ROOT));
        if (area.match() != NeedleArea.DEFAULT_MATCH) {
            writeNumber("match", area.match(), out);
        }
        if (area.margin() != NeedleArea.DEFAULT_MARGIN) {
            out.writeNumberField("margin", area.margin());
        }
        if (area.clickPoint().isPresent()) {
            write(area.clickPoint().get(), out);
        }
        out.writeEndObject();
    }

    private static void write(ClickPoint point, JsonGenerator out) throws IOException {
        if (point.offset().isEmpty() && point.id().isEmpty()) {
            out.writeStringField("click_point", "center");
            return;
        }
        out.writeObjectFieldStart("click_point");
        if (point.offset().isPresent()) {
            out.writeNumberField("xpos", point.offset().get().x());
            out.writeNumberField("ypos", point.offset().get().y());
        }
        if (point.id().isPresent()) {
            out.writeStringField("id", point.id().get());
        }
        out.writeEndObject();
    }

    /// As an integer where it is one, as other programs write it.
    private static void writeNumber(String name, double value, JsonGenerator out)
            throws IOException {
        if (value == Math.rint(value)) {
            out.writeNumberField(name, (int) value);
        } else {
            out.writeNumberField(name, value);
        }
    }
}
