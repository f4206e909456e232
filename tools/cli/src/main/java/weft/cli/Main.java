package weft.cli;

import weft.cli.script.ExitCode;
import weft.cli.source.Sources;
import weft.client.failure.VncClientException;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;

/// Starts the `weft` command, see [WeftCommand].
///
/// This class needs none of picocli's, see [PlainDo].
public final class Main {

    /// The exit code for wrong arguments.
    static final int USAGE = 2;

    /// The exit code for everything else that goes wrong.
    static final int FAILURE = 1;

    private Main() {}

    /// Runs the command and ends the JVM with its exit code.
    public static void main(String[] args) {
        if (isPlainServe(args)) {
            Sources.expectTestCard();
        }
        Optional<DoCommand> plain = PlainDo.of(args);
        int exitCode = run(args, plain, writer(System.out), writer(System.err));
        if (exitCode != 0 || plain.isEmpty()) {
            System.exit(exitCode);
        }
        // Nothing of a script goes on, and to exit looks for a logger that is told.
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, stream.charset());
    }

    /// Runs the command.
    ///
    /// @return its exit code
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, PlainDo.of(args), out, err);
    }

    private static int run(
            String[] args, Optional<DoCommand> plain, PrintWriter out, PrintWriter err) {
        try {
            return plain.isPresent() ? plain.get().run(out, err) : WeftCommand.run(args, out, err);
        } catch (IOException | RuntimeException e) {
            return failed(e, err);
        } catch (Error e) {
            complain(err, rootCause(e).toString());
            return FAILURE;
        }
    }

    /// Whether nothing else than the usual test card is going to be served. A wrong guess is
    /// harmless.
    private static boolean isPlainServe(String[] args) {
        return args.length > 0
                && args[0].equals("serve")
                && Arrays.stream(args)
                        .noneMatch(arg -> arg.startsWith("--s") || arg.startsWith("@"));
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : rootCause(cause);
    }

    /// Says what a command failed with.
    ///
    /// @return the exit code
    static int failed(Exception e, PrintWriter err) {
        String message = e.getMessage();
        complain(err, message == null ? e.toString() : message);
        return e instanceof UsageException
                ? USAGE
                : e instanceof VncClientException failure ? ExitCode.of(failure).code() : FAILURE;
    }

    /// One line, whatever the message holds.
    static void complain(PrintWriter err, String message) {
        err.println("weft: " + String.join("; ", message.strip().split("\\R+")));
        err.flush();
    }
}
