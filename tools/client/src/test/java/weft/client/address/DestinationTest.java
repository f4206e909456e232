package weft.client.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class DestinationTest {

    @ParameterizedTest
    @CsvSource({
        "host, host::5900",
        "127.0.0.1, 127.0.0.1::5900",
        "[::1], [::1]::5900",
        "host:1, host::5901",
        "host:5901, host::5901",
        "host::5901, host::5901",
        "[::1]:1, [::1]::5901",
        ":2, ::5902",
        "/run/weft, unix:/run/weft",
        "unix:/run/weft, unix:/run/weft",
        "vnc://host, host::5900",
        "vnc://host/, host::5900",
        "vnc://host:1, host::1",
        "VNC://host:5901, host::5901",
        "vnc://[::1]:5901, [::1]::5901",
    })
    void parse_everyForm_isThatAddress(String text, String expected) {
        assertEquals(expected, Destination.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "host:99, 5999, 5999",
        "host:100, 100, 6000",
        "host:5901, 5901, 11801",
        "host::5901, 5901, 5901",
    })
    void parse_numberAfterOneColon_isWhatTheRuleSays(String text, int tiger, int vncdotool) {
        assertEquals(
                new ServerAddress.Tcp("host", tiger),
                Destination.parse(text, DisplayNumbers.BELOW_100).address());
        assertEquals(
                new ServerAddress.Tcp("host", vncdotool),
                Destination.parse(text, DisplayNumbers.ALL).address());
    }

    @Test
    void parse_displayBeyondThePorts_saysHowAPortIsWritten() {
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> Destination.parse("host:60000", DisplayNumbers.ALL))
                                .getMessage());
        assertTrue(message.contains("65900") && message.contains("::60000"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "vnc://u:p@host, u, p",
        "vnc://:p@host, , p",
        "vnc://u@host, u, ",
        "vnc://u:a%3Ab%40c+d@host, u, a:b@c+d",
        "vnc://host?VncUsername=u&VncPassword=p, u, p",
        "vnc://host/?SecurityType=1&VncPassword=%20, , ' '",
    })
    void parse_uri_hasUserAndPassword(String text, String user, String password) {
        Destination read = Destination.parse(text);
        assertEquals(Optional.ofNullable(user), read.username());
        assertEquals(Optional.ofNullable(password), read.password());
        assertEquals("host::5900", read.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "ws://host, host, 80, ws://host/",
        "WS://host/, host, 80, ws://host/",
        "wss://host, host, 443, wss://host/",
        "ws://host:6080/websockify, host, 6080, ws://host:6080/websockify",
        "wss://[::1]:6080/a/b?token=x%20y, ::1, 6080, wss://[::1]:6080/a/b?token=x%20y",
        "ws://u:secret@host:1/é, host, 1, ws://host:1/%C3%A9",
    })
    void parse_webSocket_isAPlaceOnAServer(String text, String host, int port, String expected) {
        Destination read = Destination.parse(text);
        assertEquals(new ServerAddress.Tcp(host, port), read.address());
        assertEquals(expected, read.toString());
        assertEquals(text.contains("secret"), read.password().equals(Optional.of("secret")));
        assertEquals(text.contains("secret"), read.username().equals(Optional.of("u")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vnc://",
                "vnc://u:secret@",
                "vnc://u:secret@host:x",
                "vnc://u:secret@host:70000",
                "vnc://u:se cret@host",
                "vnc://u:secret%@host",
                "vnc://u:secret%zz@host",
                "vnc://u:secret@host/path",
                "http://u:secret@host",
                "ws://u:secret@",
                "wss://u:secret@host:70000/",
                "ws://u:secret@host/a b",
                "ws://u:secret@host/#part",
                "",
                "5901",
                "host:",
                "[host]",
                "a b",
            })
    void parse_nonsense_isRefusedInOneLineWithoutThePassword(String text) {
        String message =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> Destination.parse(text))
                                .getMessage());
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.contains("secret") || message.contains("se cret"), message);
    }
}
