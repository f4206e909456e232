package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `weft bench`: measures the encoders and decoders on recorded sessions.
@Command(
        name = "bench",
        addMethodSubcommands = false,
        description = "Measures the encoders and decoders on recorded sessions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchEncodeCommand.class,
            BenchDecodeCommand.class,
            BenchGenerateCommand.class,
            HelpCommand.class
        })
final class BenchCommand implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing; weft bench --help lists them");
    }
}
