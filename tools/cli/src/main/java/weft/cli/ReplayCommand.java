package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.export.Export;
import weft.cli.source.ReplayManner;
import weft.cli.source.Sources;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/// `weft replay`: shows a recorded session to VNC viewers.
@Command(
        name = "replay",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Shows a recorded session to VNC viewers, as weft serve shows other things. At its end"
                    + " the last picture stays.",
            "Recordings are those of weft record, weft proxy --record, rfbproxy and others in the"
                    + " FBS form.",
            ""
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FILE", description = "The recording, NAME.fbs.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "ADDRESS",
            description =
                    "Where to listen, see weft serve; the first free port from 5900 on of the"
                            + " loopback interface unless given.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "How many times as fast as it was; ${DEFAULT-VALUE} unless given.")
    private double speed;

    @Option(
            names = "--from",
            paramLabel = "SECONDS",
            converter = Converters.ToTime.class,
            description = "Begins so long after its beginning.")
    private @Nullable Duration from;

    @Option(names = "--loop", description = "Begins again at its end.")
    private boolean loop;

    @Option(
            names = "--export",
            paramLabel = "TARGET",
            description =
                    "Writes the pictures instead: into a directory as PNG, or as .apng, or by"
                            + " ffmpeg as .mp4 or .webm.")
    private @Nullable Path export;

    @Option(
            names = "--fps",
            paramLabel = "N",
            converter = Converters.ToFps.class,
            description =
                    "With --export: how many pictures a second at the most; each change, and 25 for"
                            + " video, unless given.")
    private @Nullable Integer fps;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServingOptions serving;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (export != null) {
            export(export);
            return 0;
        }
        return serving.serve(
                spec,
                addresses,
                () -> Sources.recording(file, new ReplayManner(speed, loop, begin())),
                Optional.empty());
    }

    private void export(Path target) throws IOException {
        OptionalInt rate = fps == null ? OptionalInt.empty() : OptionalInt.of(fps);
        try (var progress =
                new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal())) {
            new Export(file, target, rate).run(progress.step(0, 1, target.toString()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Duration begin() {
        return from == null ? Duration.ZERO : from;
    }
}
