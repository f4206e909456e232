package weft.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The `weft` command as picocli understands it. Each of its subcommands is a class of its own.
@Command(
        name = "weft",
        addMethodSubcommands = false,
        description = "A VNC server.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class WeftCommand implements Runnable {

    private static final List<Class<?>> COMMANDS =
            List.of(
                    ServeCommand.class,
                    DoCommand.class,
                    McpCommand.class,
                    NeedleCommand.class,
                    DiffCommand.class,
                    ProbeCommand.class,
                    ProxyCommand.class,
                    RecordCommand.class,
                    ReplayCommand.class,
                    PasswdCommand.class,
                    BenchCommand.class);

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Says which Weft, Java, coroutines and compression these are.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private WeftCommand() {}

    /// The command line for these arguments, to be executed once. It knows all subcommands only if
    /// the arguments do not begin with one of them: looking through their options takes longer than
    /// carrying out most of them.
    static CommandLine of(String... args) {
        var command = new CommandLine(new WeftCommand());
        List<Class<?>> named =
                COMMANDS.stream()
                        .filter(type -> args.length > 0 && isNamed(type, args[0]))
                        .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(command::addSubcommand);
        if (named.isEmpty()) {
            command.addSubcommand(HelpCommand.class);
        }
        CommandLine script = command.getSubcommands().get("do");
        if (script != null) {
            // an @ in a script is typed
            command.setExpandAtFiles(named.isEmpty());
            var _ = forScripts(script);
        }
        return command.setParameterExceptionHandler(WeftCommand::wrongArguments)
                .setExecutionExceptionHandler(WeftCommand::failed);
    }

    /// What follows the first command of a script is its own. Options may be abbreviated, and the
    /// last counts, as with vncdotool.
    static CommandLine forScripts(CommandLine script) {
        return script.setStopAtPositional(true)
                .setOverwrittenOptionsAllowed(true)
                .setAbbreviatedOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /// Runs the command.
    ///
    /// @return its exit code
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine command = of(args).setOut(out).setErr(err);
        return command.execute(ended(args, command));
    }

    /// The same arguments, with the end of the options marked before a script that begins with a
    /// lone `-` or with nothing at all: picocli fails when it compares those with what options can
    /// be abbreviated to.
    static String[] ended(String[] args, CommandLine command) {
        CommandLine script = command.getSubcommands().get("do");
        for (int i = 1; i < args.length && script != null; i++) {
            OptionSpec before = script.getCommandSpec().findOption(args[i - 1]);
            boolean isValue = before != null && before.arity().max() > 0;
            if (!isValue && (args[i].equals("-") || args[i].isEmpty())) {
                List<String> marked = new ArrayList<>(List.of(args));
                marked.add(i, "--");
                return marked.toArray(String[]::new);
            }
            if (!isValue && (args[i].equals("--") || !args[i].startsWith("-"))) {
                break;
            }
        }
        return args;
    }

    private static boolean isNamed(Class<?> type, String name) {
        Command command = Objects.requireNonNull(type.getAnnotation(Command.class));
        return command.name().equals(name) || List.of(command.aliases()).contains(name);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing; weft --help lists them");
    }

    private static int wrongArguments(ParameterException e, String[] args) {
        Main.complain(e.getCommandLine().getErr(), String.valueOf(e.getMessage()));
        return Main.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        int exitCode = Main.failed(e, command.getErr());
        if (command.getParseResult().hasMatchedOption('v')) {
            e.printStackTrace(command.getErr());
        }
        return exitCode;
    }
}
