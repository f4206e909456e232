package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.bench.BarChart;
import weft.cli.bench.EncodeBench;
import weft.cli.bench.EncodeResult;
import weft.cli.bench.EncodeSettings;
import weft.cli.bench.Recording;
import weft.cli.bench.Report;
import weft.cli.bench.Wishes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `weft bench encode`: what it costs to encode recorded sessions.
@Command(
        name = "encode",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Encodes recorded sessions as the server does, and says what it costs.",
            "A recording is what a server sent after its ServerInit, in 32 bits per pixel,"
                    + " little-endian 0x00RRGGBB, Raw say. It may end in the middle of a message.",
            "CPU is that of encoding alone, the median of the passes after those to warm up;"
                    + " taking the frames that are encoded is told apart. Raw counts four bytes for"
                    + " each pixel of a recorded update, without CopyRects.",
            ""
        })
final class BenchEncodeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A recording.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Path> files;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ViewerOptions viewer;

    @Option(
            names = "--no-copy-hints",
            description = "Recorded CopyRects count as drawn, not as moved.")
    private boolean noCopyHints;

    @Option(
            names = "--verify",
            description = "Decodes what was made, and says how much of the picture is exact.")
    private boolean verify;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes what was made: a server's stream after its ServerInit.")
    private @Nullable Path out;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BenchOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (out != null && files.size() * viewer.wishes().size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--out is for one recording in one encoding");
        }
        options.apply();
        List<EncodeResult> results = run();
        options.results.tell(
                spec,
                () -> Report.encodeJson(results),
                () -> Report.encodeTable(results),
                () -> BarChart.ofEncoding(results));
        return 0;
    }

    private List<EncodeResult> run() throws IOException {
        List<EncodeResult> results = new ArrayList<>();
        int steps = files.size() * viewer.wishes().size();
        try (var progress =
                new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal())) {
            for (Path file : files) {
                Recording recording = Recording.read(file);
                for (Wishes wishes : viewer.wishes()) {
                    var bench = new EncodeBench(recording, settings(wishes));
                    var step = progress.step(results.size(), steps, file.toString());
                    results.add(bench.run(verify, out, step));
                }
            }
        }
        return results;
    }

    private EncodeSettings settings(Wishes wishes) {
        return new EncodeSettings(
                options.picture.size,
                wishes,
                options.format,
                !noCopyHints,
                options.warmUp(),
                options.passes);
    }
}
