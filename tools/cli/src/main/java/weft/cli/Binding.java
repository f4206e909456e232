package weft.cli;

import weft.client.address.ServerAddress;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts a server on the addresses that were asked for: on all of them, or not at all.
final class Binding {
    private Binding() {}

    /// Starts a server.
    ///
    /// @param wanted where to listen; the first free port from 5900 on if there are none
    /// @param server makes what is to be started
    /// @throws IOException that says in one line what cannot be bound
    static VncServer bind(List<ServerAddress> wanted, Supplier<VncServerBuilder> server)
            throws IOException {
        if (wanted.isEmpty()) {
            return bindFirstFree(server);
        }
        VncServerBuilder builder = server.get();
        for (ServerAddress address : wanted) {
            builder.listen(resolve(address));
        }
        return start(builder);
    }

    private static VncServer start(VncServerBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Says on one line that `server` listens, and where.
    static void announce(VncServer server, PrintWriter out) {
        Stream<String> sockets =
                server.addresses().stream()
                        .map(address -> "vnc=" + ServerAddress.describe(address));
        Stream<String> webSockets = server.webSockets().stream().map(uri -> "web=" + uri);
        out.println(
                Stream.concat(sockets, webSockets).collect(Collectors.joining(" ", "READY ", "")));
        out.flush();
    }

    /// The address for the operating system.
    ///
    /// @throws IOException that says in one line if there is no such host
    static SocketAddress resolve(ServerAddress address) throws IOException {
        try {
            return address.resolve();
        } catch (UnknownHostException e) {
            throw new IOException("there is no host " + e.getMessage(), e);
        }
    }

    private static VncServer bindFirstFree(Supplier<VncServerBuilder> server) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int end = ServerAddress.FIRST_PORT + ServerAddress.DISPLAYS;
        for (int port = ServerAddress.FIRST_PORT; port < end; port++) {
            try {
                return start(server.get().listen(new InetSocketAddress(loopback, port)));
            } catch (IOException e) {
                if (!(e.getCause() instanceof BindException)) {
                    throw e;
                }
            }
        }
        throw new IOException(
                "no port from %d to %d is free; give an address, ::0 picks any port"
                        .formatted(ServerAddress.FIRST_PORT, end - 1));
    }
}
