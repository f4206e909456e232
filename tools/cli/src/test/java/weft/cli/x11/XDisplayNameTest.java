package weft.cli.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class XDisplayNameTest {

    @ParameterizedTest
    @CsvSource({
        ":0,,0,0,:0",
        ":1.2,,1,2,:1.2",
        "unix:7,,7,0,:7",
        "unixbox:7,unixbox,7,0,unixbox:7",
        "host.example:10.0,host.example,10,0,host.example:10",
        "[::1]:3,::1,3,0,[::1]:3"
    })
    void name_isReadAndSaid(String text, String host, int display, int screen, String said) {
        XDisplayName name = XDisplayName.parse(text);
        assertEquals(new XDisplayName(Optional.ofNullable(host), display, screen), name);
        assertEquals(said, name.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "host", ":", ":x", "::1", ":1.", ":59536", "/tmp/x:1", ":-1"})
    void name_thatIsNone_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> XDisplayName.parse(text));
    }
}
