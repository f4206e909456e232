package weft.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":[1,2.50,-3],\"a\":{\"x\":null,\"y\":true,\"z\":false},\"é\":\"\\\"\\n\"}",
                "[]",
                "{}",
                "\"text\"",
                "12345678901234567890.5",
                "null",
            })
    void whatIsRead_isWrittenTheSame(String text) throws IOException {
        assertEquals(text, Json.write(Json.read(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{'a':1}",
                "nothing",
                "1e999999999x"
            })
    void whatIsNoJson_isRefusedInOneLine(String text) {
        String message =
                String.valueOf(assertThrows(IOException.class, () -> Json.read(text)).getMessage());
        assertTrue(message.startsWith("this is no JSON: "), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void deepNesting_isRefused() {
        assertThrows(IOException.class, () -> Json.read("[".repeat(200) + "]".repeat(200)));
    }

    @Test
    void readObject_ofAnythingElse_isRefused() {
        assertEquals(
                "this is no JSON object",
                assertThrows(IOException.class, () -> Json.readObject("[]")).getMessage());
    }
}
