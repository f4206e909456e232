package weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.keysym.Keysyms;

import java.util.List;

/// What keys send, as xterm's "PC-Style Function Keys" has it.
class KeyEncoderTest {

    private final TestTerminal terminal = new TestTerminal(80, 25);
    private final KeyEncoder keys = new KeyEncoder(terminal.emulator);

    /// Presses `ctrl-alt-x` or the like, by X11's names.
    private String pressed(String combination) {
        List<String> names = List.of(combination.split("-", -1));
        List<Long> modifiers =
                names.subList(0, names.size() - 1).stream().map(this::modifier).toList();
        modifiers.forEach(each -> assertTrue(keys.modifier(each, true)));
        long keysym = Keysyms.ofName(names.getLast()).orElseThrow();
        assertFalse(keys.modifier(keysym, true));
        String sent = new String(keys.encode(keysym), UTF_8);
        modifiers.forEach(each -> assertTrue(keys.modifier(each, false)));
        return sent.replace("\033", "^[").replace("\177", "^?");
    }

    private long modifier(String name) {
        return switch (name) {
            case "shift" -> 0xFFE1;
            case "ctrl" -> 0xFFE4;
            case "meta" -> 0xFFE7;
            default -> 0xFFE9;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "EuroSign, €",
        "U65E5, 日",
        "Greek_alpha, α",
        "alt-a, ^[a",
        "meta-a, ^[a",
        "alt-adiaeresis, ^[ä",
        "Up, ^[[A",
        "KP_Left, ^[[D",
        "Home, ^[[H",
        "End, ^[[F",
        "ctrl-Up, '^[[1;5A'",
        "shift-alt-ctrl-Right, '^[[1;8C'",
        "Prior, ^[[5~",
        "Delete, ^[[3~",
        "ctrl-Delete, '^[[3;5~'",
        "Insert, ^[[2~",
        "F1, ^[OP",
        "shift-F1, '^[[1;2P'",
        "F5, ^[[15~",
        "F6, ^[[17~",
        "F12, ^[[24~",
        "ctrl-F12, '^[[24;5~'",
        "F13, '^[[1;2P'",
        "F24, '^[[24;2~'",
        "BackSpace, ^?",
        "alt-BackSpace, ^[^?",
        "shift-Tab, ^[[Z",
        "ISO_Left_Tab, ^[[Z",
        "Escape, ^[",
        "alt-Escape, ^[^[",
        "ctrl-question, ^?",
        "KP_5, 5",
        "KP_Add, +",
        "XF86AudioMute, ''",
        "Super_L, ''",
    })
    void keys_sendWhatXtermSends(String combination, String sent) {
        assertEquals(sent, pressed(combination));
    }

    @ParameterizedTest
    @CsvSource({
        "c, 3",
        "C, 3",
        "space, 0",
        "bracketleft, 27",
        "backslash, 28",
        "slash, 31",
        "underscore, 31",
        "at, 0",
        "2, 0",
        "8, 127",
        "BackSpace, 8",
        "comma, 44"
    })
    void control_makesControlCharacters(String name, int code) {
        assertEquals(
                "" + (char) code,
                pressed("ctrl-" + name).replace("^[", "\033").replace("^?", "\177"));
    }

    @Test
    void modes_changeWhatCursorAndKeypadSend() {
        terminal.write("^[[?1h^[=");
        assertEquals("^[OA", pressed("Up"));
        assertEquals("^[OH", pressed("Home"));
        assertEquals("^[[1;5A", pressed("ctrl-Up"));
        assertEquals("^[OM", pressed("KP_Enter"));
        assertEquals("^[Ok", pressed("KP_Add"));
        assertEquals("7", pressed("KP_7"));
        terminal.write("^[[?1l^[>^[[20h");
        assertEquals("^[[A", pressed("Up"));
        assertEquals("\r\n", pressed("KP_Enter"));
    }

    @Test
    void paste_hasNeitherControlCharactersNorTheEndOfItself() {
        String text = "a\nb\tc\033[201~\u0003\u009b\u0000d";
        assertEquals("a\rb\tc[201~d", new String(keys.paste(text), UTF_8));
        terminal.write("^[[?2004h");
        assertEquals("\033[200~a\rb\tc[201~d\033[201~", new String(keys.paste(text), UTF_8));
    }
}
