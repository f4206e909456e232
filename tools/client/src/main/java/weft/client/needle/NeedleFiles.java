package weft.client.needle;

import weft.framebuffer.match.Needle;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads and writes needles: pairs of `name.json` and `name.png`.
public final class NeedleFiles {

    private static final String JSON = ".json";
    private static final String PNG = ".png";

    /// Far more than anybody draws areas.
    private static final long MAX_JSON_BYTES = 1 << 20;

    private NeedleFiles() {}

    /// Reads one needle. Its picture is read when it is needed.
    ///
    /// @throws IOException whose message says in one line what is wrong with which file
    public static Needle read(Path json) throws IOException {
        String file = json.getFileName().toString();
        if (!file.endsWith(JSON)) {
            throw new IOException("%s is no needle: its name must end with .json".formatted(json));
        }
        String name = file.substring(0, file.length() - JSON.length());
        Path png = json.resolveSibling(name + PNG);
        if (!Files.isRegularFile(png) || Files.size(png) == 0) {
            throw new IOException(
                    "the needle %s has no picture: %s is %s"
                            .formatted(json, png, Files.exists(png) ? "empty" : "missing"));
        }
        long bytes = Files.size(json);
        if (bytes > MAX_JSON_BYTES) {
            throw new IOException(
                    "the needle %s is too large: %d bytes of at most %d"
                            .formatted(json, bytes, MAX_JSON_BYTES));
        }
        try {
            return NeedleJson.read(name, Files.readAllBytes(json), () -> picture(png));
        } catch (IOException | IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IOException("cannot read the needle %s: %s".formatted(json, reason), e);
        }
    }

    private static Picture picture(Path png) {
        try {
            return Picture.read(png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads all needles below a folder. A file that cannot be read is left out with a warning.
    ///
    /// @throws IOException if the folder cannot be read
    public static NeedleFolder readAll(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.walk(folder)) {
            files = below.filter(file -> file.toString().endsWith(JSON)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        List<Needle> needles = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Path file : files) {
            try {
                needles.add(read(file));
            } catch (IOException e) {
                warnings.add(String.valueOf(e.getMessage()));
            }
        }
        return new NeedleFolder(needles, warnings);
    }

    /// Writes both files of a needle, in place of those that may be there.
    ///
    /// @return the JSON file
    /// @throws IOException if one cannot be written
    public static Path write(Needle needle, Path folder) throws IOException {
        if (needle.name().isEmpty() || needle.name().contains("/")) {
            throw new IOException(
                    "a needle's name must be that of a file, not \"%s\"".formatted(needle.name()));
        }
        Files.createDirectories(folder);
        Path json = folder.resolve(needle.name() + JSON);
        needle.picture().write(folder.resolve(needle.name() + PNG));
        Files.write(json, NeedleJson.write(needle));
        return json;
    }
}
