package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import weft.cli.bench.serve.Server;
import weft.cli.bench.serve.ServerProcess;
import weft.client.address.ServerAddress;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The options that all benchmarks of a server have. The server is one that they start, unless they
/// are told of another one.
final class ServerOptions {

    @Option(
            names = "--connect",
            paramLabel = "ADDRESS",
            converter = Converters.ToAddress.class,
            description = "Measures a server that is running there, whichever it is.")
    private @Nullable ServerAddress connect;

    @Option(
            names = "--pid",
            paramLabel = "N",
            converter = Converters.ToCount.class,
            description = "With --connect: the server's process, for its CPU time.")
    private @Nullable Integer pid;

    @Option(
            names = "--server-option",
            paramLabel = "OPTION",
            description =
                    "An option of the server's JVM, such as"
                            + " --server-option=-XX:StartFlightRecording=filename=x.jfr.")
    private List<String> jvmOptions = new ArrayList<>();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NativesOption natives;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    ResultOptions results;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            defaultValue = "10",
            description =
                    "How long it goes on before it counts, for the JVM's compiler;"
                            + " ${DEFAULT-VALUE} unless given.")
    private int warmUpSeconds;

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }

    boolean isConnecting() {
        return connect != null;
    }

    /// The server that is running, or else a `weft bench play`.
    Server open(List<String> playArguments) throws IOException {
        if (connect != null) {
            return Server.running(Binding.resolve(connect), pid == null ? 0 : pid);
        }
        List<String> options = new ArrayList<>(natives.jvmOptions());
        options.addAll(jvmOptions);
        List<String> arguments = new ArrayList<>(List.of("bench", "play"));
        arguments.addAll(playArguments);
        arguments.add("--until-input-ends");
        return ServerProcess.start(options, arguments);
    }
}
