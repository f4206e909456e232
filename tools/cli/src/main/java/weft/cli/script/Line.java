package weft.cli.script;

import java.time.Duration;
import java.util.Optional;

/// A step, and where the script says it.
///
/// @param command the word that it begins with
/// @param step what it says
/// @param within how long it may take, if it says so itself
public record Line(Word command, Step step, Optional<Duration> within) {

    Line(Word command, Step step) {
        this(command, step, Optional.empty());
    }
}
