package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.source.Sources;
import weft.client.address.Destination;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `weft proxy`: shows another server's screen to any number of viewers.
@Command(
        name = "proxy",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Shows the screen of another VNC server: one connection there, any number of viewers"
                    + " here, with all that weft serve can do for them.",
            "What viewers do goes to the server: keys, pointer, clipboard, game pads, if allowed"
                + " also requests for another size and for power. When the server goes away, its"
                + " last picture stays, and it is tried again until it is back.",
            "To pass bytes on as they are, for each viewer, see weft record.",
            ""
        })
final class ProxyCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "SERVER",
            description = "HOST, HOST:DISPLAY, HOST::PORT, a UNIX socket's path, or a vnc:// URI.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String server;

    @Parameters(
            index = "1..*",
            paramLabel = "ADDRESS",
            description =
                    "Where to listen, see weft serve; the first free port from 5900 on of the"
                            + " loopback interface unless given.")
    private List<String> addresses = new ArrayList<>();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private UpstreamOptions upstream;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServingOptions serving;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return serving.serve(
                spec,
                addresses,
                () -> Sources.upstream(upstream.to(Destination.parse(server))),
                Optional.empty());
    }
}
