package weft.rfb.keyboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import weft.rfb.keysym.Keysyms;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Expected keys are those printed on the keyboards, by QEMU's XT codes: rows begin at 02 (1), 10
/// (q), 1e (a) and 2c (z of the US).
class KeyboardLayoutTest {

    private static String typed(String layout, int codePoint) {
        return KeyboardLayout.of(layout).strokes(codePoint).stream()
                .map(stroke ->
                        "%s%s%02x:%s"
                                .formatted(
                                        stroke.shift() ? "S-" : "",
                                        stroke.altGr() ? "G-" : "",
                                        stroke.key(),
                                        Keysyms.name(stroke.keysym())))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "us, a, 1e:a",
                "us, A, S-1e:A",
                "us, _, S-0c:_",
                "us, |, S-2b:|",
                "us, ~, S-29:~",
                "gb, @, S-28:@",
                "gb, \", S-03:\"",
                "gb, £, S-04:sterling",
                "gb, #, 2b:#",
                "de, z, 15:z",
                "de, y, 2c:y",
                "de, ß, 0c:ssharp",
                "de, /, S-08:/",
                "de, {, G-08:{",
                "de, @, G-10:@",
                "de, €, G-12:EuroSign",
                "de, <, 56:<",
                "de, é, 0d:dead_acute 12:e",
                "de, È, S-0d:dead_grave S-12:E",
                "de, ^, 29:dead_circumflex 39:space",
                "fr, a, 10:a",
                "fr, 1, S-02:1",
                "fr, é, 03:eacute",
                "fr, ê, 1a:dead_circumflex 12:e",
                "fr, #, G-04:#",
                "es, ñ, 27:ntilde",
                "es, á, 28:dead_acute 1e:a",
                "it, è, 1a:egrave",
                "se, å, 1a:aring",
                "jp, @, 1a:@",
                "jp, _, S-73:_",
                "jp, |, S-7d:|",
                "ru, ё, 29:Cyrillic_io",
                "ru, Ж, S-27:Cyrillic_ZHE",
                "ru, a, ``",
                "us, é, ``",
                "us, 漢, ``",
            })
    void character_isOnTheKeyOfThatKeyboard(String layout, String character, String expected) {
        assertEquals(expected, typed(layout, character.codePointAt(0)));
    }

    static Collection<String> names() {
        return KeyboardLayout.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLayout_typesWhatItsKeysMean(String name) {
        KeyboardLayout layout = KeyboardLayout.of(name);
        int characters = 0;
        for (int key = 1; key <= 0x7f; key++) {
            for (int level = 0; level < 4; level++) {
                OptionalLong keysym = layout.keysym(key, (level & 1) != 0, (level & 2) != 0);
                if (keysym.isPresent()) {
                    KeyStroke stroke = layout.stroke(keysym.getAsLong()).orElseThrow();
                    assertEquals(
                            keysym,
                            layout.keysym(stroke.key(), stroke.shift(), stroke.altGr()),
                            "the stroke of " + Keysyms.name(keysym.getAsLong()));
                    characters += Keysyms.codePoint(keysym.getAsLong()).isPresent() ? 1 : 0;
                }
            }
        }
        assertTrue(characters >= 90, name + " types " + characters + " characters");
        for (int digit = '0'; digit <= '9'; digit++) {
            assertEquals(1, layout.strokes(digit).size(), name + " " + (char) digit);
        }
    }

    @Test
    void keysymOfAnotherSet_isHadByItsCharacter() {
        KeyboardLayout ru = KeyboardLayout.of("ru");
        long unicode = 0x0100_0000L + 'ж';
        assertEquals(0x27, ru.stroke(unicode).orElseThrow().key());
    }

    @Test
    void unknownName_isRefusedWithTheKnownOnes() {
        var e = assertThrows(IllegalArgumentException.class, () -> KeyboardLayout.of("../us"));
        assertTrue(String.valueOf(e.getMessage()).contains("be, br, ca"), e.getMessage());
    }

    @Test
    void ownLayout_isReadFromText() {
        KeyboardLayout layout = KeyboardLayout.parse("own", "# mine\n\n10 a - - U+20AC\n");
        assertEquals(
                List.of(new KeyStroke(0x10, true, true, 0x0100_20ACL)), layout.strokes(0x20ac));
        assertEquals(List.of(), layout.strokes('b'));
        assertEquals("own", layout.name());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "80 a, no key",
                "1 a, no key",
                "10, 0 keysyms",
                "10 a b c d e, 5 keysyms",
                "10 nonsense, no keysym \"nonsense\"",
                "`10 a\n10 b`, line 2: key 10 is there twice",
            })
    void wrongLine_isNamed(String text, String complaint) {
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> KeyboardLayout.parse("own", text));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("keyboard layout own, line "), message);
        assertTrue(message.contains(complaint), message);
    }
}
