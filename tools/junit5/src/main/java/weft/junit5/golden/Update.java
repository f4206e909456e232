package weft.junit5.golden;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which goldens a run writes.
public enum Update {
    /// Those that are not there; their tests fail all the same, as nobody has looked at them yet.
    MISSING,
    /// Those that are not there or do not match.
    CHANGED,
    /// All.
    ALL,
    /// None.
    NONE;

    /// The one with a name.
    ///
    /// @throws IllegalArgumentException that names those that there are
    public static Update parse(String name) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "vnc.update is \"%s\", expected one of %s"
                                        .formatted(
                                                name,
                                                Arrays.stream(values())
                                                        .map(Update::word)
                                                        .collect(Collectors.joining(", ")))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
