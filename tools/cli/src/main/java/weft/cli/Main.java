package weft.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weft.cli.script.ExitCode;
import weft.cli.source.Sources;
import weft.client.failure.VncClientException;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The `weft` command. Each of its subcommands is a class of its own.
@Command(
        name = "weft",
        addMethodSubcommands = false,
        description = "A VNC server.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

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

    /// The exit code for wrong arguments.
    static final int USAGE = CommandLine.ExitCode.USAGE;

    /// The exit code for everything else that goes wrong.
    static final int FAILURE = CommandLine.ExitCode.SOFTWARE;

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

    private Main() {}

    /// Runs the command and ends the JVM with its exit code.
    public static void main(String[] args) {
        if (isPlainServe(args)) {
            Sources.expectTestCard();
        }
        CommandLine command = commandLine(args);
        int exitCode = FAILURE;
        try {
            exitCode = command.execute(args);
        } catch (Error e) {
            complain(command, rootCause(e).toString());
        }
        System.exit(exitCode);
    }

    /// Whether nothing else than the usual test card is going to be served. A wrong guess is
    /// harmless.
    private static boolean isPlainServe(String[] args) {
        return args.length > 0
                && args[0].equals("serve")
                && Arrays.stream(args)
                        .noneMatch(arg -> arg.startsWith("--s") || arg.startsWith("@"));
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : rootCause(cause);
    }

    /// The command line for these arguments, to be executed once. It knows all subcommands only if
    /// the arguments do not begin with one of them: looking through their options takes longer than
    /// carrying out most of them.
    static CommandLine commandLine(String... args) {
        var command = new CommandLine(new Main());
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
            // What follows the first command of a script is its own.
            script.setStopAtPositional(true)
                    .setAbbreviatedOptionsAllowed(true)
                    .setCaseInsensitiveEnumValuesAllowed(true);
        }
        return command.setParameterExceptionHandler(Main::wrongArguments)
                .setExecutionExceptionHandler(Main::failed);
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
        complain(e.getCommandLine(), String.valueOf(e.getMessage()));
        return USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        String message = e.getMessage();
        complain(command, message == null ? e.toString() : message);
        if (command.getParseResult().hasMatchedOption('v')) {
            e.printStackTrace(command.getErr());
        }
        return e instanceof VncClientException failure ? ExitCode.of(failure).code() : FAILURE;
    }

    /// One line, whatever the message holds.
    static void complain(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println("weft: " + String.join("; ", message.strip().split("\\R+")));
        err.flush();
    }
}
