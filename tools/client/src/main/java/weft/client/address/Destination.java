package weft.client.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What a client is told to connect to: an address, and who it is there.
///
/// | form                               | meaning                                          |
/// |:-----------------------------------|:-------------------------------------------------|
/// | all forms of a [ServerAddress]     | that address                                     |
/// | `host` `[::1]`                     | display 0, port 5900                             |
/// | `vnc://user:password@host:port`    | a URI (RFC 7869); here a number is always a port |
/// | `vnc://host?VncPassword=password`  | the same; `VncUsername`, too                     |
/// | `ws://host:port/path`              | a WebSocket, port 80 unless given                |
/// | `wss://host:port/path`             | a WebSocket in TLS, port 443 unless given        |
///
/// In a URI all but the host may be missing, and special characters are percent-encoded. Its other
/// parameters are ignored, as the RFC has it; those of a WebSocket belong to its path.
///
/// @param address where the server is
/// @param webSocket what is asked for there if it is a web server
/// @param username who the client says it is
/// @param password for the server
public record Destination(
        ServerAddress address,
        Optional<WebSocket> webSocket,
        Optional<String> username,
        Optional<String> password) {

    private static final String SCHEME = "vnc://";

    /// A place on a web server.
    ///
    /// @param tls whether it is `wss`
    /// @param authority host and port as in the URI
    /// @param path with its query, beginning with a slash
    public record WebSocket(boolean tls, String authority, String path) {

        static final String SCHEME = "ws://";
        static final String TLS_SCHEME = "wss://";

        /// Takes what may stand in a request of HTTP.
        public WebSocket {
            if (!authority.matches("[!-~]+") || !path.matches("/[!-~]*")) {
                throw new IllegalArgumentException(
                        "expected a host, and a path that begins with a slash, in ASCII");
            }
        }

        /// As a URI.
        @Override
        public String toString() {
            return (tls ? TLS_SCHEME : SCHEME) + authority + path;
        }
    }

    /// An address alone.
    public static Destination of(ServerAddress address) {
        return new Destination(address, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Reads any of the forms, numbers as TigerVNC does.
    ///
    /// @throws IllegalArgumentException that says in one line what is wrong with it
    public static Destination parse(String text) {
        return parse(text, DisplayNumbers.BELOW_100);
    }

    /// Reads any of the forms.
    ///
    /// @param displays which numbers after one colon are displays, but for URIs
    /// @throws IllegalArgumentException that says in one line what is wrong with it, without its
    ///   password
    public static Destination parse(String text, DisplayNumbers displays) {
        if (hasScheme(text, SCHEME)) {
            return ofUri(text);
        }
        if (hasScheme(text, WebSocket.SCHEME) || hasScheme(text, WebSocket.TLS_SCHEME)) {
            return ofWebSocket(text, hasScheme(text, WebSocket.TLS_SCHEME));
        }
        if (text.contains("://")) {
            throw new IllegalArgumentException(
                    "'%s://' cannot be connected to, expected vnc://, ws://, wss:// or %s"
                            .formatted(
                                    text.substring(0, text.indexOf("://")), ServerAddress.FORMS));
        }
        boolean isHostAlone = text.matches("[^:/\\[\\]\\s]*[^:/\\[\\]\\s0-9][^:/\\[\\]\\s]*");
        boolean isIpv6Alone = text.matches("\\[[^]]*]");
        return of(ServerAddress.parse(isHostAlone || isIpv6Alone ? text + ":0" : text, displays));
    }

    private static boolean hasScheme(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static Destination ofUri(String text) {
        URI uri = uri(text, "vnc");
        String path = uri.getRawPath();
        if (path != null && !path.isEmpty() && !path.equals("/")) {
            throw illegalUri("vnc", "it has a path");
        }
        Optional<String> name = user(uri).map(info -> hasPassword(info) ? before(info) : info);
        Optional<String> password =
                user(uri).filter(Destination::hasPassword).map(Destination::after);
        return new Destination(
                tcp(uri, ServerAddress.FIRST_PORT),
                Optional.empty(),
                parameter(uri, "VncUsername")
                        .or(() -> name)
                        .map(Destination::decode)
                        .filter(s -> !s.isEmpty()),
                parameter(uri, "VncPassword").or(() -> password).map(Destination::decode));
    }

    private static Destination ofWebSocket(String text, boolean tls) {
        String scheme = tls ? "wss" : "ws";
        URI uri = URI.create(uri(text, scheme).toASCIIString());
        if (uri.getRawFragment() != null) {
            throw illegalUri(scheme, "it has a fragment");
        }
        String path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String authority = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return new Destination(
                tcp(uri, tls ? 443 : 80),
                Optional.of(new WebSocket(tls, authority, path + query)),
                user(uri)
                        .map(info -> hasPassword(info) ? before(info) : info)
                        .map(Destination::decode)
                        .filter(s -> !s.isEmpty()),
                user(uri)
                        .filter(Destination::hasPassword)
                        .map(Destination::after)
                        .map(Destination::decode));
    }

    private static URI uri(String text, String scheme) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // its message repeats the text, and the password with it
            throw illegalUri(scheme, e.getReason());
        }
        if (uri.getHost() == null) {
            throw illegalUri(scheme, "it has no host, or an illegal port");
        }
        return uri;
    }

    private static ServerAddress tcp(URI uri, int otherwise) {
        return ServerAddress.parse(
                uri.getHost() + "::" + (uri.getPort() < 0 ? otherwise : uri.getPort()));
    }

    private static Optional<String> user(URI uri) {
        return Optional.ofNullable(uri.getRawUserInfo());
    }

    private static boolean hasPassword(String userInfo) {
        return userInfo.contains(":");
    }

    private static String before(String userInfo) {
        return userInfo.substring(0, userInfo.indexOf(':'));
    }

    private static String after(String userInfo) {
        return userInfo.substring(userInfo.indexOf(':') + 1);
    }

    private static Optional<String> parameter(URI uri, String name) {
        String query = uri.getRawQuery();
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1))
                        .findFirst();
    }

    private static String decode(String encoded) {
        // a plus is a plus in a URI, and a blank only in forms
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException illegalUri(String scheme, String why) {
        return new IllegalArgumentException(
                "this %s:// URI cannot be read: %s; expected %s://USER:PASSWORD@HOST:PORT%s, special characters as %%XX"
                        .formatted(scheme, why, scheme, scheme.equals("vnc") ? "" : "/PATH"));
    }

    /// Shows no password.
    @Override
    public String toString() {
        return webSocket.map(WebSocket::toString).orElseGet(this::socket);
    }

    private String socket() {
        if (address instanceof ServerAddress.Tcp(String host, int port)) {
            return (host.contains(":") ? "[" + host + "]" : host) + "::" + port;
        }
        return address.toString();
    }
}
