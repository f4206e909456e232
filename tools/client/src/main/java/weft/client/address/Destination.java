package weft.client.address;

import org.jspecify.annotations.Nullable;

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
///
/// In a URI all but the host may be missing, and special characters are percent-encoded. Its other
/// parameters are ignored, as the RFC has it.
///
/// @param address where the server is
/// @param username who the client says it is
/// @param password for the server
public record Destination(
        ServerAddress address, Optional<String> username, Optional<String> password) {

    private static final String SCHEME = "vnc://";

    /// An address alone.
    public static Destination of(ServerAddress address) {
        return new Destination(address, Optional.empty(), Optional.empty());
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
        if (text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return ofUri(text);
        }
        if (text.contains("://")) {
            throw new IllegalArgumentException(
                    "'%s://' cannot be connected to, expected vnc:// or %s"
                            .formatted(
                                    text.substring(0, text.indexOf("://")), ServerAddress.FORMS));
        }
        boolean isHostAlone = text.matches("[^:/\\[\\]\\s]*[^:/\\[\\]\\s0-9][^:/\\[\\]\\s]*");
        boolean isIpv6Alone = text.matches("\\[[^]]*]");
        return of(ServerAddress.parse(isHostAlone || isIpv6Alone ? text + ":0" : text, displays));
    }

    private static Destination ofUri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // its message repeats the text, and the password with it
            throw illegalUri(e.getReason());
        }
        String host = uri.getHost();
        if (host == null) {
            throw illegalUri("it has no host, or an illegal port");
        }
        String path = uri.getRawPath();
        if (path != null && !path.isEmpty() && !path.equals("/")) {
            throw illegalUri("it has a path");
        }
        int port = uri.getPort() < 0 ? ServerAddress.FIRST_PORT : uri.getPort();
        ServerAddress address = ServerAddress.parse(host + "::" + port);
        @Nullable String user = uri.getRawUserInfo();
        int colon = user == null ? -1 : user.indexOf(':');
        Optional<String> name =
                Optional.ofNullable(user).map(info -> colon < 0 ? info : info.substring(0, colon));
        Optional<String> password =
                Optional.ofNullable(user)
                        .filter(_ -> colon >= 0)
                        .map(info -> info.substring(colon + 1));
        return new Destination(
                address,
                parameter(uri, "VncUsername")
                        .or(() -> name)
                        .map(Destination::decode)
                        .filter(s -> !s.isEmpty()),
                parameter(uri, "VncPassword").or(() -> password).map(Destination::decode));
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

    private static IllegalArgumentException illegalUri(String why) {
        return new IllegalArgumentException(
                "this vnc:// URI cannot be read: "
                        + why
                        + "; expected vnc://USER:PASSWORD@HOST:PORT, special characters as %XX");
    }

    /// Shows no password.
    @Override
    public String toString() {
        return switch (address) {
            case ServerAddress.Tcp tcp ->
                    (tcp.host().contains(":") ? "[" + tcp.host() + "]" : tcp.host())
                            + "::"
                            + tcp.port();
            case ServerAddress.Unix unix -> "unix:" + unix.path();
        };
    }
}
