package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {

    @Test
    void parse_widthAndHeight_isThatSize() {
        assertEquals(new Size(1024, 768), Size.parse("1024x768"));
        assertEquals(new Size(1, 16384), Size.parse("1X16384"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1024",
                "1024x",
                "x768",
                "1024*768",
                "1024x768x1",
                " 1024x768",
                "-1x5",
                "+1x5",
                "1.5x2",
                "0x0",
                "1x0",
                "16385x1",
                "16384x16384",
                "99999999999x1",
            })
    void parse_anythingElse_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Size.parse(text));
    }
}
