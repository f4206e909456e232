package weft.cli.bench.soak;

import weft.cli.bench.serve.Server;
import weft.cli.bench.serve.ServerProcess;
import weft.cli.source.Size;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
            long pressed) {

        /// What there is more of than before, for people.
        String moreThan(Figures before) {
            Map<String, Long> more = new LinkedHashMap<>();
            more.put("descriptors", descriptors - before.descriptors);
            more.put("coroutines", coroutines - before.coroutines);
            more.put("viewers", viewers - before.viewers);
            more.put("keys and buttons", pressed - before.pressed);
            return more.entrySet().stream()
                    .filter(one -> one.getValue() > 0)
                    .map(one -> one.getValue() + " " + one.getKey())
                    .collect(Collectors.joining(", "));
        }
    }

    /// The serial collector leaves what is dead where it would have to move too much, and counts it
    /// as used.
    private static final String WHOLE_COLLECTIONS = "-XX:MarkSweepDeadRatio=0";

    /// The socket of jstack and jcmd is there from the beginning: else it is taken for one that a
    /// fault has left open.
    private static final String ATTACH_LISTENER = "-XX:+StartAttachListener";

    private final ServerProcess process;
    private long longestLockNanos;

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
        return start(
                List.of(),
                InetAddress.getLoopbackAddress(),
                jvmOptions,
                size,
                viewers,
                loginSeconds,
                more);
    }

    /// Starts it in a network of its own.
    static HostProcess startIn(
            Namespace namespace,
            List<String> jvmOptions,
            Size size,
            int viewers,
            int loginSeconds,
            String... more)
            throws IOException {
        return start(
                namespace.launcher(),
                namespace.host(),
                jvmOptions,
                size,
                viewers,
                loginSeconds,
                more);
    }

    private static HostProcess start(
            List<String> launcher,
            InetAddress at,
            List<String> jvmOptions,
            Size size,
            int viewers,
            int loginSeconds,
            String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(
                List.of(
                        "bench",
                        "host",
                        "--size=" + size,
                        "--viewers=" + viewers,
                        "--login=" + loginSeconds,
                        "--listen=" + at.getHostAddress()));
        arguments.addAll(List.of(more));
        List<String> options = new ArrayList<>(jvmOptions);
        options.add(WHOLE_COLLECTIONS);
        options.add(ATTACH_LISTENER);
        return new HostProcess(ServerProcess.start(launcher, at, options, arguments));
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
        noteLock(told.getOrDefault("lockNanos", -1L));
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

    private synchronized void noteLock(long nanos) {
        longestLockNanos = Math.max(longestLockNanos, nanos);
    }

    /// The longest time for which the global lock was held, as far as figures were asked for.
    synchronized long longestLockNanos() {
        return longestLockNanos;
    }

    /// How many keys and buttons the host holds down, without a look at anything else.
    long pressed() throws IOException {
        return Long.parseLong(process.ask("pressed"));
    }

    /// How much input the host has been told of.
    long inputs() throws IOException {
        return Long.parseLong(process.ask("inputs"));
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
