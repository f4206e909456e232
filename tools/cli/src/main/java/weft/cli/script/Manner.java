package weft.cli.script;

import weft.framebuffer.match.Tolerance;
import weft.rfb.keyboard.KeyboardLayout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a script is carried out.
///
/// @param delay the time between two steps, and two characters that are typed
/// @param syncs whether each step is waited for instead, until the picture shows it
/// @param warp pauses are shorter by this factor
/// @param forceCaps whether capital letters and what is above digits come with a shift key
/// @param layout whose keys a text is typed with; empty to send each character's keysym
/// @param fuzz how far a pixel may be off where a step does not say it, 0 to 255
/// @param blur see [Tolerance#blur()]
/// @param paintsCursor whether pictures show the pointer
/// @param timeout for all steps together; empty for as long as it takes
/// @param stepTimeout for one step
/// @param failures the folder for pictures of what went wrong
public record Manner(
        Duration delay,
        boolean syncs,
        double warp,
        boolean forceCaps,
        Optional<KeyboardLayout> layout,
        double fuzz,
        double blur,
        boolean paintsCursor,
        Optional<Duration> timeout,
        Optional<Duration> stepTimeout,
        Path failures) {

    /// That of single steps, which take no time but their own.
    ///
    /// @param stepTimeout for one step
    public static Manner plain(
            boolean paintsCursor, Optional<Duration> stepTimeout, Path failures) {
        return new Manner(
                Duration.ZERO,
                false,
                1,
                false,
                Optional.empty(),
                0,
                0,
                paintsCursor,
                Optional.empty(),
                stepTimeout,
                failures);
    }

    Tolerance tolerance(OptionalDouble own) {
        Tolerance tolerance = Tolerance.fuzz(own.orElse(fuzz));
        return blur == 0 ? tolerance : tolerance.blurred(blur);
    }
}
