package weft.client.wire;

import weft.rfb.EndOfStreamException;
import weft.rfb.RfbInput;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a WebSocket begins: a request of HTTP and its answer (RFC 6455 §4).
///
/// There is no specification of RFB over it; all servers take the subprotocol `binary`.
final class WebSocketUpgrade {

    /// The longest answer, and that with more than enough cookies.
    private static final int LARGEST_ANSWER = 16 << 10;

    private static final String SUBPROTOCOL = "binary";

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String key;
    private final String request;

    /// @param authority host and port as in the URI
    /// @param path with its query, beginning with a slash
    /// @param tls whether it is `wss`
    WebSocketUpgrade(String authority, String path, boolean tls) {
        this(authority, path, tls, newKey());
    }

    WebSocketUpgrade(String authority, String path, boolean tls, String key) {
        this.key = key;
        request =
                String.join(
                        "\r\n",
                        "GET " + path + " HTTP/1.1",
                        "Host: " + authority,
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: " + key,
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Protocol: " + SUBPROTOCOL,
                        // servers that know of browsers refuse who has none
                        "Origin: " + (tls ? "https://" : "http://") + authority,
                        "",
                        "");
    }

    private static String newKey() {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }

    byte[] request() {
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads the answer, and nothing behind it.
    ///
    /// @throws IOException that says what the server has answered instead
    void readAnswer(RfbInput in) throws IOException {
        List<String> lines;
        try {
            lines = head(in).lines().toList();
        } catch (EndOfStreamException e) {
            throw new IOException("the web server has hung up within its answer", e);
        }
        String status = lines.isEmpty() ? "" : lines.getFirst();
        if (!status.matches("HTTP/1\\.1 101( .*)?")) {
            throw new IOException(
                    "expected HTTP/1.1 101 of a WebSocket, got '%s'".formatted(printable(status)));
        }
        Map<String, String> fields = fields(lines.subList(1, lines.size()));
        expect(fields, "upgrade", "websocket");
        expect(fields, "connection", "upgrade");
        String accept = fields.getOrDefault("sec-websocket-accept", "");
        if (!accept.equals(accept(key))) {
            throw new IOException(
                    "expected Sec-WebSocket-Accept '%s', got '%s'"
                            .formatted(accept(key), printable(accept)));
        }
        String protocol = fields.getOrDefault("sec-websocket-protocol", SUBPROTOCOL);
        String extensions = fields.getOrDefault("sec-websocket-extensions", "");
        if (!protocol.equals(SUBPROTOCOL) || !extensions.isEmpty()) {
            throw new IOException(
                    "expected the subprotocol '%s' without extensions, got '%s' with '%s'"
                            .formatted(SUBPROTOCOL, printable(protocol), printable(extensions)));
        }
    }

    private static String head(RfbInput in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < LARGEST_ANSWER) {
            head.append((char) in.u8());
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        throw new IOException("an answer of the web server > limit " + LARGEST_ANSWER);
    }

    private static Map<String, String> fields(List<String> lines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (first, more) -> first + ", " + more);
            }
        }
        return fields;
    }

    private static void expect(Map<String, String> fields, String name, String value)
            throws IOException {
        String got = fields.getOrDefault(name, "");
        if (!got.toLowerCase(Locale.ROOT).contains(value)) {
            throw new IOException(
                    "expected the header %s: %s, got '%s'".formatted(name, value, printable(got)));
        }
    }

    /// What a server that has understood the key answers.
    static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1", e);
        }
    }

    private static String printable(String text) {
        String shown = text.replaceAll("[^ -~]", "?");
        return shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
    }
}
