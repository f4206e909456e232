package weft.cli.drive;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;

import weft.cli.script.ExitCode;
import weft.cli.script.ScriptRunner;
import weft.cli.script.StepFailedException;
import weft.client.failure.VncClientException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A shell in which people try out a script, line by line.
///
/// Each line is carried out when it is entered. `save FILE` writes those that went well as a
/// script; `exit` or the end of the input ends the shell.
public final class Shell {

    private static final String SAVE = "save";
    private static final String EXIT = "exit";

    private final ScriptRunner runner;
    private final Terminal terminal;
    private final LineReader reader;
    private final List<String> done = new ArrayList<>();

    /// @param history the file in which lines are kept from one shell to the next
    public Shell(ScriptRunner runner, Terminal terminal, Path history) {
        this.runner = runner;
        this.terminal = terminal;
        // what quotes mean is the script's business
        var parser = new DefaultParser().eofOnUnclosedQuote(false).escapeChars(new char[0]);
        reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(parser)
                        .completer(new ScriptCompleter(List.of(SAVE, EXIT)))
                        .history(new DefaultHistory())
                        .variable(LineReader.HISTORY_FILE, history)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .build();
    }

    /// Carries out lines until the shell or the connection ends.
    ///
    /// @return how it ended
    public ExitCode run() {
        while (true) {
            try {
                String line = reader.readLine("weft> ").strip();
                if (line.equals(EXIT)) {
                    return ExitCode.OK;
                }
                perform(line);
            } catch (UserInterruptException e) {
                say("exit ends the shell");
            } catch (EndOfFileException e) {
                return ExitCode.OK;
            } catch (VncClientException e) {
                say(String.valueOf(e.getMessage()));
                return ExitCode.of(e);
            }
        }
    }

    private void perform(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.equals(SAVE) || line.startsWith(SAVE + " ")) {
            save(line.substring(SAVE.length()).strip());
            return;
        }
        try {
            runner.runText(line, "line");
            done.add(line);
        } catch (StepFailedException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private void save(String file) {
        if (file.isEmpty()) {
            say("save needs a file");
            return;
        }
        try {
            Files.write(Path.of(file), done);
            say("%d lines in %s".formatted(done.size(), file));
        } catch (IOException | InvalidPathException e) {
            say("cannot write %s: %s".formatted(file, e.getMessage()));
        }
    }

    private void say(String text) {
        terminal.writer().println(text);
        terminal.flush();
    }
}
