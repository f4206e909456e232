package weft.cli.qemu;

import weft.cli.dbus.DbusAddress;
import weft.cli.dbus.DbusConnection;
import weft.cli.dbus.DbusException;
import weft.cli.dbus.DbusPeer;
import weft.cli.dbus.UnixSocket;

import java.nio.file.Path;
import java.util.Map;

/// Where a machine's D-Bus display is.
public sealed interface QemuAddress {

    /// On a bus, under the name `org.qemu`: `-display dbus,addr=...`.
    ///
    /// @param address of the bus
    record OnBus(DbusAddress address) implements QemuAddress {
        @Override
        public String toString() {
            return "bus " + address;
        }
    }

    /// At the machine's monitor, which is given an end of a socket: `-display dbus,p2p=yes -qmp
    /// unix:PATH,server=on,wait=off`.
    ///
    /// @param path of the monitor's socket
    record AtMonitor(Path path) implements QemuAddress {
        @Override
        public String toString() {
            return "qmp " + path;
        }
    }

    /// How long a message can be that is no picture.
    int MOST_BYTES = 1 << 16;

    /// Parses `qmp:PATH`, or the address of a bus; nothing is the session's bus.
    ///
    /// @throws IllegalArgumentException if that is none, in one line
    static QemuAddress parse(String text, Map<String, String> environment) {
        if (text.startsWith("qmp:") && text.length() > "qmp:".length()) {
            return new AtMonitor(Path.of(text.substring("qmp:".length())));
        }
        String bus =
                text.isEmpty() ? environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "") : text;
        if (bus.isEmpty()) {
            throw new IllegalArgumentException(
                    "qemu: without an address takes DBUS_SESSION_BUS_ADDRESS, which is not set");
        }
        try {
            return new OnBus(DbusAddress.parse(bus));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a machine is qemu:qmp:PATH or qemu:DBUS-ADDRESS; " + e.getMessage(), e);
        }
    }

    /// The name that calls go to; empty without a bus.
    default String destination() {
        return this instanceof OnBus ? "org.qemu" : "";
    }

    /// Connects. On a bus there are signals only for who asks for them.
    ///
    /// @throws DbusException if that is not possible, in one line
    default DbusConnection connect(DbusPeer peer) throws DbusException {
        return switch (this) {
            case OnBus(DbusAddress address) -> DbusConnection.toBus(address, MOST_BYTES, peer);
            case AtMonitor(Path path) -> atMonitor(path, peer);
        };
    }

    private static DbusConnection atMonitor(Path path, DbusPeer peer) throws DbusException {
        UnixSocket.Pair pair = UnixSocket.pair();
        try {
            try (UnixSocket theirs = pair.theirs()) {
                Qmp.addClient(path, theirs);
            }
            DbusConnection made = DbusConnection.over(pair.ours(), "qemu", MOST_BYTES, peer);
            made.start();
            return made;
        } catch (DbusException e) {
            pair.close();
            throw e;
        }
    }
}
