package weft.cli;

import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.drive.JsonLines;
import weft.cli.drive.Results;
import weft.cli.drive.Shell;
import weft.cli.json.Json;
import weft.cli.script.Clipboard;
import weft.cli.script.ExitCode;
import weft.cli.script.Finding;
import weft.cli.script.Line;
import weft.cli.script.Manner;
import weft.cli.script.ScriptException;
import weft.cli.script.ScriptParser;
import weft.cli.script.ScriptRunner;
import weft.cli.script.Statement;
import weft.cli.script.StepFailedException;
import weft.client.VncClient;
import weft.client.WaitClock;
import weft.client.failure.VncClientException;
import weft.framebuffer.match.Tolerance;
import weft.rfb.keyboard.KeyboardLayout;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `weft do`: carries out a script on a VNC server, with the options of vncdotool and more.
@Command(
        name = "do",
        aliases = "vncdo",
        addMethodSubcommands = false,
        sortOptions = false,
        customSynopsis = {
            "weft do [OPTION…] COMMAND [ARGUMENT…] [COMMAND…|FILE…|-]",
            "weft do [OPTION…] --json|--shell"
        },
        description = {
            "Types, clicks, takes pictures and waits for them, on any VNC server.",
            "Commands follow each other; the name of a file stands for the commands in it, - for"
                    + " those on standard input.",
            ""
        },
        footerHeading = "%nCommands:%n",
        footer = {
            "  key KEY           presses and releases a key: a, enter, ctrl-alt-del, XF86AudioMute",
            "  keydown, keyup    press or release one: keydown shift",
            "  type TEXT         types each character",
            "  typefile FILE     types what is in a file, or on standard input for -",
            "  paste TEXT        puts a text into the server's clipboard; pastefile FILE that of a"
                    + " file",
            "  move X Y          moves the pointer",
            "  click BUTTON      1 left, 2 middle, 3 right; dclick clicks twice",
            "  mousedown, mouseup BUTTON",
            "  drag X Y          moves the pointer pixel by pixel",
            "  scroll up|down|left|right [N]",
            "  capture [--format FORMAT] FILE       saves the picture, - on standard output",
            "  rcapture [--format FORMAT] FILE X Y W H",
            "  expect FILE [FUZZ]         waits until the picture is that of the file",
            "  rexpect FILE X Y [FUZZ]    the same for the part that begins there",
            "  stable SECONDS [FUZZ]      waits until the picture has not changed for so long",
            "  rstable SECONDS X Y W H [FUZZ]",
            "  find FILE [PERCENT]        waits until the smaller picture is there, and says where;"
                    + " exactly, or with so much similarity",
            "  click FILE [PERCENT]       the same, and clicks into it; dclick",
            "  waitnot FILE [PERCENT]     waits until it is nowhere",
            "  expectany FILE=LABEL…      waits until one is there, and says its label",
            "  expecttext TEXT [--font FONT]        waits until the text is there; a font is vga,"
                    + " vga9, weft, a console's file, or a PNG with its text beside it",
            "  ocr [X Y W H]     says the text; this, and expecttext without a font, needs"
                    + " tesseract",
            "  getclip [FILE]    waits until the server has text in its clipboard, and says it",
            "  diff FILE FILE [-o FILE]   compares two pictures, and shows where they differ",
            "  waitchange        waits until the picture is another one than before the last input",
            "  sync              waits until the input so far is in the picture",
            "  pause SECONDS     waits",
            "",
            "Behind a command that waits: within SECONDS. Scripts also have set, let, if, repeat,"
                    + " func, include and assert; tools/cli/SCRIPTING.md tells of them.",
            "",
            "Ends with 0 when all was done, 2 for a wrong command, 3 when the server refused, 10"
                + " when there is none, 11 when the connection was lost, 20 when the server broke"
                + " the protocol, 30 when a command failed, 31 when expectany saw none, 32 when an"
                + " assertion does not hold, 40 when the time was over (41 that of one command)."
        })
