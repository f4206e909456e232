package weft.cli.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples of the D-Bus Specification, Server Addresses and Transports.
class DbusAddressTest {

    @Test
    void address_ofASocket_isItsPath() {
        assertEquals("/run/user/1000/bus", path("unix:path=/run/user/1000/bus"));
        assertEquals("/tmp/dbus-test", path("unix:path=/tmp/dbus-test,guid=4a5b"));
        assertEquals("@/tmp/dbus-x", path("unix:abstract=/tmp/dbus-x"));
        assertEquals("/tmp/a b,é", path("unix:path=/tmp/a%20b%2c%C3%A9"));
    }

    @Test
    void address_ofSeveral_isTheFirstThatIsASocket() {
        assertEquals("/b", path("tcp:host=127.0.0.1,port=4242;unix:path=/b;unix:path=/c"));
    }

    private static String path(String address) {
        return DbusAddress.parse(address).path();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/run/bus",
                "unix:",
                "unix:path",
                "unix:path=",
                "unix:=x",
                "unix:tmpdir=/tmp",
                "unix:path=/a%2",
                "unix:path=/a%zz",
                "tcp:host=x"
            })
    void address_thatIsNone_isRefusedInOneLine(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> DbusAddress.parse(text));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.lines().count() == 1 && message.contains(text), message);
    }
}
