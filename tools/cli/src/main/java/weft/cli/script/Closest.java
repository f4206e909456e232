package weft.cli.script;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.match.Comparison;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Tolerance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The picture that came closest to what was expected.
final class Closest {
    private final Picture expected;
    private final Tolerance tolerance;
    private @Nullable Comparison best;
    private @Nullable Picture actual;

    Closest(Picture expected, Tolerance tolerance) {
        this.expected = expected;
        this.tolerance = tolerance;
    }

    boolean matches(Picture seen) {
        Comparison comparison = Comparison.of(seen, expected, tolerance);
        if (best == null || comparison.score() > best.score()) {
            best = comparison;
            actual = seen;
        }
        return comparison.matches();
    }

    /// Says what was seen, and writes the pictures.
    String explain(Path file, Path folder) {
        if (best == null || actual == null) {
            return "there was no picture to compare with " + file;
        }
        String name = stem(file);
        Path seen = folder.resolve(name + "-actual.png");
        String message = "the picture was never that of %s: %s".formatted(file, best);
        try {
            Files.createDirectories(folder);
            actual.write(seen);
            if (!best.sameSize()) {
                return "%s; the closest is %s".formatted(message, seen);
            }
            Path diff = folder.resolve(name + "-diff.png");
            best.diff().write(diff);
            return "%s; the closest is %s, the difference %s".formatted(message, seen, diff);
        } catch (IOException e) {
            return "%s; the closest cannot be written: %s".formatted(message, e.getMessage());
        }
    }

    /// The file's name without its ending.
    static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
