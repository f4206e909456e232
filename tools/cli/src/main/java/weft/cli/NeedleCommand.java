package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `weft needle`: makes, checks and changes openQA's needles.
@Command(
        name = "needle",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Makes, checks and changes openQA's needles: NAME.json with areas, beside NAME.png.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            NeedleNewCommand.class,
            NeedleCheckCommand.class,
            NeedleListCommand.class,
            NeedleEditCommand.class
        })
final class NeedleCommand implements Runnable {

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing; weft needle --help lists them");
    }
}