final class DoCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ClientOptions client;

    @Option(
            names = "--delay",
            paramLabel = "MILLISECONDS",
            defaultValue = "${env:VNCDOTOOL_DELAY:-10}",
            converter = Converters.ToDelay.class,
            description = "Between two commands, and two characters; 10 unless given.")
    private int delayMillis;

    @Option(
            names = "--sync",
            description =
                    "Waits after each of them until the picture shows it, instead of --delay.")
    private boolean syncs;

    @Option(
            names = "--force-caps",
            description =
                    "Sends a shift key with capital letters and with what is above the digits.")
    private boolean forceCaps;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            converter = Converters.ToLayout.class,
            description =
                    "Types texts with the keys of this layout, Shift and AltGr and dead keys among"
                            + " them: us, de, fr and more.")
    private @Nullable KeyboardLayout layout;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            converter = Converters.ToTime.class,
            description = "For all commands together; without it they take as long as they take.")
    private @Nullable Duration timeout;

    @Option(
            names = "--step-timeout",
            paramLabel = "SECONDS",
            converter = Converters.ToTime.class,
            description = "For each command.")
    private @Nullable Duration stepTimeout;

    @Option(
            names = {"-w", "--warp"},
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "How many times shorter pauses are; ${DEFAULT-VALUE} unless given.")
    private double warp;

    @Option(
            names = {"-i", "--incremental-refreshes"},
            description = "Accepted; refreshes are incremental whenever the server can do it.")
    @SuppressWarnings("unused") // nothing is to be done for it
    private boolean incremental;

    @Option(
            names = "--fuzz",
            paramLabel = "0-255",
            defaultValue = "0",
            description =
                    "How far a pixel may be off where expect does not say it; ${DEFAULT-VALUE}"
                            + " unless given.")
    private double fuzz;

    @Option(
            names = "--blur",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Blurs pictures before they are compared; ${DEFAULT-VALUE} unless given.")
    private double blur;

    @Option(
            names = "--failures",
            paramLabel = "FOLDER",
            defaultValue = "weft-failures",
            description =
                    "For pictures of what was not as expected; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path failures;

    @Option(
            names = "--dialect",
            paramLabel = "kasmvnc|vmware",
            description =
                    "Accepted; VMware's servers need nothing, and of KasmVNC's what RFB has is"
                            + " used.")
    @SuppressWarnings("unused") // nothing is to be done for it
    private @Nullable Dialect dialect;

    @Option(
            names = "--json",
            description =
                    "Says what each command found as a line of JSON. Without commands, carries out"
                            + " requests in lines of JSON.")
    private boolean json;

    @Option(
            names = "--shell",
            description = "Carries out lines as they are typed; save FILE writes them as a script.")
    private boolean shell;

    @Option(
            names = {"-v", "--verbose"},
            description = "Says more; twice, even more.")
    private boolean[] verbosity = {};

    @Option(
            names = "--logfile",
            paramLabel = "FILE",
            description = "Where to say it, instead of standard error.")
    private @Nullable Path logFile;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", hidden = true)
    private List<String> words = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private enum Dialect {
        KASMVNC,
        VMWARE
    }

    @Override
    public Integer call() throws IOException {
        Logging.configure(verbosity.length, logFile);
        long began = WaitClock.SYSTEM.nanoTime();
        Manner manner = manner();
        List<Statement> script = script();
        var clipboard = new Clipboard(WaitClock.SYSTEM);
        Results results = words.isEmpty() ? new Results() : new Printed();
        try (VncClient vnc = client.connect(spec, timeout, clipboard)) {
            var runner =
                    new ScriptRunner(
                            vnc,
                            manner,
                            WaitClock.SYSTEM,
                            began,
                            json ? results.standardOutput() : System.out,
                            clipboard,
                            json ? results : this::say);
            if (shell) {
                return shell(runner);
            }
            if (words.isEmpty()) {
                return new JsonLines(runner, results, System.in, out()).run().code();
            }
            runner.run(script);
            return ExitCode.OK.code();
        } catch (StepFailedException e) {
            return failed(e.exitCode(), e);
        } catch (VncClientException e) {
            return failed(ExitCode.of(e), e);
        }
    }

    private static int shell(ScriptRunner runner) throws IOException {
        // by stty, which needs no native code
        try (Terminal terminal =
                TerminalBuilder.builder().name("weft").exec(true).jni(false).ffm(false).build()) {
            Path history = Path.of(System.getProperty("user.home"), ".weft_history");
            return new Shell(runner, terminal, history).run().code();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /// Says each result at once.
    private final class Printed extends Results {
        @Override
        protected void add(Map<String, Object> result) {
            out().println(Json.write(result));
            out().flush();
        }
    }

    private void say(Line line, Finding finding) {
        finding.text().ifPresent(out()::println);
        out().flush();
    }

    private int failed(ExitCode exitCode, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (json) {
            new Printed().add(Results.failure(exitCode, message));
        }
        Main.complain(spec.commandLine(), message);
        return exitCode.code();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private List<Statement> script() {
        if (shell && (json || !words.isEmpty())) {
            throw wrong("--shell takes neither commands nor --json");
        }
        if (words.isEmpty() && !json && !shell) {
            throw wrong("Missing required parameter: 'COMMAND'; weft do --help lists them");
        }
        try {
            return ScriptParser.parse(
                    words, () -> new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (ScriptException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Manner manner() {
        if (!(warp > 0)) {
            throw wrong("--warp must be more than 0, not " + warp);
        }
        if (!(fuzz >= 0 && fuzz <= 255)) {
            throw wrong("--fuzz must be from 0 to 255, not " + fuzz);
        }
        if (!(blur >= 0 && blur <= Tolerance.MAX_BLUR)) {
            throw wrong("--blur must be from 0 to %s, not %s".formatted(Tolerance.MAX_BLUR, blur));
        }
        return new Manner(
                Duration.ofMillis(delayMillis),
                syncs,
                warp,
                forceCaps,
                Optional.ofNullable(layout),
                fuzz,
                blur,
                client.paintsCursor(),
                Optional.ofNullable(timeout),
                Optional.ofNullable(stepTimeout),
                failures);
    }
}
