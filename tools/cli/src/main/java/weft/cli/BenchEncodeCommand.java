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
import weft.cli.bench.Progress;
import weft.cli.bench.Recording;
import weft.cli.bench.Report;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            split = ",",
            converter = Converters.ToEncoding.class,
            defaultValue = "tight",
            description =
                    "What to encode as: tight, tightpng, jpeg, zrle, trle, hextile, zlib, rre,"
                        + " corre or raw, or several of them, separated by commas; ${DEFAULT-VALUE}"
                        + " unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Encoding> encodings;

    @Option(
            names = "--quality",
            paramLabel = "0-9|none",
            converter = Converters.ToQuality.class,
            defaultValue = "8",
            description =
                    "The quality that the viewer asks for; none to do without lossy encodings."
                            + " ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OptionalInt quality;

    @Option(
            names = "--compression",
            paramLabel = "0-9",
            converter = Converters.ToLevel.class,
            defaultValue = "2",
            description = "The compression that it asks for; ${DEFAULT-VALUE} unless given.")
    private int compression;

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
        if (out != null && files.size() * encodings.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--out is for one recording in one encoding");
        }
        options.apply();
        List<EncodeResult> results = run();
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(options.json ? Report.encodeJson(results) : Report.encodeTable(results));
        stdout.flush();
        @Nullable Path chart = options.chart;
        if (chart != null) {
            BarChart.ofEncoding(results).write(chart);
        }
        return 0;
    }

    private List<EncodeResult> run() throws IOException {
        List<EncodeResult> results = new ArrayList<>();
        int steps = files.size() * encodings.size();
        try (var progress =
                new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal())) {
            for (Path file : files) {
                Recording recording = Recording.read(file);
                for (Encoding encoding : encodings) {
                    var bench = new EncodeBench(recording, settings(encoding));
                    var step = progress.step(results.size(), steps, file.toString());
                    results.add(bench.run(verify, out, step));
                }
            }
        }
        return results;
    }

    private EncodeSettings settings(Encoding encoding) {
        return new EncodeSettings(
                options.size,
                encoding,
                quality,
                compression,
                options.format,
                !noCopyHints,
                options.warmUp(),
                options.passes);
    }
}
