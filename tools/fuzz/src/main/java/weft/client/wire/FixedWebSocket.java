package weft.client.wire;

/// A WebSocket whose key is always the same, so that a recorded answer fits it.
public final class FixedWebSocket {

    /// The key and its answer, from RFC 6455 §1.3.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /// What a good server answers.
    public static final String ANSWER =
            """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            Sec-WebSocket-Protocol: binary\r
            \r
            """;

    private FixedWebSocket() {}

    /// Over a server that is not open yet.
    public static Transport over(Transport server) {
        return new WebSocketTransport(server, new WebSocketUpgrade("host:80", "/path", false, KEY));
    }
}
