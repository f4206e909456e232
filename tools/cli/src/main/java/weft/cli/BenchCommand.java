package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `weft bench`: measures the encoders, the decoders and the whole server.
@Command(
        name = "bench",
        addMethodSubcommands = false,
        description = "Measures the encoders, the decoders and the whole server.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchEncodeCommand.class,
            BenchDecodeCommand.class,
            BenchServeCommand.class,
            BenchLatencyCommand.class,
            BenchSoakCommand.class,
            BenchIdleCommand.class,
            BenchGenerateCommand.class,
            BenchPlayCommand.class,
            BenchHostCommand.class,
            HelpCommand.class
        })
final class BenchCommand implements Runnable {

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing; weft bench --help lists them");
    }
}
