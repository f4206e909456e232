package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.bench.Report;
import weft.cli.bench.Wishes;
import weft.cli.bench.serve.ServeBench;
import weft.cli.bench.serve.ServeReport;
import weft.cli.bench.serve.ServeResult;
import weft.cli.bench.serve.ServeSettings;
import weft.cli.bench.serve.Server;
import weft.cli.bench.serve.ViewerSettings;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `weft bench serve`: what it costs to serve viewers.
@Command(
        name = "serve",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Serves a moving picture to viewers, and says what each gets and what it costs.",
            "The server is a process of its own, one for each encoding and each --fps. Its CPU is"
                    + " that of the process, with the JVM's compiler and collector: give it time to"
                    + " warm up. The viewers are in this process; they pass over pixels without"
                    + " decoding them, and ask for the next update when one begins to arrive.",
            "The ratio is the server's CPU beside that with the first number of viewers.",
            ""
        })
final class BenchServeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PICTURE",
            arity = "0..1",
            description =
                    "A scene, which is terminal, web, ui, photos or video, or else a recording.")
    private @Nullable String picture;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SizeOption size;

    @Option(
            names = "--fps",
            paramLabel = "N",
            split = ",",
            converter = Converters.ToFps.class,
            defaultValue = "30",
            description =
                    "How often the picture changes a second; or several numbers, separated by"
                            + " commas. ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Integer> fps;

    @Option(
            names = "--viewers",
            paramLabel = "N",
            split = ",",
            converter = Converters.ToViewers.class,
            defaultValue = "1",
            description =
                    "How many viewers; or several numbers, separated by commas, one after the"
                            + " other. ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Integer> viewers;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ViewerOptions viewer;

    @Option(
            names = "--throttle",
            paramLabel = "RATE",
            split = ",",
            converter = Converters.ToRate.class,
            description =
                    "Every other viewer reads no more than so many bytes a second, such as 500k or"
                            + " 2M; several rates, separated by commas, go round among them.")
    private List<Long> rates = new ArrayList<>();

    @Option(names = "--decode", description = "The viewers decode the pixels.")
    private boolean decode;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            defaultValue = "10",
            description = "How long it counts; ${DEFAULT-VALUE} unless given.")
    private int seconds;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServerOptions server;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if ((picture == null) != server.isConnecting()) {
            throw new ParameterException(
                    spec.commandLine(), "expected either a PICTURE to serve or --connect");
        }
        List<ServeResult> results = run();
        server.results.tell(
                spec,
                () -> ServeReport.serveJson(results),
                () -> ServeReport.serveTable(results),
                () -> ServeReport.serveChart(results));
        return 0;
    }

    private List<ServeResult> run() throws IOException {
        List<Integer> rates = server.isConnecting() ? List.of(0) : fps;
        List<ServeResult> results = new ArrayList<>();
        int steps = rates.size() * viewer.wishes().size() * viewers.size();
        try (var progress =
                new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal())) {
            for (int rate : rates) {
                for (Wishes wishes : viewer.wishes()) {
                    results.addAll(run(rate, wishes, progress, results.size(), steps));
                }
            }
        }
        return results;
    }

    private List<ServeResult> run(int rate, Wishes wishes, Progress progress, int done, int steps)
            throws IOException {
        var settings =
                new ServeSettings(
                        new ViewerSettings(wishes, decode),
                        rates,
                        server.warmUp(),
                        Duration.ofSeconds(seconds));
        String name = picture == null ? "connected" : picture;
        List<ServeResult> results = new ArrayList<>();
        try (Server measured = server.open(playArguments(name, rate))) {
            for (int count : viewers) {
                String what =
                        "%s, %d fps, viewers: %d"
                                .formatted(Report.name(wishes.encoding()), rate, count);
                var setup = new ServeResult.Setup(name, rate, settings, count);
                ServeResult result =
                        new ServeBench(measured, setup)
                                .run(progress.step(done + results.size(), steps, what));
                results.add(results.isEmpty() ? result : result.comparedWith(results.getFirst()));
            }
        }
        return results;
    }

    private List<String> playArguments(String name, int rate) {
        return List.of(name, "--size=" + size.size, "--fps=" + rate);
    }
}
