package weft.junit5;

import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The folder for the files of a test. What an earlier run left there is deleted when the test
/// begins. Any thread may use it.
public final class TestArtifacts {

    private static final int LONGEST_NAME = 100;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private int pictures;

    private TestArtifacts(Path folder) {
        this.folder = folder;
    }

    static TestArtifacts in(Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> old = Files.list(folder)) {
                for (Path file : old.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new TestArtifacts(folder);
    }

    /// The folder, which is there from now on.
    public Path directory() {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where a file of this name goes, which belongs to the test from now on.
    public synchronized Path file(String name) {
        Path file = directory().resolve(sanitized(name));
        if (!files.contains(file)) {
            files.add(file);
        }
        return file;
    }

    /// Saves a picture as `name.png`.
    ///
    /// @return the file
    public Path save(String name, Picture picture) {
        Path file = file(name + ".png");
        try {
            picture.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /// What the names of the next expectation's pictures begin with.
    synchronized String nextPrefix(String name) {
        pictures++;
        return "%02d-%s".formatted(pictures, sanitized(name));
    }

    synchronized void add(List<Path> more) {
        files.addAll(more);
    }

    /// The files so far.
    public synchronized List<Path> files() {
        return List.copyOf(files);
    }

    /// A name that every file system takes.
    static String sanitized(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._#-]+", "-");
        return safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    }
}
