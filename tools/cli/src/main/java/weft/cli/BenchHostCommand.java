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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

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

    @Option(names = "--echo", description = "The picture is black, and echoes presses.")
    private boolean echo;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Logging.configure(0);
        try (var host = new SoakHost(size.size, echo);
                VncServer server =
                        Binding.bind(
                                List.of(ServerAddress.parse("127.0.0.1::0")), () -> server(host));
                var in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Binding.announce(server, spec.commandLine().getOut());
            host.obey(server, in, spec.commandLine().getOut());
        }
        return 0;
    }

    private VncServerBuilder server(SoakHost host) {
        VncServerBuilder server =
                VncServer.builder(host.framebuffer())
                        .maxClients(viewers)
                        .deadlines(loginSeconds, messageSeconds, TimeUnit.SECONDS);
        host.connect(server);
        return server;
    }
}
