package weft.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Inputs that are kept: in a file one by line, in hexadecimal. What follows a `#` is for people.
final class Corpus {

    /// In the folder of this module, where its tests and its command run.
    private static final Path FOLDER = Path.of("corpus");

    private static final String COMMENT = "#";

    private Corpus() {}

    /// All inputs that are known for a target: those that it makes itself, those that have reached
    /// something new, and those that have been findings.
    static List<byte[]> of(Target target) throws IOException {
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        inputs.addAll(read(file(target)));
        inputs.addAll(read(FOLDER.resolve(target.name() + ".findings.hex")));
        return inputs;
    }

    /// Where what has reached something new is kept.
    static Path file(Target target) {
        return FOLDER.resolve(target.name() + ".hex");
    }

    /// The inputs in a file; none if there is no such file.
    static List<byte[]> read(Path file) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (String line : lines(file)) {
            String hex = line.split(COMMENT, 2)[0].strip();
            if (!hex.isEmpty()) {
                inputs.add(HexFormat.of().parseHex(hex));
            }
        }
        return inputs;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// Writes inputs in place of those that there were, the shortest first.
    static void write(Path file, List<byte[]> inputs) throws IOException {
        List<String> lines = new ArrayList<>();
        inputs.stream()
                .map(HexFormat.of()::formatHex)
                .distinct()
                .sorted((a, b) ->
                        a.length() != b.length()
                                ? Integer.compare(a.length(), b.length())
                                : a.compareTo(b))
                .forEach(lines::add);
        Files.write(file, lines);
    }
}
