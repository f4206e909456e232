package weft.cli;

import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.drive.JsonLines;
import weft.cli.drive.Results;
import weft.cli.drive.Shell;
import weft.cli.json.Json;
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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        versionProvider = Version.class,
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
            "  move X Y          moves the pointer; moveby DX DY by so much",
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
            "  find FILE [PERCENT] [X Y W H] [--score]   waits until the smaller picture is there,"
                    + " and says where; exactly, or with so much similarity. A file may be that of"
                    + " a needle, NAME.json",
            "  click FILE [PERCENT] [X Y W H]       the same, and clicks into it, or on the"
                    + " needle's click point NAME.json@POINT; dclick",
            "  waitnot FILE [PERCENT] [X Y W H]     waits until it is nowhere",
            "  expectany FILE=LABEL…      waits until one is there, and says its label",
            "  expecttext TEXT [--font FONT]        waits until the text is there; a font is vga,"
                    + " vga9, weft, a console's file, or a PNG with its text beside it",
            "  ocr [X Y W H]     says the text; this, and expecttext without a font, needs"
                    + " tesseract",
            "  getclip [FILE]    waits until the server has text in its clipboard, and says it",
            "  diff FILE FILE [-o FILE]   compares two pictures, and shows where they differ",
            "  waitchange        waits until the picture is another one than before the last input",
            "  sync              waits until the input so far is in the picture",
            "  device NAME BUTTONS [AXIS=MIN..MAX…]   makes an input device, a game pad say;"
                    + " removedevice NAME takes it away",
            "  button NAME N     presses and releases a button of it; buttondown, buttonup",
            "  axis NAME AXIS VALUE       moves an axis of it; axisby by so much",
            "  shutdown, reboot, reset    asks the server to do that to its machine; fails if the"
                    + " server says that it did not, or does not offer it",
            "  resize W H        asks the server for a picture of this size, and waits until it has"
                    + " it",
            "  record FILE       records what the picture shows from now on, for weft replay, and"
                    + " the input, until stoprecord or the end",
            "  recordsound FILE  records what the server plays from now on as WAV, until stopsound"
                    + " or the end",
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

    @Mixin private ClientOptions client = new ClientOptions();

    @Mixin private MannerOptions manner = new MannerOptions();

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

    @Option(names = "--version", versionHelp = true, description = "Says which Weft this is.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean version;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", hidden = true)
    private List<String> words = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private PrintWriter out = new PrintWriter(Writer.nullWriter());
    private PrintWriter err = out;
    private Optional<String> input = Optional.empty();

    /// Sets one of the options that most have, see [PlainDo].
    boolean setPlain(String option, PlainDo.Value value) {
        if (option.equals("--json")) {
            json = true;
            return true;
        }
        return manner.setPlain(option, value) || client.setPlain(option, value);
    }

    /// Sets the script, see [PlainDo].
    void setPlain(List<String> script) {
        words = script;
    }

    /// Its commands and what follows them.
    List<String> words() {
        return words;
    }

    @Override
    public Integer call() throws IOException {
        return run(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /// Carries it out.
    ///
    /// @return the exit code
    int run(PrintWriter standardOutput, PrintWriter standardError) throws IOException {
        out = standardOutput;
        err = standardError;
        long began = WaitClock.SYSTEM.nanoTime();
        List<Statement> script = script();
        Logging.configure(verbosity.length, logFile);
        Manner howTo = manner.manner(client.paintsCursor());
        Results results = words.isEmpty() ? new Results() : new Printed();
        try (VncClient vnc = client.connect(manner.timeout())) {
            var runner =
                    new ScriptRunner(
                            vnc,
                            howTo,
                            WaitClock.SYSTEM,
                            began,
                            json ? results.standardOutput() : System.out,
                            json ? results : this::say);
            ExitCode end = carryOut(script, runner, results);
            runner.end();
            return end.code();
        } catch (StepFailedException e) {
            return failed(e.exitCode(), e);
        } catch (VncClientException e) {
            return failed(ExitCode.of(e), e);
        }
    }

    private ExitCode carryOut(List<Statement> script, ScriptRunner runner, Results results)
            throws IOException {
        if (shell) {
            return shell(runner);
        }
        if (words.isEmpty()) {
            return new JsonLines(runner, results, System.in, out).run();
        }
        runner.run(script);
        return ExitCode.OK;
    }

    private static ExitCode shell(ScriptRunner runner) throws IOException {
        // by stty, which needs no native code
        try (Terminal terminal =
                TerminalBuilder.builder().name("weft").exec(true).jni(false).ffm(false).build()) {
            Path history = Path.of(System.getProperty("user.home"), ".weft_history");
            return new Shell(runner, terminal, history).run();
        }
    }

    /// Says each result at once.
    private final class Printed extends Results {
        @Override
        protected void add(Map<String, Object> result) {
            out.println(Json.write(result));
            out.flush();
        }
    }

    private void say(Line line, Finding finding) {
        finding.text().ifPresent(out::println);
        out.flush();
    }

    private int failed(ExitCode exitCode, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (json) {
            new Printed().add(Results.failure(exitCode, message));
        }
        Main.complain(err, message);
        return exitCode.code();
    }

    private List<Statement> script() {
        if (shell && (json || !words.isEmpty())) {
            throw new UsageException("--shell takes neither commands nor --json");
        }
        if (words.isEmpty() && !json && !shell) {
            throw new UsageException(
                    "Missing required parameter: 'COMMAND'; weft do --help lists them");
        }
        while (true) {
            try {
                return ScriptParser.parse(words, this::standardInput);
            } catch (ScriptException e) {
                int late =
                        e.option()
                                .orElseThrow(
                                        () -> new UsageException(String.valueOf(e.getMessage())));
                LateOptions.parse(spec.commandLine(), words, late);
            }
        }
    }

    private String standardInput() throws IOException {
        if (input.isEmpty()) {
            input = Optional.of(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return input.get();
    }
}
