package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.bench.serve.Rehearsal;
import weft.cli.source.Size;
import weft.cli.source.Source;
import weft.cli.source.Sources;
import weft.client.address.ServerAddress;
import weft.server.SharePolicy;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// `weft serve`: shows a picture to VNC viewers until it is interrupted.
@Command(
        name = "serve",
        addMethodSubcommands = false,
        description = {
            "Shows a picture to VNC viewers.",
            "When all addresses are bound it prints one line on standard output, such as"
                    + " READY vnc=127.0.0.1::5900, and serves until it is interrupted.",
            ""
        },
        sortOptions = false,
        footerHeading = "%nSources:%n",
        footer = {
            "  testcard             a test card with moving parts; it echoes keys and pointer",
            "  testcard:still       the same without moving parts",
            "  image:FILE[,FILE...] pictures, each for a second; the first gives the size",
            "  raw:FILE@WxH@FPS     little-endian XRGB frames, over and over; a FILE of -",
            "                       is standard input, whose last picture stays",
            "  echo                 black; button 1 inverts the 16x16 block under the pointer",
            "",
            "Addresses:",
            "  :1 HOST:1 [::1]:1    display 1, which is port 5901 (below 100 it is a display)",
            "  HOST:5901            a port, from 100 on",
            "  HOST::5901 [::1]::0  a port; 0 picks one",
            "  unix:PATH /PATH      a UNIX socket"
        })
final class ServeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "ADDRESS",
            description =
                    "Where to listen, see below; the first free port from 5900 on of the loopback"
                            + " interface unless given.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "SPEC",
            defaultValue = "testcard",
            description = "What to show, see below; testcard unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String sourceSpec;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            converter = Converters.ToSize.class,
            description =
                    "The display's size; a picture of another size is centred on black or cropped."
                            + " The picture's own unless given.")
    private @Nullable Size size;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            defaultValue = "Weft",
            description = "What viewers show in their title bar.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

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

    /// The launcher makes its AOT cache with it.
    @Option(names = "--rehearse", hidden = true)
    private boolean rehearse;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.configure(verbosity.length);
        List<ServerAddress> wanted = addresses.stream().map(this::parseAddress).toList();
        Optional<String> password = readPassword();
        try (Source source = openSource();
                VncServer server =
                        Binding.bind(
                                wanted, () -> server(source, password), password.isPresent())) {
            source.start(server);
            var interrupted = new CountDownLatch(1);
            // The JVM ends by itself on SIGINT and SIGTERM, with 130 and 143.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> shutDown(server, source), "weft-shutdown"));
            Binding.announce(server, spec.commandLine().getOut());
            if (rehearse) {
                Rehearsal.run();
            } else if (!exitWhenReady) {
                interrupted.await();
            }
        }
        return 0;
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
    private ServerAddress parseAddress(String text) {
        try {
            return ServerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private Source openSource() throws IOException {
        try {
            return Sources.open(sourceSpec, Optional.ofNullable(size));
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private ParameterException wrong(IllegalArgumentException e) {
        return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }

    private VncServer.Builder server(Source source, Optional<String> password) {
        VncServer.Builder server =
                VncServer.builder(source.framebuffer())
                        .name(name)
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
