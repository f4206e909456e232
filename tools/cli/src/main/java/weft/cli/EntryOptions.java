package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import weft.server.VncServerBuilder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The options of a command that serves: from where viewers may come, how long they may stay, and
/// what is run when they come and go.
final class EntryOptions {

    @Option(
            names = "--allow",
            paramLabel = "CIDR",
            description =
                    "Lets in nobody over TCP but from these addresses, as 192.0.2.0/24; may be"
                            + " given several times.")
    private final List<String> allowed = new ArrayList<>();

    @Option(
            names = "--idle-limit",
            paramLabel = "SECONDS",
            converter = Converters.ToTime.class,
            description =
                    "Disconnects viewers that neither press a key nor move the pointer for so"
                            + " long.")
    private @Nullable Duration idleLimit;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            converter = Converters.ToTime.class,
            description = "Disconnects viewers after so long, whatever they do.")
    private @Nullable Duration timeLimit;

    @Option(
            names = "--on-connect",
            paramLabel = "CMD",
            description =
                    "Runs a command, without a shell, when a viewer has come in, with WEFT_PEER and"
                            + " WEFT_USER in its environment.")
    private @Nullable String onConnect;

    @Option(
            names = "--on-disconnect",
            paramLabel = "CMD",
            description = "The same when a viewer has gone, with WEFT_REASON, too.")
    private @Nullable String onDisconnect;

    /// Tells a server.
    ///
    /// @throws UsageException if one of them says nothing that can be
    void tell(VncServerBuilder server) {
        try {
            allowed.forEach(server::allow);
            tellCommands(server);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (idleLimit != null) {
            server.idleLimit(idleLimit);
        }
        if (timeLimit != null) {
            server.timeLimit(timeLimit);
        }
    }

    private void tellCommands(VncServerBuilder server) {
        if (onConnect != null || onDisconnect != null) {
            server.onViewer(
                    new ViewerCommands(
                            onConnect == null ? List.of() : ViewerCommands.words(onConnect),
                            onDisconnect == null ? List.of() : ViewerCommands.words(onDisconnect)));
        }
    }
}
