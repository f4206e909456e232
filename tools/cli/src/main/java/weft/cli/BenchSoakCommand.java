package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weft.cli.bench.soak.SoakBench;
import weft.cli.bench.soak.SoakResult;
import weft.cli.bench.soak.SoakSettings;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// `weft bench soak`: a server under strain.
@Command(
        name = "soak",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Does a server all kinds of harm at random, while viewers of several encodings look"
                    + " whether its pictures are right.",
            "Each minute a line says what it holds, after a collection, and how old the pictures"
                    + " are. The exit code is 1 if something did not hold that must: a picture was"
                    + " wrong, a viewer did not get in, or more is held than before.",
            ""
        })
final class BenchSoakCommand implements Callable<Integer> {

    @Option(
            names = "--time",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "How long, such as 90s, 10m or 72h; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String time;

    @Option(
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            description = "Which ones, such as F1,F4; all that --list lists unless given.")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--list", description = "Lists the faults, and does nothing.")
    private boolean list;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same number, the same order; another one each time unless given.")
    private @Nullable Long seed;

    @Option(
            names = "--times",
            paramLabel = "N",
            converter = Converters.ToCount.class,
            defaultValue = "1",
            description =
                    "Has each fault do N times as much where it counts; ${DEFAULT-VALUE} unless"
                            + " given.")
    private int times;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            defaultValue = "60",
            description =
                    "How long the server has after faults to let go of what it held;"
                            + " ${DEFAULT-VALUE} unless given.")
    private int settleSeconds;

    @Option(
            names = "--harm",
            paramLabel = "WHAT",
            description =
                    "Has the host do wrong, to see whether that is noticed: pixels, descriptor or"
                            + " key.")
    private @Nullable String harm;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private HostOptions host;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Logging.configure(0);
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            out.println(SoakBench.list());
            out.flush();
            return 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        long used = seed == null ? new Random().nextInt(1_000_000) : seed;
        SoakBench bench =
                bench(
                        used,
                        line -> {
                            err.println(line);
                            err.flush();
                        });
        err.println("--seed=" + used);
        err.flush();
        SoakResult result = bench.run();
        host.tell(spec, result::json, result::text);
        boolean askedInVain = !faults.isEmpty() && !result.notRun().isEmpty();
        return result.broken().isEmpty() && !askedInVain ? 0 : 1;
    }

    private SoakBench bench(long used, Consumer<String> progress) {
        try {
            return new SoakBench(
                    new SoakSettings(
                            SoakBench.time(time),
                            faults,
                            used,
                            times,
                            host.jvmOptions,
                            Duration.ofSeconds(settleSeconds),
                            Optional.ofNullable(harm)),
                    progress);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
