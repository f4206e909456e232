package weft.cli.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The words of a script that are still to be understood. Those of a file take the place of its
/// name.
final class WordQueue {

    private final boolean variables;
    private final Deque<Word> words = new ArrayDeque<>();
    private final Deque<OpenFile> files = new ArrayDeque<>();
    private final List<Word> taken = new ArrayList<>();

    /// A file whose words are in the queue.
    ///
    /// @param left the words that are left when its own are not any more
    private record OpenFile(Path path, Path real, int left) {}

    /// @param variables whether `$NAME` in a word stands for something else
    WordQueue(List<Word> words, boolean variables) {
        this.variables = variables;
        this.words.addAll(words);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    Optional<Word> peek() {
        return Optional.ofNullable(words.peek());
    }

    /// The word that begins a command.
    Word command() {
        Word command = words.remove();
        while (!files.isEmpty() && words.size() < files.element().left()) {
            files.pop();
        }
        begin(command);
        return command;
    }

    /// Begins to count the words of a command, the first of which is taken.
    void begin(Word command) {
        taken.clear();
        taken.add(command);
    }

    /// The next word.
    ///
    /// @param what it is, for the message if there is none
    /// @param standIn what it is taken for if it is not known yet
    Word argument(Word command, String what, String standIn) {
        if (words.isEmpty()) {
            throw new ScriptException(command, command.text() + " needs " + what);
        }
        return next(standIn);
    }

    /// The next word, which is there.
    Word next(String standIn) {
        Word next = next();
        return isOpen(next) ? next.as(standIn) : next;
    }

    /// The next word as it is, which is there.
    Word next() {
        Word next = words.remove();
        taken.add(next);
        return next;
    }

    /// Whether what a word says is known only when it is carried out.
    boolean isOpen(Word word) {
        return variables && Variables.areIn(word);
    }

    /// The words since that of the command.
    List<Word> taken() {
        return List.copyOf(taken);
    }

    /// Whether one of them is not known yet.
    boolean hasTakenOpen() {
        return variables && taken.stream().anyMatch(this::isOpen);
    }

    /// The folder of the file that is read; empty outside of files.
    Optional<Path> folder() {
        return files.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(files.element().path().getParent());
    }

    /// Puts the words of a file before all others.
    ///
    /// @throws ScriptException if that file is read already
    void insert(Word name, Path file, List<Word> itsWords) throws IOException {
        Path real = file.toRealPath();
        List<String> chain = new ArrayList<>();
        for (OpenFile open : files) {
            chain.addFirst(open.path().toString());
            if (open.real().equals(real)) {
                throw new ScriptException(
                        name,
                        "\"%s\" includes itself: %s -> %s"
                                .formatted(file, String.join(" -> ", chain), file));
            }
        }
        files.push(new OpenFile(file, real, words.size()));
        itsWords.reversed().forEach(words::addFirst);
    }
}
