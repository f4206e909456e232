package weft.cli.script;

import weft.client.expect.Sighting;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Tells people what came closest to the picture in a file, and saves the pictures of that.
///
/// @param file of what was expected
/// @param folder for what was seen
record Closest(Path file, Path folder) {

    /// Says what was seen instead of all or a part of the picture.
    String explain(Sighting closest) {
        Path seen = folder.resolve(stem() + "-actual.png");
        String message =
                "the picture was never that of %s: %s".formatted(file, closest.description());
        try {
            Files.createDirectories(folder);
            closest.actual().write(seen);
            Optional<Picture> difference = closest.diff();
            if (difference.isEmpty()) {
                return "%s; the closest is %s".formatted(message, seen);
            }
            Path diff = folder.resolve(stem() + "-diff.png");
            difference.get().write(diff);
            return "%s; the closest is %s, the difference %s".formatted(message, seen, diff);
        } catch (IOException e) {
            return "%s; the closest cannot be written: %s".formatted(message, e.getMessage());
        }
    }

    /// Says what is most like it in the picture.
    String explainAbsent(Sighting closest) throws IOException {
        Path saved = folder.resolve(stem() + "-screen.png");
        Files.createDirectories(folder);
        closest.screen().write(saved);
        return "%s is not in the picture; %s; the picture is %s"
                .formatted(file, closest.description(), saved);
    }

    /// The file's name without its ending.
    private String stem() {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
