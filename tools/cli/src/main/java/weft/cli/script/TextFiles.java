package weft.cli.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The texts that a script is made of or types: files, and standard input for `-`, which is read
/// once.
final class TextFiles {

    /// Those without standard input.
    static final TextFiles NONE =
            new TextFiles(() -> {
                throw new IOException("only a command without variables reads it");
            });

    private final ScriptParser.StandardInput input;
    private Optional<String> standardInput = Optional.empty();

    TextFiles(ScriptParser.StandardInput input) {
        this.input = input;
    }

    String read(Word name) {
        return name.text().equals("-") ? standardInput(name) : read(name, path(name));
    }

    String read(Word at, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ScriptException(at, "cannot read %s: %s".formatted(file, e.getMessage()));
        }
    }

    String standardInput(Word at) {
        if (standardInput.isEmpty()) {
            try {
                standardInput = Optional.of(input.read());
            } catch (IOException e) {
                throw new ScriptException(at, "cannot read standard input: " + e.getMessage());
            }
        }
        return standardInput.get();
    }

    static Path path(Word word) {
        try {
            return Path.of(word.text());
        } catch (InvalidPathException e) {
            throw new ScriptException(word, "\"" + word.text() + "\" cannot be a file's name");
        }
    }
}
