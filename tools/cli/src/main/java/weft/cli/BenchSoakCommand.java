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

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
            names = "--server-option",
            paramLabel = "OPTION",
            description = "An option of the server's JVM, such as --server-option=-Xmx1g.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(names = "--json", description = "Prints an array with one object.")
    private boolean json;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
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
        out.println(json ? result.json() : result.text());
        out.flush();
        return result.broken().isEmpty() ? 0 : 1;
    }

    private SoakBench bench(long used, Consumer<String> progress) {
        try {
            return new SoakBench(SoakBench.time(time), faults, used, jvmOptions, progress);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
