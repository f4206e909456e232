package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.bench.scene.Scene;
import weft.cli.bench.scene.SceneRecorder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `weft bench generate`: makes recordings for the other benchmarks.
@Command(
        name = "generate",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Makes a recording for the other benchmarks, the same on every machine.",
            "SCENE is terminal, web, ui, photos or video.",
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

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SizeOption picture;

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

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Scene scene = Scene.of(kind, picture.size.width(), picture.size.height(), seed);
        try (var progress =
                new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal())) {
            SceneRecorder.record(scene, updates, file, progress.step(0, 1, file.toString()));
        }
        return 0;
    }
}
