package weft.cli.bench.serve;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `weft` in a process of its own, started as this one was. It ends with this one, because its
/// standard input does.
public final class ServerProcess implements Server {

    private static final Pattern READY = Pattern.compile("READY vnc=[^ ]*::(\\d+).*");
    private static final long END_SECONDS = 5;

    /// What belongs to this process alone.
    private static final List<String> OWN =
            List.of("-XX:AOTCacheOutput", "-XX:StartFlightRecording", "-agentlib", "-javaagent");

    private final Process process;
    private final Path err;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final SocketAddress address;

    private ServerProcess(Process process, Path err, InetAddress at) throws IOException {
        this.process = process;
        this.err = err;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.address = awaitReady(at);
    }

    /// Starts it and waits until it listens.
    ///
    /// @param jvmOptions more options of the JVM
    /// @param arguments what to run; it must serve at a port of the loopback interface, say so as
    ///   `weft serve` does, and end with its standard input
    /// @throws IOException with what it said if it does not come so far
    public static ServerProcess start(List<String> jvmOptions, List<String> arguments)
            throws IOException {
        return start(List.of(), InetAddress.getLoopbackAddress(), jvmOptions, arguments);
    }

    /// The same by another program, which puts it where it shall run.
    ///
    /// @param launcher that program and its arguments; the command follows them
    /// @param at the address at which it serves
    public static ServerProcess start(
            List<String> launcher, InetAddress at, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        Path err = Files.createTempFile("weft-bench", ".err");
        List<String> command = new ArrayList<>(launcher);
        command.addAll(command(jvmOptions));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        try {
            return new ServerProcess(process, err, at);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            Files.deleteIfExists(err);
            throw e;
        }
    }

    /// How this process was started, without its arguments.
    private static List<String> command(List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OWN.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(jvmOptions);
        String modules = System.getProperty("jdk.module.path");
        String classes = System.getProperty("java.class.path", "");
        if (modules != null) {
            command.addAll(List.of("-p", modules, "-m", "weft.cli/weft.cli.Main"));
        } else if (classes.endsWith(".jar")
                && !classes.contains(System.getProperty("path.separator"))) {
            command.addAll(List.of("-jar", classes));
        } else {
            command.addAll(List.of("-cp", classes, "weft.cli.Main"));
        }
        return command;
    }

    private SocketAddress awaitReady(InetAddress at) throws IOException {
        List<String> others = new ArrayList<>();
        for (String line; (line = out.readLine()) != null; others.add(line)) {
            Matcher matcher = READY.matcher(line);
            if (matcher.matches()) {
                return new InetSocketAddress(at, Integer.parseInt(matcher.group(1)));
            }
        }
        throw new IOException(
                "the server does not start: " + lastWords(others).replaceFirst("^weft: ", ""));
    }

    private String lastWords(List<String> out) throws IOException {
        String said = Files.readString(err).strip();
        return said.isEmpty() ? String.join("; ", out) : said;
    }

    /// Its number.
    public long pid() {
        return process.pid();
    }

    /// Whether it has not ended.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Tells it something, for a server that answers each line of its standard input with one.
    ///
    /// @throws IOException with its last words if it has ended
    public synchronized String ask(String question) throws IOException {
        in.write(question + "\n");
        in.flush();
        String answer = out.readLine();
        if (answer == null) {
            throw new IOException("the server has ended: " + lastWords(List.of()));
        }
        return answer;
    }

    /// What it has said on its standard error so far.
    public String complaints() throws IOException {
        return Files.readString(err);
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public Duration cpu() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the server has ended: " + lastWords(List.of()));
        }
        return Server.cpu(process.toHandle());
    }

    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
