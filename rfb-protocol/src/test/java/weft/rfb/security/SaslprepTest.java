package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaslprepTest {

    /// The examples of RFC 4013 §3, and others of RFC 3454.
    @ParameterizedTest
    @CsvSource({
        "I\u00adX, IX",
        "user, user",
        "USER, USER",
        "\u00aa, a",
        "\u2168, IX",
        "e\u0301, \u00e9",
        "a\u00a0b, a b",
        "a\u3000b, a b",
        "a\u200bb, a b",
        "a\u2060\ufeff\ufe0fb, ab",
        "\u212b, \u00c5",
        "\u06271\u0628, \u06271\u0628",
        "\uD83D\uDE00, \uD83D\uDE00",
        "'', ''",
    })
    void text_isPreparedAsPublished(String text, String expected) {
        assertEquals(expected, Saslprep.prepare(text));
        assertEquals(expected, Saslprep.prepare(expected), "again");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0, 0x7, 0x1f, 0x7f, 0x80, 0x9f, 0x6dd, 0x70f, 0x200e, 0x200f, 0x2028, 0x2029,
                0x202a, 0x202e, 0x2061, 0x2063, 0x206a, 0x206f, 0x2ff0, 0x2ffb, 0xd800, 0xdfff,
                0xe000, 0xf8ff, 0xfdd0, 0xfdef, 0xfff9, 0xfffd, 0xfffe, 0xffff, 0x1d173, 0x1d17a,
                0x1fffe, 0xe0001, 0xe0020, 0xe007f, 0xf0000, 0xffffd, 0x10fffd, 0x10ffff, 0x378
            })
    void text_withWhatNobodyCanSee_isRefused(int character) {
        String text = "a" + Character.toString(character) + "b";
        var e = assertThrows(IllegalArgumentException.class, () -> Saslprep.prepare(text));
        assertEquals(
                "The character U+%04X is not allowed in names and passwords".formatted(character),
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u06271", "1\u0627", "\u0627a\u0628", "a\u05d0"})
    void text_inBothDirections_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Saslprep.prepare(text));
    }

    @Test
    void text_ofPrintableAscii_staysAsItIs() {
        var all = new StringBuilder();
        for (char c = ' '; c < 0x7f; c++) {
            all.append(c);
        }
        assertEquals(all.toString(), Saslprep.prepare(all.toString()));
    }

    /// Whatever comes: refused, or in a form that stays.
    @Test
    void text_ofAnyCharacter_isPreparedForGoodOrRefused() {
        int refused = 0;
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String text = Character.toString(character);
            try {
                String prepared = Saslprep.prepare(text);
                assertEquals(
                        prepared, Saslprep.prepare(prepared), () -> "of " + text.codePointAt(0));
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 800_000, refused + " refused");
    }
}
