package weft.cli.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the sessions of the viewers are recorded, one file for each.
///
/// @param target a file, or a folder for `viewer-1.fbs` and so on
/// @param isFolder which of them it is
public record Recordings(Path target, boolean isFolder) {

    private static final String ENDING = ".fbs";

    /// Finds out whether it can be written, as far as that can be told before there is anything.
    ///
    /// @throws IOException that says in one line why not
    void check() throws IOException {
        Path folder = isFolder ? target : target.toAbsolutePath().getParent();
        if (!isFolder && Files.isDirectory(target)) {
            throw new IOException(
                    target + ": it is a directory; --file-per-client records into one");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(folder + ": there is no such directory");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + ": it cannot be written to");
        }
    }

    /// The file for a viewer.
    ///
    /// @param number from 1
    Path file(int number) {
        if (isFolder) {
            return target.resolve("viewer-" + number + ENDING);
        }
        if (number == 1) {
            return target;
        }
        String name = String.valueOf(target.getFileName());
        boolean ends = name.endsWith(ENDING);
        String stem = ends ? name.substring(0, name.length() - ENDING.length()) : name;
        return target.resolveSibling(stem + "-" + number + (ends ? ENDING : ""));
    }
}
