package weft.server.web;

import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;
import weft.server.access.Tls;
import weft.server.access.WebPages;
import weft.server.connection.WebSocketConnection;
import weft.server.login.RefusedException;
import weft.server.login.TlsUpgrade;
import weft.server.login.Way;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLEngine;

/// How viewers come in through a WebSocket (RFC 6455 §4.2), before their login.
///
/// ```
///   viewer                               server
///   [TLS]
///   GET / HTTP/1.1, Upgrade: websocket ──▶
///                  ◀──────────────────── 101 Switching Protocols
///   binary frames: RFB ══════════════════
/// ```
///
/// There is no specification of RFB over it; everybody takes the subprotocol `binary`, or none.
///
/// @param pages that may connect
/// @param tls for `wss`
/// @param tlsWorkers runs what TLS reckons with keys
public record WebSocketEntrance(WebPages pages, Optional<Tls> tls, Executor tlsWorkers) {

    /// What viewers ask for: what is in the address of who gives none, and what noVNC asks for.
    private static final Set<String> PATHS = Set.of("/", "/websockify");

    private static final String SUBPROTOCOL = "binary";
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    /// Makes a WebSocket of the way to a viewer; parks the running coroutine.
    ///
    /// @throws RefusedException if it does not come about; the viewer has been sent the answer
    public void open(Way way, Loop loop) {
        if (tls.isPresent()) {
            SSLEngine _ = TlsUpgrade.start(way, tls.get(), loop, tlsWorkers);
        }
        try {
            HttpRequest request = HttpRequest.read(way.in());
            send(way, answer(request));
        } catch (HttpException e) {
            send(way, e.answer());
            throw RefusedException.withoutResult("WebSocket: " + e.getMessage());
        }
        way.upgrade((inner, ahead) -> new WebSocketConnection(inner, ahead, loop));
    }

    private void check(HttpRequest request) throws HttpException {
        String host = request.only("host");
        boolean says = !request.values("origin").isEmpty();
        Optional<String> origin = says ? Optional.of(request.only("origin")) : Optional.empty();
        if (!pages.isOwn(host)) {
            throw new HttpException(403, "a Host that is not this server's");
        }
        if (!pages.mayConnect(origin, host)) {
            throw new HttpException(403, says ? "a foreign Origin" : "no Origin");
        }
    }

    private static void send(Way way, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        var out = new RfbBuffer(bytes.length);
        out.bytes(bytes, 0, bytes.length);
        way.connection().send(out);
    }

    private String answer(HttpRequest request) throws HttpException {
        if (!request.method().equals("GET")) {
            throw new HttpException(405, "not GET", "Allow: GET");
        }
        check(request);
        if (!PATHS.contains(request.path())) {
            throw new HttpException(404, "nothing is there");
        }
        if (!request.lists("upgrade", "websocket") || !request.lists("connection", "upgrade")) {
            throw new HttpException(426, "no WebSocket", "Upgrade: websocket");
        }
        if (!request.only("sec-websocket-version").equals("13")) {
            throw new HttpException(426, "another version", "Sec-WebSocket-Version: 13");
        }
        String key = request.only("sec-websocket-key");
        if (!isKey(key)) {
            throw new HttpException(400, "a key that is none");
        }
        boolean named = !request.values("sec-websocket-protocol").isEmpty();
        if (named && !request.lists("sec-websocket-protocol", SUBPROTOCOL)) {
            throw new HttpException(400, "another subprotocol");
        }
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + (named ? "Sec-WebSocket-Protocol: " + SUBPROTOCOL + "\r\n" : "")
                + "Sec-WebSocket-Accept: "
                + accept(key)
                + "\r\n\r\n";
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// What tells a client that its key was understood (RFC 6455 §4.2.2).
    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1", e);
        }
    }
}
