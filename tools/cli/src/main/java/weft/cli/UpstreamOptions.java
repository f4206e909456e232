package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import weft.cli.source.Upstream;
import weft.client.address.Destination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The options about another server whose picture is shown.
final class UpstreamOptions {

    @Option(
            names = "--server-password-file",
            paramLabel = "FILE",
            description =
                    "The password for the server whose screen is shown, as for --password-file;"
                            + " VNC_PASSWORD or a vnc:// URI can tell it, too.")
    private @Nullable String serverPasswordFile;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description =
                    "Records what the server sends into FILE, for weft replay; after a lost"
                            + " connection into FILE-2, and so on.")
    private @Nullable Path recording;

    /// How to connect to a server.
    Upstream to(Destination server) throws IOException {
        return new Upstream(server, password(), Optional.ofNullable(recording));
    }

    private Optional<String> password() throws IOException {
        String text =
                serverPasswordFile != null
                        ? PasswordSource.ofProcess().read(serverPasswordFile)
                        : System.getenv("VNC_PASSWORD");
        return Optional.ofNullable(text);
    }
}
