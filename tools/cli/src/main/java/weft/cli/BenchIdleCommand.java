package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import weft.cli.bench.soak.Descriptors;
import weft.cli.bench.soak.HostProcess;
import weft.cli.bench.soak.IdleBench;
import weft.cli.bench.soak.IdleResult;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/// `weft bench idle`: what viewers cost that do nothing.
@Command(
        name = "idle",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Lets thousands of viewers log in, and says what each costs while nothing happens, and"
                    + " what happens when one change wakes them all.",
            "Server and viewers are two processes, each of which needs a descriptor for each"
                    + " viewer: see ulimit -n.",
            ""
        })
final class BenchIdleCommand implements Callable<Integer> {

    /// What a process has open besides.
    private static final int OTHER_DESCRIPTORS = 200;

    /// Who presses, and who has pressed and is not quite gone.
    private static final int OTHER_VIEWERS = 10;

    private static final int LOGIN_SECONDS = 120;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SizeOption size;

    @Option(
            names = "--viewers",
            paramLabel = "N",
            converter = Converters.ToManyViewers.class,
            defaultValue = "10000",
            description = "How many viewers; ${DEFAULT-VALUE} unless given.")
    private int viewers;

    @Option(
            names = "--rest",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            defaultValue = "30",
            description =
                    "How long to look at the server's CPU while nothing happens; ${DEFAULT-VALUE}"
                            + " unless given.")
    private int restSeconds;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private HostOptions server;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Descriptors.mustBe(viewers + OTHER_DESCRIPTORS);
        IdleResult result;
        try (var progress = new Progress(spec.commandLine().getErr(), Progress.isErrorATerminal());
                HostProcess host =
                        HostProcess.start(
                                server.jvmOptions,
                                size.size,
                                viewers + OTHER_VIEWERS,
                                LOGIN_SECONDS,
                                "--manner=echo");
                var bench = new IdleBench(host, size.size, Duration.ofSeconds(restSeconds))) {
            result = bench.run(viewers, progress.step(0, 1, viewers + " viewers"));
        }
        server.tell(spec, result::json, result::text);
        return 0;
    }
}
