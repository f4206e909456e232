package weft.cli.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a step has found out: for its script, as variables, and for whoever runs it.
///
/// @param text what is said of it on standard output
/// @param name of the variables: with `found`, and a value `x`, there is `$found.x`
/// @param values texts, numbers and booleans
public record Finding(Optional<String> text, String name, SequencedMap<String, Object> values) {

    /// Nothing.
    static final Finding NONE = new Finding(Optional.empty(), "", new LinkedHashMap<>());

    static Finding of(String name) {
        return new Finding(Optional.empty(), name, new LinkedHashMap<>());
    }

    /// This and one value more.
    Finding with(String value, Object is) {
        var more = new LinkedHashMap<>(values);
        more.put(value, is);
        return new Finding(text, name, more);
    }

    /// This, and what is said.
    Finding saying(String said) {
        return new Finding(Optional.of(said), name, values);
    }

    void define(Variables variables) {
        for (Map.Entry<String, Object> value : values.entrySet()) {
            variables.set(name + "." + value.getKey(), value.getValue().toString());
        }
    }
}
