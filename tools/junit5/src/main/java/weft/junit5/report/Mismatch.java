package weft.junit5.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An expectation that was not met, with the files of its pictures.
///
/// @param name what was expected
/// @param message what was seen instead
/// @param expected the picture that was expected, if it is one
/// @param actual what came closest
/// @param diff the difference of both
/// @param candidates all that was looked for
public record Mismatch(
        String name,
        String message,
        Optional<Path> expected,
        Path actual,
        Optional<Path> diff,
        List<Candidate> candidates) {

    public Mismatch {
        candidates = List.copyOf(candidates);
    }
}
