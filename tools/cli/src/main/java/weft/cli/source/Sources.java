package weft.cli.source;

import weft.client.address.Destination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Makes a [Source] of what was written after `--source`.
public final class Sources {

    /// What a source can be called, in one line for messages.
    public static final String KINDS =
            "testcard, testcard:still, image:FILE[,FILE...], raw:FILE@WxH@FPS, vnc:ADDRESS,"
                    + " record:FILE, x11:DISPLAY, qemu:ADDRESS, terminal[:COMMAND], echo";

    private Sources() {}

    /// Says how to connect to a server.
    public interface Login {
        /// Who we are there.
        Upstream to(Destination server) throws IOException;
    }

    /// Opens a source that asks nobody for a password.
    public static Source open(String spec, Optional<Size> size) throws IOException {
        return open(spec, size, server -> new Upstream(server, Optional.empty(), Optional.empty()));
    }

    /// Opens a source; if it is a terminal, the program in it is treated as usual.
    public static Source open(String spec, Optional<Size> size, Login login) throws IOException {
        return open(spec, size, login, TerminalManner.USUAL);
    }

    /// Opens a source and checks all about it that can be checked before it is served.
    ///
    /// @param spec its kind, a colon, and what it is to show
    /// @param size the display's size, if it is not to be the picture's own
    /// @param login for a source that is a server
    /// @param manner for a source that is a terminal
    /// @throws IllegalArgumentException if `spec` or the size is wrong, in one line
    /// @throws IOException if a file cannot be used, in one line
    public static Source open(String spec, Optional<Size> size, Login login, TerminalManner manner)
            throws IOException {
        int colon = spec.indexOf(':');
        String kind = colon < 0 ? spec : spec.substring(0, colon);
        String rest = colon < 0 ? "" : spec.substring(colon + 1);
        if (!kind.equals("terminal") && !manner.equals(TerminalManner.USUAL)) {
            throw new IllegalArgumentException(
                    "--exit-with-command and --osc52 are for --source terminal");
        }
        return switch (kind) {
            case "testcard" -> testCard(spec, rest, size);
            case "echo" -> echo(spec, size);
            case "image" -> ImageSource.open(rest, size);
            case "raw" -> RawSource.open(rest, size);
            case "record" -> {
                requireOwnSize(kind, size);
                yield recording(Path.of(rest), ReplayManner.ONCE);
            }
            case "x11" -> {
                requireOwnSize(kind, size);
                yield X11Source.open(rest, System.getenv());
            }
            case "qemu" -> {
                requireOwnSize(kind, size);
                yield QemuSource.open(rest, System.getenv());
            }
            case "terminal" -> TerminalSource.open(rest, size, manner, System.getenv());
            case "vnc" -> {
                requireOwnSize(kind, size);
                yield upstream(login.to(Upstream.parse(spec)));
            }
            default -> throw unknown(spec);
        };
    }

    /// Another server's screen, which is connected to at once.
    ///
    /// @throws weft.client.failure.VncClientException if that is not possible
    public static Source upstream(Upstream server) throws IOException {
        return VncSource.open(server);
    }

    /// A recorded session.
    public static Source recording(Path file, ReplayManner manner) throws IOException {
        return RecordSource.open(file, manner);
    }

    private static void requireOwnSize(String kind, Optional<Size> size) {
        if (size.isPresent()) {
            throw new IllegalArgumentException(
                    "a picture of %s: has a size of its own, there can be no --size %s"
                            .formatted(kind, size.get()));
        }
    }

    /// Says that `testcard` in its own size is going to be asked for, most probably.
    public static void expectTestCard() {
        TestCardSource.drawAhead();
    }

    private static Source testCard(String spec, String rest, Optional<Size> size) {
        return switch (spec) {
            case "testcard" -> TestCardSource.moving(size);
            case "testcard:still" -> TestCardSource.still(size);
            default ->
                    throw new IllegalArgumentException(
                            "a test card is testcard or testcard:still, not 'testcard:"
                                    + rest
                                    + "'");
        };
    }

    private static Source echo(String spec, Optional<Size> size) {
        if (!spec.equals("echo")) {
            throw unknown(spec);
        }
        return new EchoSource(size.orElse(EchoSource.DEFAULT_SIZE));
    }

    private static IllegalArgumentException unknown(String spec) {
        return new IllegalArgumentException(
                "unknown source '" + spec + "', expected one of: " + KINDS);
    }
}
