package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import weft.cli.bench.soak.SoakHost;
import weft.client.address.ServerAddress;
import weft.server.VncServer;
import weft.server.VncServerBuilder;
import weft.server.access.Security;
import weft.server.access.Tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// `weft bench host`: the server of `weft bench soak` and `idle`, which is told on its standard
/// input what to do and ends with that.
@Command(
        name = "host",
        hidden = true,
        addMethodSubcommands = false,
        sortOptions = false,
        description = "The server of weft bench soak and idle, which start it by themselves.")
final class BenchHostCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SizeOption size;

    @Option(
            names = "--viewers",
            paramLabel = "N",
            converter = Converters.ToManyViewers.class,
            defaultValue = "100",
            description = "How many may come; ${DEFAULT-VALUE} unless given.")
    private int viewers;

    @Option(
            names = "--login",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            defaultValue = "30",
            description = "How long a login may take; ${DEFAULT-VALUE} unless given.")
    private int loginSeconds;

    @Option(
            names = "--message",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            defaultValue = "15",
            description = "How long a message may take; ${DEFAULT-VALUE} unless given.")
    private int messageSeconds;

    @Option(
            names = "--listen",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Where to listen, at any port; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "At this port instead.")
    private int port;

    @Option(
            names = "--security",
            paramLabel = "TYPE",
            split = ",",
            description =
                    "The ways to log in, where a password is asked for with `"
                            + SoakHost.PASSWORD
                            + "`; None unless given.")
    private List<String> security = new ArrayList<>();

    @Option(
            names = "--manner",
            paramLabel = "WHAT",
            defaultValue = "frames",
            description = "What it shows: frames, surface or echo; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String manner;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TlsOptions tls;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Logging.configure(0);
        Optional<Tls> certificate = tls.read();
        var address = ServerAddress.parse(host + "::" + port);
        try (var shows =
                        new SoakHost(
                                size.size,
                                SoakHost.Manner.valueOf(manner.toUpperCase(Locale.ROOT)));
                VncServer server =
                        Binding.bind(List.of(address), () -> server(shows, certificate));
                var in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Binding.announce(server, spec.commandLine().getOut());
            shows.obey(server, in, spec.commandLine().getOut());
        }
        return 0;
    }

    private VncServerBuilder server(SoakHost shows, Optional<Tls> certificate) {
        VncServerBuilder server =
                VncServer.builder(shows.framebuffer())
                        .maxClients(viewers)
                        .allowInsecureRemote(true)
                        .deadlines(loginSeconds, messageSeconds, TimeUnit.SECONDS);
        Set<Security> offered =
                security.stream()
                        .map(name -> Security.byName(name).orElseThrow())
                        .collect(Collectors.toSet());
        if (!offered.isEmpty()) {
            server.security(offered).password(SoakHost.PASSWORD);
            if (offered.stream().anyMatch(Security::isVeNCrypt)) {
                server.tls(certificate.orElseGet(Tls::selfSigned));
            }
        }
        shows.connect(server);
        return server;
    }
}
