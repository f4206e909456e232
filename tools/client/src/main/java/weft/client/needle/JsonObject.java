package weft.client.needle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object of JSON whose fields are asked for by name and type.
///
/// @param what it is, for messages
/// @param fields strings, numbers, booleans, lists and maps; those that are null are left out
record JsonObject(String what, Map<?, ?> fields) {

    private static final int MAX_DEPTH = 20;

    /// The object that is the whole text.
    static JsonObject read(JsonParser parser) throws IOException {
        parser.nextToken();
        JsonObject object = of("a needle", value(parser, 0));
        if (parser.nextToken() != null) {
            throw new IOException("there is something behind the object");
        }
        return object;
    }

    static JsonObject of(String what, Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            return new JsonObject(what, fields);
        }
        throw new IOException("%s must be an object, not %s".formatted(what, value));
    }

    private static Object value(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (depth > MAX_DEPTH) {
            throw new IOException("it is nested deeper than " + MAX_DEPTH);
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    if (parser.nextToken() != JsonToken.VALUE_NULL) {
                        fields.put(name, value(parser, depth + 1));
                    }
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(parser, depth + 1));
                }
                yield values;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case null -> throw new IOException("it is empty or ends too early");
            default -> parser.getText();
        };
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Optional<String> text(String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /// A number, or a text that is one, as scripting languages write it.
    Optional<Double> number(String name) throws IOException {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Double number) {
            return Optional.of(number);
        }
        try {
            return Optional.of(Double.valueOf(value.toString()));
        } catch (NumberFormatException e) {
            throw new IOException(
                    "%s of %s must be a number, not %s".formatted(name, what, value), e);
        }
    }

    int integer(String name) throws IOException {
        double number =
                number(name)
                        .orElseThrow(
                                () -> new IOException("%s is missing in %s".formatted(name, what)));
        if (!(Math.abs(number) <= Integer.MAX_VALUE)) {
            throw new IOException("%s of %s is out of range: %s".formatted(name, what, number));
        }
        return (int) Math.round(number);
    }

    /// The values of a list; none if there is no list.
    List<?> list(String name) throws IOException {
        Object value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> values) {
            return values;
        }
        throw new IOException("%s of %s must be a list, not %s".formatted(name, what, value));
    }

    JsonObject object(String name) throws IOException {
        Object value = fields.get(name);
        return of(name, value == null ? "" : value);
    }
}
