package weft.server;

import weft.server.access.Security;
import weft.server.access.Tls;
import weft.server.access.WebPages;
import weft.server.web.WebSocketEntrance;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/// Where to listen, how viewers come in there, and what they are offered if not the usual.
record Listening(SocketAddress address, Optional<Set<Security>> offered, Carrier carrier) {

    /// What carries the protocol.
    enum Carrier {
        /// The socket itself.
        SOCKET,
        /// A WebSocket, `ws`.
        WEB_SOCKET,
        /// A WebSocket inside of TLS, `wss`.
        SECURE_WEB_SOCKET
    }

    /// Whether other machines can reach it.
    boolean isRemote() {
        return address instanceof InetSocketAddress inet
                && (inet.getAddress() == null || !inet.getAddress().isLoopbackAddress());
    }

    /// Whether all that is said there is encrypted, whatever security type a viewer chooses.
    boolean isEncrypted() {
        return carrier == Carrier.SECURE_WEB_SOCKET;
    }

    /// Whether browsers come in there.
    boolean isForBrowsers() {
        return carrier != Carrier.SOCKET;
    }

    /// The address of a WebSocket that was bound.
    URI webSocket(SocketAddress bound) {
        if (!(bound instanceof InetSocketAddress inet)) {
            throw new IllegalArgumentException("a WebSocket has a TCP port, not " + bound);
        }
        String host = inet.getAddress().getHostAddress();
        return URI.create(
                "%s://%s:%d/"
                        .formatted(
                                isEncrypted() ? "wss" : "ws",
                                host.contains(":") ? "[" + host + "]" : host,
                                inet.getPort()));
    }

    /// What viewers pass before their login.
    ///
    /// @param tls the server's, if it has one
    /// @param tlsWorkers runs what TLS reckons with keys
    /// @throws IllegalArgumentException if TLS is needed and there is none
    Optional<WebSocketEntrance> entrance(WebPages pages, Optional<Tls> tls, Executor tlsWorkers) {
        return switch (carrier) {
            case SOCKET -> Optional.empty();
            case WEB_SOCKET ->
                    Optional.of(new WebSocketEntrance(pages, Optional.empty(), tlsWorkers));
            case SECURE_WEB_SOCKET -> {
                if (tls.isEmpty()) {
                    throw new IllegalArgumentException(
                            "a secure WebSocket needs a certificate, and there is none");
                }
                yield Optional.of(new WebSocketEntrance(pages, tls, tlsWorkers));
            }
        };
    }
}
