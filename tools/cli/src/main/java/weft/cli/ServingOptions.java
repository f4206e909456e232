package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import weft.cli.source.Source;
import weft.client.address.ServerAddress;
import weft.server.SharePolicy;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The options that all commands have that show a [Source] to viewers, and how they do it.
final class ServingOptions {

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description =
                    "What viewers show in their title bar; what the source is called, or Weft,"
                            + " unless given.")
    private @Nullable String name;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Asks viewers for the password in FILE, see weft passwd.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--share",
            paramLabel = "POLICY",
            converter = Converters.ToSharePolicy.class,
            defaultValue = "allow-exclusive",
            description =
                    "When a viewer wants the display alone: allow-exclusive disconnects the others,"
                            + " force-shared refuses it, ignore lets it in beside them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SharePolicy sharePolicy;

    @Option(
            names = "--max-clients",
            paramLabel = "N",
            converter = Converters.ToCount.class,
            defaultValue = "64",
            description = "How many viewers at a time; ${DEFAULT-VALUE} unless given.")
    private int maxClients;

    @Option(
            names = "--max-fps",
            paramLabel = "N",
            converter = Converters.ToCount.class,
            description =
                    "How many updates a second for each. Unless given, 60, and small ones as often"
                            + " as a viewer asks.")
    private @Nullable Integer maxFps;

    @ArgGroup private @Nullable Loss loss;

    /// How far viewers that allow JPEG may get it; one of them.
    private static final class Loss {
        @Option(
                names = "--lossless",
                description = "Exact pixels only, even for viewers that allow JPEG.")
        private boolean lossless;

        @Option(
                names = "--quality",
                paramLabel = "0-9",
                converter = Converters.ToLevel.class,
                description =
                        "How good photos and video are at the most, for viewers that allow JPEG;"
                                + " what rests is exact all the same.")
        private @Nullable Integer quality;
    }

    @Option(names = "--view-only", description = "Ignores keys, pointer and clipboard of viewers.")
    private boolean viewOnly;

    @Option(
            names = {"-v", "--verbose"},
            description = "Says on standard error what happens; more when given again.")
    private boolean[] verbosity = new boolean[0];

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Option(names = "--exit-when-ready", hidden = true)
    private boolean exitWhenReady;

    /// Opens what is to be shown.
    interface Opening {
        /// Opens it.
        ///
        /// @throws IllegalArgumentException if an argument is wrong
        Source open() throws IOException;
    }

    /// What is done instead of waiting.
    interface Rest {
        void run() throws IOException;
    }

    /// Shows a source until this process is interrupted.
    ///
    /// @param addresses where to listen, as they were written
    /// @param whenReady what is done instead of waiting for that
    void serve(CommandSpec spec, List<String> addresses, Opening opening, Optional<Rest> whenReady)
            throws IOException, InterruptedException {
        Logging.configure(verbosity.length);
        List<ServerAddress> wanted =
                addresses.stream().map(address -> parseAddress(spec, address)).toList();
        Optional<String> password = readPassword();
        try (Source source = open(spec, opening);
                VncServer server =
                        Binding.bind(
                                wanted, () -> server(source, password), password.isPresent())) {
            source.start(server);
            var interrupted = new CountDownLatch(1);
            // The JVM ends by itself on SIGINT and SIGTERM, with 130 and 143.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> shutDown(server, source), "weft-shutdown"));
            Binding.announce(server, spec.commandLine().getOut());
            if (whenReady.isPresent()) {
                whenReady.get().run();
            } else if (!exitWhenReady) {
                interrupted.await();
            }
        }
    }

    private static void shutDown(VncServer server, Source source) {
        source.close();
        server.close();
    }

    private Optional<String> readPassword() throws IOException {
        return passwordFile == null
                ? Optional.empty()
                : Optional.of(PasswordFile.read(passwordFile));
    }

    // Not by a converter: picocli would take an address that it refuses for a superfluous word.
    private static ServerAddress parseAddress(CommandSpec spec, String text) {
        try {
            return ServerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(spec, e);
        }
    }

    private static Source open(CommandSpec spec, Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (IllegalArgumentException e) {
            throw wrong(spec, e);
        }
    }

    private static ParameterException wrong(CommandSpec spec, IllegalArgumentException e) {
        return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }

    private VncServer.Builder server(Source source, Optional<String> password) {
        VncServer.Builder server =
                VncServer.builder(source.framebuffer())
                        .name(name != null ? name : source.name().orElse("Weft"))
                        .share(sharePolicy)
                        .maxClients(maxClients)
                        .viewOnly(viewOnly);
        if (maxFps != null) {
            server.maxFps(maxFps);
        }
        if (loss != null) {
            server.lossless(loss.lossless);
            if (loss.quality != null) {
                server.quality(loss.quality);
            }
        }
        password.ifPresent(server::password);
        source.connect(server);
        return server;
    }
}
