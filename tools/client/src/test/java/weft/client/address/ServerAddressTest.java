package weft.client.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        ":1, '', 5901",
        ":0, '', 5900",
        ":99, '', 5999",
        ":100, '', 100",
        ":5901, '', 5901",
        ":65535, '', 65535",
        "::0, '', 0",
        "::1, '', 1",
        "::99, '', 99",
        "::5901, '', 5901",
        "localhost:1, localhost, 5901",
        "localhost:5901, localhost, 5901",
        "localhost::5901, localhost, 5901",
        "127.0.0.1:7, 127.0.0.1, 5907",
        "0.0.0.0::80, 0.0.0.0, 80",
        "[::1]:1, ::1, 5901",
        "[::1]:5901, ::1, 5901",
        "[::1]::5901, ::1, 5901",
        "[::]::0, ::, 0",
        "[::ffff:1.2.3.4]:1, ::ffff:1.2.3.4, 5901",
        "a-host.example.org:007, a-host.example.org, 5907",
    })
    void parse_tcpForms_areHostAndPort(String text, String host, int port) {
        assertEquals(new ServerAddress.Tcp(host, port), ServerAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "unix:/run/weft, /run/weft",
        "unix:weft.sock, weft.sock",
        "/run/weft:1, /run/weft:1",
        "unix:with blank, with blank",
    })
    void parse_unixForms_arePaths(String text, String path) {
        assertEquals(new ServerAddress.Unix(Path.of(path)), ServerAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "::",
                "5901",
                "localhost",
                "localhost:",
                "localhost::",
                "localhost:x",
                "localhost:-1",
                "localhost:+1",
                "localhost:1x",
                "localhost: 1",
                "local host:1",
                "localhost:::1",
                ":65536",
                "::65536",
                ":99999999999999999999",
                "::1:5901",
                "fe80::1:5901",
                "[::1]",
                "[::1:1",
                "[]:1",
                "[localhost]:1",
                "[127.0.0.1]:1",
                "[::g]:1",
                "unix:",
                "unix:a\nb",
                "tcp:1:2",
            })
    void parse_nonsense_isRefusedInOneLineThatNamesIt(String text) {
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> ServerAddress.parse(text))
                                .getMessage());
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains("'" + text + "'") || text.contains("\n"), message);
    }

    @Test
    void parse_portBeyondTheRange_saysTheRange() {
        assertEquals(
                "'::70000' is no address: 70000 is not a port from 0 to 65535",
                assertThrows(IllegalArgumentException.class, () -> ServerAddress.parse("::70000"))
                        .getMessage());
    }

    @Test
    void resolve_withoutHost_isLoopback() throws IOException {
        var address = (InetSocketAddress) ServerAddress.parse(":1").resolve();
        assertTrue(address.getAddress().isLoopbackAddress());
        assertEquals(5901, address.getPort());
    }

    @Test
    void resolve_ipv6Literal_isThatAddress() throws IOException {
        var address = (InetSocketAddress) ServerAddress.parse("[2001:db8::7]:1").resolve();
        assertEquals(InetAddress.ofLiteral("2001:db8::7"), address.getAddress());
    }

    @Test
    void resolve_unknownHost_fails() {
        assertThrows(
                UnknownHostException.class,
                () -> ServerAddress.parse("no-such-host.invalid:1").resolve());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 5900, 127.0.0.1::5900",
        "::1, 5901, [::1]::5901",
        "::, 5901, [::]::5901",
        "2001:db8:0:0:1:0:0:1, 1, [2001:db8::1:0:0:1]::1",
        "2001:db8:0:1:1:1:1:1, 1, [2001:db8:0:1:1:1:1:1]::1",
        "2001:0:0:1:0:0:0:1, 1, [2001:0:0:1::1]::1",
        "fe80:0:0:0:0:0:0:0, 1, [fe80::]::1",
    })
    void describe_inetAddress_isWhatViewersTake(String host, int port, String expected) {
        var address = new InetSocketAddress(InetAddress.ofLiteral(host), port);
        String text = ServerAddress.describe(address);
        assertEquals(expected, text);
        assertFalse(ServerAddress.parse(text) instanceof ServerAddress.Unix);
    }

    @Test
    void describe_unixSocket_isWhatViewersTake() {
        assertEquals(
                "unix:/run/weft", ServerAddress.describe(UnixDomainSocketAddress.of("/run/weft")));
    }
}
