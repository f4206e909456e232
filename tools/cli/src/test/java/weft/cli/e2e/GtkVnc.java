package weft.cli.e2e;

import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The viewer `gvncsides`, made of gtk-vnc: it says what the server tells it, a line for each
/// thing, and does what it is told.
final class GtkVnc implements AutoCloseable {

    private final Running process;
    private final Path picture;
    private int taken;

    private GtkVnc(Running process, Path picture) {
        this.process = process;
        this.picture = picture;
    }

    static Path compile(Path home) {
        return CompiledViewers.compile(home, "gvncsides", "gvnc-1.0");
    }

    /// Connects one that knows these encodings and Raw, and waits until it is in.
    ///
    /// @param home a directory of the test's own
    /// @param program as [#compile] has made it
    static GtkVnc connect(Path home, Path program, int port, Encoding... encodings) {
        Path picture = home.resolve("picture-" + port);
        List<String> arguments = new ArrayList<>(List.of("" + port, picture.toString()));
        for (Encoding encoding : encodings) {
            arguments.add("" + encoding.number());
        }
        arguments.add("" + Encoding.RAW.number());
        var viewer = new GtkVnc(Running.start(home, program, arguments), picture);
        String _ = viewer.next("initialized ");
        return viewer;
    }

    void tell(String command) {
        process.tell(command);
    }

    /// Tells it to do what then has this result.
    void tell(String command, int result) {
        tell(command);
        await("did %s: %d".formatted(command, result));
    }

    /// Waits for the next line that begins with `word`, and takes it: those up to it are gone.
    ///
    /// @return what follows
    String next(String word) {
        return take(word, line -> line.startsWith(word)).substring(word.length());
    }

    /// Waits until it has said exactly this line, and takes it.
    void await(String line) {
        String _ = take(line, line::equals);
    }

    private String take(String what, Predicate<String> condition) {
        return Eventually.get(
                () -> {
                    boolean alive = process.isAlive();
                    List<String> said = said();
                    for (int i = taken; i < said.size(); i++) {
                        if (condition.test(said.get(i))) {
                            taken = i + 1;
                            return Optional.of(said.get(i));
                        }
                    }
                    if (!alive) {
                        throw new AssertionError("no \"%s\" from %s".formatted(what, process));
                    }
                    return Optional.empty();
                },
                () -> "no \"%s\" after line %d of %s".formatted(what, taken, process));
    }

    /// All the lines so far, in Latin-1.
    List<String> said() {
        String output = process.output();
        return output.substring(0, output.lastIndexOf('\n') + 1).lines().toList();
    }

    /// Waits until it shows this and nothing else.
    void await(Picture expected) {
        Eventually.holds(
                () -> look(expected).sameAs(expected),
                () -> expected.difference(look(expected), "gtk-vnc") + "\n" + process);
    }

    private Picture look(Picture expected) {
        return CompiledViewers.read(
                picture, PixelFormat.XRGB8888, expected.width(), expected.height());
    }

    /// Waits until it has ended.
    int exitCode() {
        return process.exitCode();
    }

    @Override
    public void close() {
        process.close();
    }
}
