package weft.server.connection;

import java.net.InetAddress;
import java.util.Optional;

/// Where a connection comes from, as far as limits and permissions are concerned.
///
/// @param kind the sort of way that it came
/// @param address of the peer, if it has one
public record Origin(Kind kind, Optional<InetAddress> address) {

    /// Sorts of ways to a server.
    public enum Kind {
        /// TCP, from another machine.
        REMOTE,
        /// TCP, from this machine: perhaps a tunnel that has somebody at its other end.
        LOOPBACK,
        /// A UNIX socket.
        UNIX,
        /// The same JVM.
        IN_PROCESS
    }

    /// A UNIX socket.
    public static final Origin UNIX = new Origin(Kind.UNIX, Optional.empty());

    /// The same JVM.
    public static final Origin IN_PROCESS = new Origin(Kind.IN_PROCESS, Optional.empty());

    /// A peer with an IP address.
    public static Origin of(InetAddress address) {
        return new Origin(
                address.isLoopbackAddress() ? Kind.LOOPBACK : Kind.REMOTE, Optional.of(address));
    }

    /// Whether it is on this machine.
    public boolean isLocal() {
        return kind != Kind.REMOTE;
    }
}
