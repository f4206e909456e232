package weft.cli.bench.soak;

import weft.cli.bench.serve.Server;
import weft.cli.bench.serve.ServerProcess;
import weft.cli.source.Size;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A [SoakHost] with its server in a process of its own.
public final class HostProcess implements Server {

    /// What a process holds.
    ///
    /// @param heap bytes, after a collection
    /// @param codecs bytes of native memory that encoders hold
    /// @param resident bytes
    /// @param descriptors open files and sockets; -1 where they cannot be counted
    /// @param threads of the JVM that run Java
    /// @param coroutines that live
    /// @param viewers that are let in
    /// @param lockNanos the longest time for which the global lock was held since the last time
    /// @param pressed keys and buttons that the host holds down
    public record Figures(
            long heap,
            long codecs,
            long resident,
            long descriptors,
            long threads,
            long coroutines,
            long viewers,
            long lockNanos,
            long pressed) {}

    /// The serial collector leaves what is dead where it would have to move too much, and counts it
    /// as used.
    private static final String WHOLE_COLLECTIONS = "-XX:MarkSweepDeadRatio=0";

    private final ServerProcess process;

    private HostProcess(ServerProcess process) {
        this.process = process;
    }

    /// Starts it.
    ///
    /// @param jvmOptions of its JVM
    /// @param size of its picture
    /// @param viewers so many may come
    /// @param loginSeconds so long a login may take
    public static HostProcess start(
            List<String> jvmOptions, Size size, int viewers, int loginSeconds, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(
                List.of(
                        "bench",
                        "host",
                        "--size=" + size,
                        "--viewers=" + viewers,
                        "--login=" + loginSeconds));
        arguments.addAll(List.of(more));
        List<String> options = new ArrayList<>(jvmOptions);
        options.add(WHOLE_COLLECTIONS);
        return new HostProcess(ServerProcess.start(options, arguments));
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) process.address();
    }

    @Override
    public Duration cpu() throws IOException {
        return process.cpu();
    }

    /// Its number.
    public long pid() {
        return process.pid();
    }

    /// What it has complained of so far.
    public String complaints() throws IOException {
        return process.complaints();
    }

    /// Has it do something, see [SoakHost].
    public void tell(String what) throws IOException {
        String answer = process.ask(what);
        if (!answer.equals("done")) {
            throw new IOException("the host answers '" + answer + "' to '" + what + "'");
        }
    }

    /// What it holds now.
    public Figures figures() throws IOException {
        String answer = process.ask("figures");
        Map<String, Long> told =
                Arrays.stream(answer.split(" "))
                        .map(figure -> figure.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        figure -> figure[0], figure -> Long.valueOf(figure[1])));
        return new Figures(
                told.getOrDefault("heap", -1L),
                told.getOrDefault("native", -1L),
                resident(),
                descriptors(),
                told.getOrDefault("threads", -1L),
                told.getOrDefault("coroutines", -1L),
                told.getOrDefault("viewers", -1L),
                told.getOrDefault("lockNanos", -1L),
                told.getOrDefault("pressed", -1L));
    }

    private long resident() throws IOException {
        Path status = Path.of("/proc/" + pid() + "/status");
        if (!Files.exists(status)) {
            return -1; // not on Linux
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(-1);
    }

    private long descriptors() throws IOException {
        Path open = Path.of("/proc/" + pid() + "/fd");
        if (!Files.isReadable(open)) {
            return -1;
        }
        try (Stream<Path> all = Files.list(open)) {
            return all.count();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
