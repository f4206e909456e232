package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import weft.cli.drive.McpServer;
import weft.cli.drive.McpTools;
import weft.cli.script.Finding;
import weft.cli.script.Manner;
import weft.cli.script.ScriptRunner;
import weft.client.VncClient;
import weft.client.WaitClock;
import weft.client.failure.TimedOutException;
import weft.client.failure.VncClientException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `weft mcp`: lets a language model see and drive a VNC server, by the Model Context Protocol.
@Command(
        name = "mcp",
        sortOptions = false,
        description = {
            "Lets a language model see and drive a VNC server.",
            "Speaks the Model Context Protocol on standard input and output. Its tools: screenshot,"
                    + " click, type, key, scroll, wait_still, find, read_text.",
            ""
        })
final class McpCommand implements Callable<Integer> {

    /// For a step that has no time of its own.
    private static final Duration STEP = Duration.ofSeconds(30);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ClientOptions client;

    @Option(
            names = "--failures",
            paramLabel = "FOLDER",
            defaultValue = "weft-failures",
            description =
                    "For pictures of what was not as expected; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path failures;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Logging.configure(0);
        try (var screen = new Connected()) {
            new McpServer(
                            new McpTools(screen),
                            Version.number(),
                            System.in,
                            spec.commandLine().getOut())
                    .run();
        }
        return 0;
    }

    /// Connects at the first step, and again at the next one after the connection was lost.
    private final class Connected implements McpTools.Screen, AutoCloseable {

        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private @Nullable VncClient vnc;
        private @Nullable ScriptRunner runner;

        @Override
        public Finding step(List<String> words) throws IOException {
            try {
                return connected().step(words);
            } catch (TimedOutException e) {
                throw e;
            } catch (VncClientException e) {
                close();
                throw e;
            }
        }

        private ScriptRunner connected() throws IOException {
            ScriptRunner known = runner;
            if (known != null) {
                return known;
            }
            VncClient connection = client.connect(null);
            var made =
                    new ScriptRunner(
                            connection,
                            Manner.plain(client.paintsCursor(), Optional.of(STEP), failures),
                            WaitClock.SYSTEM,
                            WaitClock.SYSTEM.nanoTime(),
                            written,
                            (_, _) -> {});
            vnc = connection;
            runner = made;
            return made;
        }

        @Override
        public String takeData() {
            String data = Base64.getEncoder().encodeToString(written.toByteArray());
            written.reset();
            return data;
        }

        @Override
        public void close() {
            if (vnc != null) {
                vnc.close();
            }
            vnc = null;
            runner = null;
        }
    }
}
