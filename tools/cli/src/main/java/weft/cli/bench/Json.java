package weft.cli.bench;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes JSON (RFC 8259) of maps, lists, strings, numbers, booleans and null.
public final class Json {

    private Json() {}

    /// An array with a line for each object.
    public static String lines(List<Map<String, Object>> objects) {
        return objects.stream().map(Json::of).collect(Collectors.joining(",\n", "[\n", "\n]"));
    }

    /// The text of a value.
    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> string("" + entry.getKey()) + ":" + of(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case List<?> list ->
                    list.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
            case Double number when !Double.isFinite(number) -> "null";
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> string(value.toString());
        };
    }

    private static String string(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
