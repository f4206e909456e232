package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.source.ReplayManner;
import weft.cli.source.Sources;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServingOptions serving;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        serving.serve(
                spec,
                addresses,
                () -> Sources.recording(file, new ReplayManner(speed, loop, begin())),
                Optional.empty());
        return 0;
    }

    private Duration begin() {
        return from == null ? Duration.ZERO : from;
    }
}
