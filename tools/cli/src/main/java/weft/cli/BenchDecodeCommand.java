package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.bench.BarChart;
import weft.cli.bench.DecodeBench;
import weft.cli.bench.DecodeResult;
import weft.cli.bench.DecodeSettings;
import weft.cli.bench.Recording;
import weft.cli.bench.Report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `weft bench decode`: what it costs to decode recorded sessions.
@Command(
        name = "decode",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Decodes recorded sessions as a viewer does, and says what it costs.",
            "A recording is what a server sent after its ServerInit, in any encodings, such as"
                    + " weft bench encode --out writes. It may end in the middle of a message.",
            "CPU is that of reading and drawing, the median of the passes after those to warm up;"
                    + " for each encoding it is of one more pass, that reads the clock more often.",
            ""
        })
final class BenchDecodeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A recording.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Path> files;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BenchOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        options.apply();
        var settings =
                new DecodeSettings(
                        options.picture.size, options.format, options.warmUp(), options.passes);
        List<DecodeResult> results = new ArrayList<>();
        try (var progress =
                new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal())) {
            for (Path file : files) {
                results.add(
                        new DecodeBench(Recording.read(file), settings)
                                .run(progress.step(results.size(), files.size(), file.toString())));
            }
        }
        options.results.tell(
                spec,
                () -> Report.decodeJson(results),
                () -> Report.decodeTable(results),
                () -> BarChart.ofDecoding(results));
        return 0;
    }
}
