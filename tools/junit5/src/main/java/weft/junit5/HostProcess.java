package weft.junit5;

import weft.client.VncClient;
import weft.client.failure.CannotConnectException;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;

/// A command that serves the tests, while it runs.
final class HostProcess implements AutoCloseable {

    private static final int KEPT_LINES = 50;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final HostCommand command;
    private final Process process;
    private final Thread reader;
    private final CompletableFuture<String> announced = new CompletableFuture<>();
    private final Deque<String> output = new ArrayDeque<>();
    private String address = "";

    private HostProcess(HostCommand command, Process process) {
        this.command = command;
        this.process = process;
        reader =
                Thread.ofVirtual()
                        .name("output of " + command.command().getFirst())
                        .start(this::read);
    }

    /// Starts a command and waits until its server lets a viewer in.
    static HostProcess start(HostCommand template, Duration patience) throws IOException {
        HostCommand command = withPort(template);
        Process process = new ProcessBuilder(command.command()).redirectErrorStream(true).start();
        var running = new HostProcess(command, process);
        try {
            process.getOutputStream().close();
            running.await(patience);
            return running;
        } catch (IOException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static HostCommand withPort(HostCommand template) throws IOException {
        boolean wanted =
                template.command().stream().anyMatch(word -> word.contains(HostCommand.PORT));
        if (!wanted) {
            return template;
        }
        String port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = String.valueOf(free.getLocalPort());
        }
        return new HostCommand(
                template.command().stream()
                        .map(word -> word.replace(HostCommand.PORT, port))
                        .toList(),
                template.address().map(text -> text.replace(HostCommand.PORT, port)),
                template.announcement());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                keep(line);
                String text = line;
                command.announcement()
                        .map(pattern -> pattern.matcher(text))
                        .filter(Matcher::find)
                        .ifPresent(match -> announced.complete(match.group(1)));
            }
        } catch (IOException e) {
            keep("(its output cannot be read: " + e.getMessage() + ")");
        }
    }

    private void keep(String line) {
        synchronized (output) {
            output.addLast(line);
            if (output.size() > KEPT_LINES) {
                output.removeFirst();
            }
        }
    }

    private void await(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (!isThere()) {
            if (pause()) {
                throw new IOException(
                        "%s has ended with %d, and serves nobody; it wrote:%n%s"
                                .formatted(command.command(), process.exitValue(), lastOutput()));
            }
            if (System.nanoTime() - end >= 0) {
                throw new IOException(
                        "%s does not serve anybody after %d ms; it wrote:%n%s"
                                .formatted(command.command(), patience.toMillis(), lastOutput()));
            }
        }
    }

    /// Whether it has ended meanwhile.
    private boolean pause() throws IOException {
        try {
            return process.waitFor(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.command(), e);
        }
    }

    private boolean isThere() {
        Optional<String> place =
                command.announcement().isPresent()
                        ? Optional.ofNullable(announced.getNow(null))
                        : command.address();
        if (place.isEmpty()) {
            if (command.announcement().isEmpty()) {
                throw new IllegalArgumentException(
                        "%s: nothing says where its server is; see HostCommand.at and announcedBy"
                                .formatted(command.command()));
            }
            return false;
        }
        address = place.get();
        try (VncClient _ = VncClient.to(address).connect()) {
            return true;
        } catch (CannotConnectException e) {
            return false;
        }
    }

    private String lastOutput() {
        synchronized (output) {
            return String.join(System.lineSeparator(), output);
        }
    }

    /// Where its server is.
    String address() {
        return address;
    }

    /// Ends it, and all that it has started.
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            boolean _ = reader.join(FAREWELL);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
