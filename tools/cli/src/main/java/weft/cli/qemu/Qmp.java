package weft.cli.qemu;

import weft.cli.dbus.DbusException;
import weft.cli.dbus.UnixSocket;
import weft.cli.json.Json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/// QEMU's monitor for programs (QEMU Machine Protocol): a line of JSON for each command, and one
/// for its answer. It takes one client at a time, so nobody stays longer than it takes.
final class Qmp implements AutoCloseable {
    private static final int MOST_LINE = 1 << 16;

    /// More events than that do not come before an answer.
    private static final int MOST_LINES = 1000;

    private final UnixSocket socket;

    private Qmp(UnixSocket socket) {
        this.socket = socket;
    }

    /// Gives the machine's D-Bus display a client: one end of a socket, which stays its owner's.
    ///
    /// @throws DbusException if the machine does not take it, in one line
    static void addClient(Path path, UnixSocket client) throws DbusException {
        try (var monitor = new Qmp(UnixSocket.connect(path.toString()))) {
            Map<?, ?> _ = monitor.read(); // the greeting
            monitor.ask("{\"execute\":\"qmp_capabilities\"}", OptionalInt.empty());
            monitor.ask(
                    "{\"execute\":\"getfd\",\"arguments\":{\"fdname\":\"weft\"}}",
                    client.passable());
            monitor.ask(
                    "{\"execute\":\"add_client\",\"arguments\":"
                            + "{\"protocol\":\"@dbus-display\",\"fdname\":\"weft\"}}",
                    OptionalInt.empty());
        } catch (DbusException e) {
            throw new DbusException("QEMU's monitor %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private void ask(String command, OptionalInt descriptor) throws DbusException {
        byte[] bytes = (command + "\n").getBytes(StandardCharsets.UTF_8);
        socket.write(bytes, bytes.length, descriptor);
        for (int i = 0; i < MOST_LINES; i++) {
            Map<?, ?> line = read();
            if (line.containsKey("return")) {
                return;
            }
            if (line.get("error") instanceof Map<?, ?> error) {
                throw new DbusException(String.valueOf(error.get("desc")).replaceAll("\\R", " "));
            }
        }
        throw new DbusException("no answer");
    }

    private Map<?, ?> read() throws DbusException {
        String line = socket.readLine(MOST_LINE);
        try {
            if (Json.read(line) instanceof Map<?, ?> object) {
                return object;
            }
        } catch (IOException e) {
            throw new DbusException("no JSON: " + e.getMessage(), e);
        }
        throw new DbusException("no JSON object");
    }

    @Override
    public void close() {
        socket.close();
    }
}
