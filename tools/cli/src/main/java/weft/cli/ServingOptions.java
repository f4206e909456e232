package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import weft.cli.source.Source;
import weft.client.address.ServerAddress;
import weft.rfb.keyboard.KeyboardGroups;
import weft.server.SharePolicy;
import weft.server.VncServer;
import weft.server.VncServerBuilder;
import weft.server.access.Right;
import weft.server.access.Role;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// The options that all commands have that show a [Source] to viewers, and how they do it.
final class ServingOptions {

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description =
                    "What viewers show in their title bar; what the source is called, or Weft,"
                            + " unless given.")
    private @Nullable String name;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private AccessOptions access;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private EntryOptions entry;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private WebOptions web;

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

    @Option(names = "--view-only", description = "Viewers may only watch and listen.")
    private boolean viewOnly;

    @Option(names = "--no-clipboard", description = "Neither gives nor takes clipboards.")
    private boolean noClipboard;

    @Option(
            names = "--keymap",
            paramLabel = "LAYOUT",
            converter = Converters.ToKeyboard.class,
            description =
                    "Sends keys as the codes that they have on this keyboard layout, Shift and"
                        + " AltGr with them, whatever keyboard a viewer has: us, de, fr and more;"
                        + " of several, as us,ru, Alt and Shift switch, or what follows a colon, as"
                        + " caps_toggle. The test card shows the codes.")
    private @Nullable KeyboardGroups keymap;

    @Option(
            names = "--key-delay",
            paramLabel = "MS",
            converter = Converters.ToKeyDelay.class,
            description =
                    "The least time from one key event to the next, for machines that lose what is"
                            + " typed fast; at most 1000 ms.")
    private @Nullable Duration keyDelay;

    @Option(
            names = "--accept-resize",
            description =
                    "Viewers may ask for another size: of the test card or a terminal, or of an X"
                            + " display or another server, which decides.")
    private boolean acceptResize;

    @Option(
            names = "--power-control",
            description =
                    "Lets viewers shut down, reboot and reset what is shown (xvp); the test card"
                            + " shows what they want, another server does it if it offers that.")
    private boolean powerControl;

    @Option(
            names = "--audio",
            description =
                    "Lets viewers hear the source: the test card plays a tone, another one for each"
                            + " key; another server plays what it does.")
    private boolean audio;

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

    /// Shows a source until this process is interrupted, or the source ends.
    ///
    /// @param addresses where to listen, as they were written
    /// @param whenReady what is done instead of waiting for that
    /// @return the exit code
    int serve(CommandSpec spec, List<String> addresses, Opening opening, Optional<Rest> whenReady)
            throws IOException, InterruptedException {
        Logging.configure(verbosity.length);
        List<ServerAddress> wanted =
                addresses.stream().map(address -> parseAddress(spec, address)).toList();
        AccessOptions.Settings settings = access.read();
        WebOptions.Settings browsers = web.read();
        try (Source source = open(spec, opening);
                VncServer server = Binding.bind(wanted, () -> server(source, settings, browsers))) {
            source.start(server);
            // The JVM ends by itself on SIGINT and SIGTERM, with 130 and 143.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> shutDown(server, source), "weft-shutdown"));
            Binding.announce(server, spec.commandLine().getOut());
            if (settings.asksNobody() && !viewOnly) {
                source.lends().ifPresent(what -> warn(spec, server, what));
            }
            if (whenReady.isPresent()) {
                whenReady.get().run();
            } else if (!exitWhenReady) {
                return source.end().get();
            }
            return 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The other users of this machine reach its loopback interface, too.
    private static void warn(CommandSpec spec, VncServer server, String lent) {
        boolean byTcp = server.addresses().stream().anyMatch(InetSocketAddress.class::isInstance);
        if (byTcp || !server.webSockets().isEmpty()) {
            var err = spec.commandLine().getErr();
            err.println(
                    "weft: whoever can connect types into "
                            + lent
                            + ", other users of this machine, too; --password-file asks for a"
                            + " password, and a UNIX socket is for you alone");
            err.flush();
        }
    }

    private static void shutDown(VncServer server, Source source) {
        source.close();
        server.close();
    }

    private Set<Right> rights() {
        Set<Right> rights = EnumSet.copyOf((viewOnly ? Role.VIEW_ONLY : Role.OPERATOR).rights());
        if (noClipboard) {
            rights.removeAll(EnumSet.of(Right.CLIPBOARD_IN, Right.CLIPBOARD_OUT));
        }
        if (powerControl && !viewOnly) {
            rights.add(Right.POWER);
        }
        return rights;
    }

    /// What a user may do at the most, whatever its role.
    private Set<Right> mostRights() {
        return viewOnly || noClipboard ? rights() : Role.OWNER.rights();
    }

    // Not by a converter: picocli would take an address that it refuses for a superfluous word.
    private static ServerAddress parseAddress(CommandSpec spec, String text) {
        try {
            return ServerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(spec, e);
        }
    }

    private Source open(CommandSpec spec, Opening opening) throws IOException {
        try {
            Source source = opening.open();
            if (acceptResize && source.resizes().isEmpty()) {
                source.close();
                throw new ParameterException(
                        spec.commandLine(), "--accept-resize: this source has a size of its own");
            }
            if (keymap != null && !source.hasKeyboard()) {
                source.close();
                throw new IllegalArgumentException("--keymap: this source has no keyboard");
            }
            if (powerControl && source.power().isEmpty()) {
                source.close();
                throw new IllegalArgumentException(
                        "--power-control: there is no power to control of this source");
            }
            if (audio && !source.hasAudio()) {
                source.close();
                throw new IllegalArgumentException("--audio: this source has no sound");
            }
            return source;
        } catch (IllegalArgumentException e) {
            throw wrong(spec, e);
        }
    }

    private static ParameterException wrong(CommandSpec spec, IllegalArgumentException e) {
        return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }

    private VncServerBuilder server(
            Source source, AccessOptions.Settings settings, WebOptions.Settings browsers) {
        VncServerBuilder server =
                VncServer.builder(source.framebuffer())
                        .share(sharePolicy)
                        .maxClients(maxClients)
                        .rights(rights());
        settings.tell(server, mostRights());
        entry.tell(server);
        browsers.tell(server, settings.tls().isPresent());
        if (name != null) {
            server.name(name);
        } else {
            source.name(server);
        }
        if (maxFps != null) {
            server.maxFps(maxFps);
        }
        if (loss != null) {
            server.lossless(loss.lossless);
            if (loss.quality != null) {
                server.quality(loss.quality);
            }
        }
        if (acceptResize) {
            source.resizes().ifPresent(server::onResize);
        }
        if (powerControl) {
            source.power().ifPresent(server::onPower);
        }
        source.connect(server);
        if (keymap != null) {
            source.keyboard(server, keymap);
        }
        if (keyDelay != null) {
            server.keyDelay(keyDelay);
        }
        if (audio) {
            source.audio(server);
        }
        return server;
    }
}
