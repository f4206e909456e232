package weft.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.util.ArrayList;
import java.util.List;

/// Options of `weft do` behind its commands, where vncdotool takes them too.
final class LateOptions {

    private LateOptions() {}

    /// Parses the command line again, with the options that begin somewhere in its words before
    /// them.
    ///
    /// @param command that of `weft do`
    /// @param words its commands and what follows them
    /// @param index where in them an option stands
    /// @throws ParameterException if that is none
    static void parse(CommandLine command, List<String> words, int index) {
        List<String> all = command.getParseResult().originalArgs();
        int name = command.getCommandSpec().names().contains(all.getFirst()) ? 1 : 0;
        List<String> before = all.subList(name, all.size() - words.size());
        List<String> late = words.subList(index, words.size());
        if (before.contains("--")) {
            throw new ParameterException(
                    command, late.getFirst() + " is behind --, and so no option");
        }
        int end = words.size() - wordsBehind(command, late);
        List<String> ordered = new ArrayList<>(before);
        ordered.addAll(words.subList(index, end));
        ordered.addAll(words.subList(0, index));
        ordered.addAll(words.subList(end, words.size()));
        var _ = command.parseArgs(ordered.toArray(String[]::new));
    }

    /// How many words are no options any more.
    private static int wordsBehind(CommandLine command, List<String> late) {
        var rest = new DoCommand();
        CommandLine parser = WeftCommand.forScripts(new CommandLine(rest));
        try {
            ParseResult parsed = parser.parseArgs(late.toArray(String[]::new));
            if (parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()) {
                throw new ParameterException(
                        command, late.getFirst() + " must be before the commands");
            }
            return rest.words().size();
        } catch (ParameterException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }
}
