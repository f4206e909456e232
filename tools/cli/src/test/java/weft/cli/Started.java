package weft.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The command as a process of its own.
final class Started implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private Started(ProcessBuilder builder) throws IOException {
        err = Files.createTempFile("weft", ".err");
        process = builder.redirectError(err.toFile()).start();
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts the packaged command on this JVM's JDK, with the back end of this test run.
    static Started weft(String... arguments) throws IOException {
        return weft(Map.of(), arguments);
    }

    /// The same with more in its environment.
    static Started weft(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        // Whoever runs the tests in the background ignores SIGINT, and so would the command.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dweft.coroutine.backend=" + System.getProperty("weft.coroutine.backend"));
        command.addAll(List.of("-jar", "target/weft-cli.jar"));
        command.addAll(List.of(arguments));
        return program(environment, command.toArray(String[]::new));
    }

    /// Starts any program.
    static Started program(Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new Started(builder);
    }

    long pid() {
        return process.pid();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    /// The port of the first address in the line that says READY, which it waits for.
    int readyPort() throws IOException {
        String line = readLine();
        String port = line.replaceFirst("^READY vnc=[^ ]*::(\\d+).*", "$1");
        if (port.equals(line)) {
            throw new IOException("not ready: '" + line + "', " + Files.readString(err));
        }
        return Integer.parseInt(port);
    }

    String readLine() throws IOException {
        String line = out.readLine();
        return line == null ? "" : line;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /// What it has said by its end, which it waits for.
    Outcome end() throws IOException, InterruptedException {
        String rest = out.readAllAsString();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("it does not end");
        }
        return new Outcome(process.exitValue(), rest, Files.readString(err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
