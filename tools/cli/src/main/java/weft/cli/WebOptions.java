package weft.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weft.client.address.ServerAddress;
import weft.server.VncServerBuilder;
import weft.server.access.WebPages;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The options about WebSockets, and the pages that may use them.
final class WebOptions {

    @Option(
            names = "--websocket",
            paramLabel = "ADDRESS",
            converter = Converters.ToAddress.class,
            description =
                    "Listens for WebSockets there, too, as ::5700, for noVNC and others in a"
                        + " browser; inside of TLS (wss) if there is a certificate. May be given"
                        + " several times.")
    private final List<ServerAddress> addresses = new ArrayList<>();

    @Option(
            names = "--web-host",
            paramLabel = "NAME",
            description =
                    "A name of this machine that browsers use for it, besides localhost and"
                            + " addresses; others are refused, who may have made them point here.")
    private final List<String> names = new ArrayList<>();

    @Option(
            names = "--web-origin",
            paramLabel = "URL",
            description =
                    "Lets pages from there connect, as https://host:8443; without it only those"
                            + " that come from the address itself.")
    private final List<String> origins = new ArrayList<>();

    @Option(
            names = "--web-without-origin",
            description = "Lets programs connect that are no browsers and do not say Origin.")
    private boolean withoutOrigin;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /// What they say.
    record Settings(WebPages pages, List<InetSocketAddress> addresses) {

        /// Tells it.
        ///
        /// @param tls whether it has a certificate
        void tell(VncServerBuilder server, boolean tls) {
            server.webPages(pages);
            for (InetSocketAddress each : addresses) {
                var _ = tls ? server.secureWebSocket(each) : server.webSocket(each);
            }
        }
    }

    /// What they say, with all names looked up.
    ///
    /// @throws IOException that says in one line if there is no such host
    Settings read() throws IOException {
        List<InetSocketAddress> resolved = new ArrayList<>();
        for (ServerAddress address : addresses) {
            if (!(Binding.resolve(address) instanceof InetSocketAddress inet)) {
                throw new ParameterException(
                        spec.commandLine(), "--websocket needs a TCP port, not " + address);
            }
            resolved.add(inet);
        }
        return new Settings(
                new WebPages(Set.copyOf(names), Set.copyOf(origins), withoutOrigin), resolved);
    }
}
