package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.probe.Probe;
import weft.cli.probe.ProbeJson;
import weft.cli.probe.ProbeReport;
import weft.cli.probe.ProbeText;
import weft.cli.probe.TerminalPicture;
import weft.cli.script.ExitCode;
import weft.client.VncClientBuilder;
import weft.client.address.DisplayNumbers;
import weft.client.failure.VncClientException;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;

/// `weft probe`: what a server speaks, how fast, and what looks wrong.
@Command(
        name = "probe",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Says what a VNC server speaks, how fast, and what looks wrong.",
            "It logs in some twenty times, and presses no key."
        })
final class ProbeCommand implements Callable<Integer> {

    private static final int COLUMNS = 80;

    @Parameters(
            paramLabel = "ADDRESS",
            description =
                    "HOST, HOST:DISPLAY, HOST::PORT, a UNIX socket's path, vnc://HOST:PORT,"
                            + " ws://HOST:PORT/PATH or wss://…")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String server;

    @Option(names = "--json", description = "Writes one object of JSON.")
    private boolean json;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            converter = Converters.ToTime.class,
            defaultValue = "10",
            description =
                    "How long connecting, and then each picture, may take; ${DEFAULT-VALUE}"
                            + " unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Duration timeout;

    @Option(
            names = "--picture",
            paramLabel = "auto|none|blocks|kitty|iterm",
            defaultValue = "auto",
            description =
                    "How the terminal shows the screen; auto is what it says that it can, and"
                            + " nothing where standard output is no terminal.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String picture;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LoginOptions login;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Logging.configure(0, null);
        TerminalPicture shown = shown();
        VncClientBuilder client = login.client(server, DisplayNumbers.BELOW_100);
        PrintWriter out = spec.commandLine().getOut();
        try {
            ProbeReport report = new Probe(client, timeout, this::progress).run();
            progress("");
            out.println(json ? ProbeJson.of(report) : ProbeText.of(report));
            if (!json) {
                report.frame().ifPresent(frame -> out.print(shown.show(frame, COLUMNS)));
            }
            out.flush();
            return report.failure().map(ExitCode::of).orElse(outcome(report)).code();
        } catch (VncClientException e) {
            progress("");
            Main.complain(spec.commandLine().getErr(), String.valueOf(e.getMessage()));
            return ExitCode.of(e).code();
        }
    }

    private static ExitCode outcome(ProbeReport report) {
        return report.offer().refusal().isPresent() ? ExitCode.REFUSED : ExitCode.OK;
    }

    private TerminalPicture shown() {
        return switch (picture) {
            case "auto" -> TerminalPicture.of(System.getenv(), isTerminal());
            case "none" -> TerminalPicture.NONE;
            case "blocks" -> TerminalPicture.BLOCKS;
            case "kitty" -> TerminalPicture.KITTY;
            case "iterm" -> TerminalPicture.ITERM;
            default ->
                    throw new ParameterException(
                            spec.commandLine(),
                            "--picture: expected auto, none, blocks, kitty or iterm, got '%s'"
                                    .formatted(picture));
        };
    }

    /// On a terminal only, in a line that is overwritten.
    private void progress(String what) {
        if (isTerminal()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print("\r\u001b[K" + what);
            err.flush();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again from JDK 25 on, without a terminal
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
