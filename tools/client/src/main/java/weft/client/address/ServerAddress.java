package weft.client.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a server listens, in the forms that VNC viewers take. Servers are told so where to listen,
/// clients where to connect; those know more forms, see [Destination].
///
/// | form                        | meaning                                             |
/// |:----------------------------|:----------------------------------------------------|
/// | `:1` `host:1` `[::1]:1`     | after one colon: a display below 100, port 5900 + 1 |
/// | `host:5901`                 | after one colon: a port from 100 on                 |
/// | `::5901` `host::5901`       | after two colons: a port; 0 picks one               |
/// | `unix:PATH` `/PATH`         | a UNIX socket                                       |
///
/// Without a host it is the loopback interface.
public sealed interface ServerAddress {

    /// The port of display 0.
    int FIRST_PORT = 5900;

    /// The number of ports from 5900 on that are written as displays.
    int DISPLAYS = 100;

    /// The highest port.
    int LAST_PORT = 65_535;

    /// The forms, in one line for messages.
    String FORMS =
            ":DISPLAY, HOST:DISPLAY, HOST::PORT, [IPV6]:DISPLAY, [IPV6]::PORT, unix:PATH or /PATH";

    /// A TCP port.
    ///
    /// @param host a name or a literal address; empty for loopback
    /// @param port 0 picks one
    record Tcp(String host, int port) implements ServerAddress {
        @Override
        public SocketAddress resolve() throws UnknownHostException {
            InetAddress address =
                    host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
            return new InetSocketAddress(address, port);
        }
    }

    /// A UNIX socket.
    ///
    /// @param path of its file
    record Unix(Path path) implements ServerAddress {
        @Override
        public SocketAddress resolve() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /// The socket address; a name is looked up.
    ///
    /// @throws UnknownHostException if there is no such host
    SocketAddress resolve() throws UnknownHostException;

    /// Reads an address as TigerVNC does: after one colon, numbers below 100 are displays.
    ///
    /// @throws IllegalArgumentException that says in one line what is wrong with it
    static ServerAddress parse(String text) {
        return parse(text, DisplayNumbers.BELOW_100);
    }

    /// Reads an address.
    ///
    /// @param displays which numbers after one colon are displays
    /// @throws IllegalArgumentException that says in one line what is wrong with it
    static ServerAddress parse(String text, DisplayNumbers displays) {
        if (text.startsWith("unix:")) {
            return unix(text, text.substring("unix:".length()));
        }
        if (text.startsWith("/")) {
            return unix(text, text);
        }
        Matcher matcher = Forms.TCP.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no address, expected " + FORMS);
        }
        boolean bracketed = matcher.group("v6") != null;
        String host = matcher.group(bracketed ? "v6" : "host");
        if (bracketed && !Forms.isIpv6(host)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address: [" + host + "] is no IPv6 address");
        }
        boolean mayBeDisplay = matcher.group("colons").length() == 1;
        return new Tcp(host, port(text, matcher.group("number"), mayBeDisplay, displays));
    }

    private static Unix unix(String text, String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is no address: the path is missing");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the path of a UNIX socket must not have control characters");
        }
        return new Unix(Path.of(path));
    }

    private static int port(
            String text, String digits, boolean mayBeDisplay, DisplayNumbers displays) {
        // more than nine digits are no int
        int number = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        boolean isDisplay = mayBeDisplay && displays.isDisplay(number);
        long port = isDisplay ? (long) FIRST_PORT + number : number;
        if (port > LAST_PORT) {
            throw new IllegalArgumentException(
                    isDisplay
                            ? "'%s' is no address: display %s is port %d, expected at most %d; a port is written ::%s"
                                    .formatted(text, digits, port, LAST_PORT, digits)
                            : "'"
                                    + text
                                    + "' is no address: "
                                    + digits
                                    + " is not a port from 0 to "
                                    + LAST_PORT);
        }
        return (int) port;
    }

    /// An address that was bound, in the form that viewers take.
    static String describe(SocketAddress bound) {
        return switch (bound) {
            case InetSocketAddress inet when inet.getAddress() instanceof Inet6Address v6 ->
                    "[" + Ipv6Text.of(v6) + "]::" + inet.getPort();
            case InetSocketAddress inet ->
                    inet.getAddress().getHostAddress() + "::" + inet.getPort();
            case UnixDomainSocketAddress unix -> "unix:" + unix.getPath();
            default -> bound.toString();
        };
    }

    /// The patterns behind [#parse(String)].
    final class Forms {
        private static final Pattern TCP =
                Pattern.compile(
                        "(?:\\[(?<v6>[^\\]]*)\\]|(?<host>[^:\\[\\]\\s/]*))(?<colons>::?)(?<number>\\d+)");

        private Forms() {}

        private static boolean isIpv6(String host) {
            // only a literal may stand in brackets: nothing is looked up
            try {
                InetAddress.ofLiteral(host);
                return host.contains(":");
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
