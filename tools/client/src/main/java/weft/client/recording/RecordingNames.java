package weft.client.recording;

import java.nio.file.Path;

/// The files of one recording.
///
/// @param server what the server sent
/// @param viewer what the viewer sent
/// @param script what the viewer did
/// @param input what was done in a part of a session: a script that begins a recording often has
///   its name
record RecordingNames(Path server, Path viewer, Path script, Path input) {

    private static final String ENDING = ".fbs";

    /// Those that belong to a file, be its name `NAME.fbs` or not.
    static RecordingNames of(Path file) {
        Path last = file.getFileName();
        if (last == null) {
            throw new IllegalArgumentException("a recording needs a file's name, not " + file);
        }
        String name = last.toString();
        String stem =
                name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        return new RecordingNames(
                file,
                file.resolveSibling(stem + ".input" + ENDING),
                file.resolveSibling(stem + ".vdo"),
                file.resolveSibling(stem + ".input.vdo"));
    }
}
