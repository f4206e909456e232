package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.framebuffer.match.Comparison;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Tolerance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `weft diff`: compares two pictures.
@Command(
        name = "diff",
        sortOptions = false,
        description = {
            "Compares two pictures.",
            "Ends with 0 if they are the same, 1 if not, 2 if that cannot be said.",
            ""
        })
final class DiffCommand implements Callable<Integer> {

    private static final int DIFFERENT = 1;
    private static final int TROUBLE = 2;

    @Parameters(paramLabel = "ACTUAL", description = "A picture.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path actual;

    @Parameters(paramLabel = "EXPECTED", description = "What it should be.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path expected;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Shows where they differ.")
    private @Nullable Path output;

    @Option(
            names = "--fuzz",
            paramLabel = "0-255",
            defaultValue = "0",
            description = "How far a pixel may be off; ${DEFAULT-VALUE} unless given.")
    private double fuzz;

    @Option(
            names = "--blur",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Blurs both before; ${DEFAULT-VALUE} unless given.")
    private double blur;

    @Option(
            names = "--ignore-antialiasing",
            description = "Lets smoothed edges pass that are smoothed otherwise.")
    private boolean ignoreAntialiasing;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Tolerance tolerance = tolerance();
        try {
            Comparison comparison =
                    Comparison.of(Picture.read(actual), Picture.read(expected), tolerance);
            if (output != null && comparison.sameSize()) {
                comparison.diff().write(output);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(comparison);
            out.flush();
            return comparison.matches() ? 0 : DIFFERENT;
        } catch (IOException e) {
            Main.complain(spec.commandLine().getErr(), String.valueOf(e.getMessage()));
            return TROUBLE;
        }
    }

    private Tolerance tolerance() {
        try {
            Tolerance exact = Tolerance.fuzz(fuzz);
            Tolerance smooth = ignoreAntialiasing ? exact.ignoringAntialiasing() : exact;
            return blur == 0 ? smooth : smooth.blurred(blur);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
