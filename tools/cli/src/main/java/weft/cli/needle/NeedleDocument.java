package weft.cli.needle;

import weft.cli.json.Json;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON of a needle, of which only what is asked for is changed: fields that Weft does not know
/// stay, in their order.
public final class NeedleDocument {

    private static final long MAX_BYTES = 1 << 20;

    private final Map<String, Object> fields;

    private NeedleDocument(Map<String, Object> fields) {
        this.fields = fields;
    }

    /// A needle without areas.
    public static NeedleDocument empty() {
        var document = new NeedleDocument(new LinkedHashMap<>());
        document.fields.put("area", new ArrayList<>());
        document.fields.put("tags", new ArrayList<>());
        document.fields.put("properties", new ArrayList<>());
        return document;
    }

    /// Reads a file.
    ///
    /// @throws IOException whose message says in one line what is wrong with which file
    public static NeedleDocument read(Path json) throws IOException {
        if (Files.size(json) > MAX_BYTES) {
            throw new IOException("the needle %s is too large".formatted(json));
        }
        try {
            return new NeedleDocument(Json.readObject(Files.readString(json)));
        } catch (IOException e) {
            throw new IOException(
                    "cannot read the needle %s: %s".formatted(json, e.getMessage()), e);
        }
    }

    public void write(Path json) throws IOException {
        Files.writeString(json, Json.writePretty(fields));
    }

    /// Adds an area.
    ///
    /// @param type `match`, `exclude` or `ocr`
    public void addArea(AreaText area, String type) {
        List<Object> areas = list("area");
        areas.add(area.toJson(type));
        fields.put("area", areas);
    }

    /// Removes an area.
    ///
    /// @param number from 1 on
    public void removeArea(int number) {
        List<Object> areas = list("area");
        Map<String, Object> _ = area(number);
        areas.remove(number - 1);
        fields.put("area", areas);
    }

    /// Says how like an area what is found must be.
    ///
    /// @param number from 1 on
    public void match(int number, BigDecimal percent) {
        set(number, "match", percent);
    }

    /// Says how far away an area may be.
    ///
    /// @param number from 1 on
    public void margin(int number, int pixels) {
        set(number, "margin", pixels);
    }

    /// Says where to click: from the upper left corner of an area.
    ///
    /// @param number from 1 on
    public void clickPoint(int number, int x, int y) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("xpos", x);
        point.put("ypos", y);
        set(number, "click_point", point);
    }

    private void set(int number, String field, Object value) {
        Map<String, Object> area = area(number);
        area.put(field, value);
        List<Object> areas = list("area");
        areas.set(number - 1, area);
        fields.put("area", areas);
    }

    /// A copy of an area.
    private Map<String, Object> area(int number) {
        List<Object> areas = list("area");
        if (number < 1 || number > areas.size()) {
            throw new IllegalArgumentException(
                    "there is no area %d; the needle has %d".formatted(number, areas.size()));
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        Json.object(areas.get(number - 1))
                .orElseThrow(() ->
                        new IllegalArgumentException("area %d is no object".formatted(number)))
                .forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    public void addTag(String tag) {
        List<Object> tags = list("tags");
        if (!tags.contains(tag)) {
            tags.add(tag);
        }
        fields.put("tags", tags);
    }

    public void removeTag(String tag) {
        List<Object> tags = list("tags");
        if (!tags.remove(tag)) {
            throw new IllegalArgumentException("the needle has no tag \"%s\"".formatted(tag));
        }
        fields.put("tags", tags);
    }

    /// Says what the needle works around.
    public void workaround(String bug) {
        List<Object> properties = list("properties");
        properties.removeIf(property ->
                property.equals("workaround")
                        || Json.object(property)
                                .filter(each -> "workaround".equals(each.get("name")))
                                .isPresent());
        Map<String, Object> workaround = new LinkedHashMap<>();
        workaround.put("name", "workaround");
        workaround.put("value", bug);
        properties.add(workaround);
        fields.put("properties", properties);
    }

    /// A copy of a list.
    private List<Object> list(String name) {
        Object value = fields.get(name);
        if (value == null || value == Json.NULL) {
            return new ArrayList<>();
        }
        if (value instanceof List<?> values) {
            return new ArrayList<>(values);
        }
        throw new IllegalArgumentException("%s must be a list, not %s".formatted(name, value));
    }
}
