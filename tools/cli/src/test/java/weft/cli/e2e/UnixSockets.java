package weft.cli.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sockets in the file system that other programs listen on.
final class UnixSockets {

    private static final Path TABLE = Path.of("/proc/net/unix");

    /// How the kernel marks one that listens (SO_ACCEPTCON): the file is there a moment before.
    private static final String LISTENS = " 00010000 ";

    private UnixSockets() {}

    /// Waits until a program listens on its socket.
    static void awaitListening(Path socket, Running program) {
        Eventually.holds(
                () -> listens(socket), () -> "nobody listens on " + socket + ": " + program);
    }

    private static boolean listens(Path socket) {
        try {
            return Files.readAllLines(TABLE).stream()
                    .anyMatch(line -> line.contains(LISTENS) && line.endsWith(" " + socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
