package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.bench.Progress;
import weft.cli.bench.scene.Scene;
import weft.cli.bench.scene.SceneRecorder;
import weft.cli.source.Size;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `weft bench generate`: makes recordings for the other benchmarks.
@Command(
        name = "generate",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Makes a recording for weft bench encode, the same on every machine.",
            "SCENE is terminal, web, ui or photos.",
            ""
        })
final class BenchGenerateCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "SCENE",
            converter = Converters.ToSceneKind.class,
            description = "What it shows.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Scene.Kind kind;

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            converter = Converters.ToSize.class,
            defaultValue = "1280x800",
            description = "The size of the picture; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Size size;

    @Option(
            names = "--updates",
            paramLabel = "N",
            converter = Converters.ToCount.class,
            defaultValue = "50",
            description = "How many updates; ${DEFAULT-VALUE} unless given.")
    private int updates;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another number, another recording; ${DEFAULT-VALUE} unless given.")
    private long seed;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Scene scene = Scene.of(kind, size.width(), size.height(), seed);
        try (var progress =
                new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal())) {
            SceneRecorder.record(scene, updates, file, progress.step(0, 1, file.toString()));
        }
        return 0;
    }
}
