package weft.cli.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jline.reader.Candidate;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

import weft.cli.script.ScriptParser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class ScriptCompleterTest {

    private static List<String> candidates(String line) throws IOException {
        var in = new ByteArrayInputStream(new byte[0]);
        try (Terminal terminal =
                new DumbTerminal("test", "dumb", in, new ByteArrayOutputStream(), UTF_8)) {
            List<Candidate> candidates = new ArrayList<>();
            new ScriptCompleter(List.of("exit"))
                    .complete(
                            LineReaderBuilder.builder().terminal(terminal).build(),
                            new DefaultParser()
                                    .parse(line, line.length(), Parser.ParseContext.COMPLETE),
                            candidates);
            return candidates.stream().map(Candidate::value).toList();
        }
    }

    @Test
    void commands_areThoseOfScriptsAndTheShell() throws IOException {
        List<String> candidates = candidates("key a ");
        assertTrue(candidates.containsAll(ScriptParser.commands()), candidates::toString);
        assertTrue(candidates.contains("exit"));
        assertFalse(candidates.contains("enter"));
        assertEquals(candidates, candidates(""));
    }

    @Test
    void keys_followCommandsThatTakeOne() throws IOException {
        assertTrue(candidates("key ").containsAll(List.of("enter", "f12", "kp0")));
        assertTrue(candidates("sync keydown ctrl-a").contains("ctrl-altgr"));
        assertFalse(candidates("key ").contains("sync"));
    }
}
