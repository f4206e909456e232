package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.record.RecordingProxy;
import weft.cli.record.Recordings;
import weft.client.address.Destination;
import weft.client.address.ServerAddress;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `weft record`: a proxy that records, with vnclog's options and more.
@Command(
        name = "record",
        aliases = "vnclog",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Lets viewers through to a server and records what both say, byte by byte. Passwords"
                    + " pass through, and are not in the recording.",
            "NAME.fbs has what the server sent, for weft replay and other players; NAME.input.fbs"
                + " what the viewer sent; NAME.vdo what the viewer did, as a script for weft do.",
            "When it listens it prints one line on standard output, such as"
                    + " READY vnc=127.0.0.1::5902.",
            ""
        })
final class RecordCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "SERVER",
            description = "HOST, HOST:DISPLAY, HOST::PORT, a UNIX socket's path, or a vnc:// URI.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String server;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "session.fbs",
            description =
                    "The recording of the first viewer, ${DEFAULT-VALUE} unless given; the others'"
                            + " have a number in addition.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Option(
            names = "--file-per-client",
            description = "FILE is a directory, for viewer-1.fbs, viewer-2.fbs, …")
    private boolean filePerClient;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "5902",
            description =
                    "Where to listen: a port of the loopback interface, or an address as weft serve"
                            + " has them; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String listen;

    @Option(names = "--one-shot", description = "Ends with the first viewer.")
    private boolean oneShot;

    @Option(
            names = "--viewer",
            paramLabel = "COMMAND",
            description =
                    "Starts a viewer, with the address as its last argument, and ends with it.")
    private @Nullable String viewer;

    @Option(
            names = {"-v", "--verbose"},
            description = "Says on standard error what happens; more when given again.")
    private boolean[] verbosity = new boolean[0];

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.configure(verbosity.length);
        ServerAddress address = address();
        var recordings = new Recordings(output, filePerClient);
        try (var proxy =
                RecordingProxy.listen(Binding.resolve(address), destination(), recordings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(proxy), "weft-shutdown"));
            String where = ServerAddress.describe(proxy.address());
            PrintWriter out = spec.commandLine().getOut();
            out.println("READY vnc=" + where);
            out.flush();
            if (viewer != null) {
                startViewer(viewer, where, proxy);
            }
            serve(proxy);
        }
        return 0;
    }

    private void serve(RecordingProxy proxy) throws IOException, InterruptedException {
        try {
            if (oneShot) {
                proxy.serveOne();
            } else {
                proxy.serve();
            }
        } catch (ClosedChannelException e) {
            // the viewer has ended, or this process is going to
        }
    }

    private static void startViewer(String command, String address, RecordingProxy proxy)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+", -1)));
        words.add(address);
        Process started = new ProcessBuilder(words).inheritIO().start();
        Thread _ = Thread.ofVirtual().name("weft-viewer").start(() -> endWith(started, proxy));
    }

    private static void endWith(Process viewer, RecordingProxy proxy) {
        try {
            int _ = viewer.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(proxy);
    }

    private static void end(RecordingProxy proxy) {
        try {
            proxy.close();
        } catch (IOException e) {
            // it ends all the same
        }
    }

    private ServerAddress address() {
        try {
            return ServerAddress.parse(listen.matches("\\d+") ? "127.0.0.1::" + listen : listen);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private Destination destination() {
        try {
            Destination destination = Destination.parse(server);
            if (destination.webSocket().isPresent()) {
                throw new IllegalArgumentException(
                        "'%s': WebSockets cannot be recorded; weft proxy --record can"
                                .formatted(destination));
            }
            return destination;
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private ParameterException wrong(IllegalArgumentException e) {
        return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
}
