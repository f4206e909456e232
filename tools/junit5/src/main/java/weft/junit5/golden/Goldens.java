package weft.junit5.golden;

import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The goldens of a class of tests: one folder of PNG files. Any thread may use it.
public final class Goldens {

    private static final String PNG = ".png";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._ -]{0,99}");

    private final Path folder;
    private final Update update;
    private final Set<Path> used = ConcurrentHashMap.newKeySet();

    /// Those in a folder, which need not be there yet.
    public Goldens(Path folder, Update update) {
        this.folder = folder;
        this.update = update;
    }

    /// What a run writes.
    public Update update() {
        return update;
    }

    /// The file of a golden, which counts as used from now on.
    ///
    /// @throws IllegalArgumentException if the name is none for a file
    public Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot name a golden: expected up to 100 of letters, digits, '.', '_',"
                                    .formatted(name)
                            + " '-' and spaces, with a letter or digit first");
        }
        Path file = folder.resolve(name + PNG);
        used.add(file);
        return file;
    }

    /// Writes a golden.
    public void write(Path file, Picture picture) throws IOException {
        Files.createDirectories(folder);
        picture.write(file);
    }

    /// The goldens that nobody has asked for.
    public List<Path> unused() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(PNG))
                    .filter(file -> !used.contains(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
