package weft.cli.drive;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

import weft.cli.script.ScriptParser;
import weft.rfb.keysym.KeyCombination;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Completes commands, and the names of keys behind those that take one.
final class ScriptCompleter implements Completer {

    private static final Set<String> KEY_COMMANDS =
            Set.of("key", "keydown", "kdown", "keyup", "kup");

    private final Set<String> commands = new TreeSet<>(ScriptParser.commands());

    /// @param more besides those of scripts
    ScriptCompleter(List<String> more) {
        commands.addAll(more);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words();
        int at = line.wordIndex();
        if (at > 0 && KEY_COMMANDS.contains(words.get(at - 1))) {
            keys(line.word(), candidates);
        } else {
            commands.forEach(command -> candidates.add(new Candidate(command)));
        }
    }

    /// The last key of a combination.
    private static void keys(String word, List<Candidate> candidates) {
        String before = word.substring(0, word.lastIndexOf('-') + 1);
        for (String name : KeyCombination.shortNames()) {
            candidates.add(new Candidate(before + name));
        }
    }
}
