package weft.cli.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that runs, with all that it says in a file. Closing it ends it.
final class Running implements AutoCloseable {

    private static final long LIMIT_SECONDS = 30;

    private static final Path NOTHING = Path.of("/dev/null");

    private final String name;
    private final Process process;
    private final Path log;

    private Running(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /// Starts a program.
    ///
    /// @param home a directory of the test's own, lest the program reads or writes its user's
    ///   settings there
    /// @param environment variables to add
    /// @param input what is on its standard input
    /// @param program its path
    static Running start(
            Path home,
            Map<String, String> environment,
            Path input,
            String program,
            List<String> arguments) {
        return start(home, environment, Redirect.from(input.toFile()), program, arguments);
    }

    /// Starts a program to which [#tell] speaks.
    static Running start(Path home, Path program, List<String> arguments) {
        return start(home, Map.of(), Redirect.PIPE, program.toString(), arguments);
    }

    private static Running start(
            Path home,
            Map<String, String> environment,
            Redirect input,
            String program,
            List<String> arguments) {
        try {
            String name = String.valueOf(Path.of(program).getFileName());
            Path log = Files.createTempFile(home, name, ".log");
            List<String> command = new ArrayList<>(arguments);
            command.addFirst(program);
            var builder = new ProcessBuilder(command);
            builder.environment().remove("DISPLAY");
            builder.environment().put("HOME", home.toString());
            builder.environment().put("LC_ALL", "C");
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            builder.redirectInput(input);
            return new Running(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts an installed program on a display, with nothing on its standard input.
    static Running start(Path home, String display, String program, List<String> arguments) {
        Map<String, String> environment = Map.of("DISPLAY", display);
        return start(home, environment, NOTHING, Programs.path(program), arguments);
    }

    /// Starts an installed program with more in its environment.
    static Running start(
            Path home, Map<String, String> environment, String program, List<String> arguments) {
        return start(home, environment, NOTHING, Programs.path(program), arguments);
    }

    /// Starts an installed program that needs no display.
    static Running start(Path home, String program, String... arguments) {
        return start(home, Map.of(), NOTHING, Programs.path(program), List.of(arguments));
    }

    /// Gives it a line, in Latin-1, on its standard input.
    void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("telling \"%s\" to %s".formatted(line, this), e);
        }
    }

    /// What it has said so far.
    String output() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it has ended by itself.
    int exitCode() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + this);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + this, e);
        }
    }

    /// Waits until it has ended, as it should.
    void succeed() {
        if (exitCode() != 0) {
            throw new AssertionError(this + " failed with exit code " + exitCode());
        }
    }

    /// Asks it to end (SIGTERM).
    void terminate() {
        process.destroy();
    }

    /// Interrupts it, as somebody at its terminal can (SIGINT).
    void interrupt(Path home) {
        try (Running kill = start(home, "kill", "-INT", Long.toString(process.pid()))) {
            kill.succeed();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        terminate();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + ", which said:\n" + output();
    }
}
