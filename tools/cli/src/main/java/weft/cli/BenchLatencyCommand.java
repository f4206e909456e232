package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weft.cli.bench.Report;
import weft.cli.bench.Wishes;
import weft.cli.bench.serve.EchoBelowMovie;
import weft.cli.bench.serve.LatencyBench;
import weft.cli.bench.serve.LatencyResult;
import weft.cli.bench.serve.LatencySettings;
import weft.cli.bench.serve.ServeReport;
import weft.cli.bench.serve.Server;
import weft.framebuffer.Rect;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;

/// `weft bench latency`: how long it takes from a press to its echo.
@Command(
        name = "latency",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Presses a button and waits until the 16x16 block under the pointer has changed at the"
                    + " viewer, over and over; says how long that takes.",
            "With --beside, another viewer looks at a moving picture in the same display meanwhile;"
                    + " the one that presses asks for nothing but the strip below it.",
            "The server is a process of its own, one for each encoding and each --beside.",
            ""
        })
final class BenchLatencyCommand implements Callable<Integer> {

    private static final String NONE = "none";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SizeOption size;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ViewerOptions viewer;

    @Option(
            names = "--beside",
            paramLabel = "PICTURE",
            split = ",",
            defaultValue = NONE,
            description =
                    "What another viewer looks at: a scene or recording, none for no other; or"
                        + " several of them, separated by commas. ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> beside;

    @Option(
            names = "--fps",
            paramLabel = "N",
            converter = Converters.ToFps.class,
            defaultValue = "60",
            description = "How often that changes a second; ${DEFAULT-VALUE} unless given.")
    private int fps;

    @Option(
            names = "--presses",
            paramLabel = "N",
            converter = Converters.ToCount.class,
            defaultValue = "1000",
            description = "How many presses to time; ${DEFAULT-VALUE} unless given.")
    private int presses;

    @Option(
            names = "--gap",
            paramLabel = "MILLISECONDS",
            converter = Converters.ToMilliseconds.class,
            defaultValue = "5",
            description =
                    "How long to rest after each, and up to a fifth longer; ${DEFAULT-VALUE} unless"
                            + " given.")
    private int gapMillis;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServerOptions server;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (server.isConnecting() && !beside.equals(List.of(NONE))) {
            throw new ParameterException(spec.commandLine(), "--beside is not for --connect");
        }
        List<LatencyResult> results = run();
        server.results.tell(
                spec,
                () -> ServeReport.latencyJson(results),
                () -> ServeReport.latencyTable(results),
                () -> ServeReport.latencyChart(results));
        return 0;
    }

    private List<LatencyResult> run() throws IOException {
        List<LatencyResult> results = new ArrayList<>();
        int steps = beside.size() * viewer.wishes().size();
        try (var progress =
                new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal())) {
            for (String movie : beside) {
                for (Wishes wishes : viewer.wishes()) {
                    String what = Report.name(wishes.encoding()) + ", beside " + movie;
                    results.add(run(movie, wishes, progress.step(results.size(), steps, what)));
                }
            }
        }
        return results;
    }

    private LatencyResult run(String movie, Wishes wishes, DoubleConsumer progress)
            throws IOException {
        var settings =
                new LatencySettings(wishes, presses, Duration.ofMillis(gapMillis), server.warmUp());
        boolean alone = movie.equals(NONE);
        Rect strip = alone ? Rect.EMPTY : strip();
        List<String> arguments = new ArrayList<>();
        arguments.add(alone ? "echo" : movie);
        arguments.addAll(List.of("--size=" + size.size, "--fps=" + fps, "--echo"));
        try (Server measured = server.open(arguments)) {
            var bench = new LatencyBench(measured, settings);
            return alone ? bench.runAlone(progress) : bench.runBeside(movie, strip, progress);
        }
    }

    private Rect strip() {
        try {
            return EchoBelowMovie.strip(size.size);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
