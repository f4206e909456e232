package weft.rfb.keysym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class KeyCombinationTest {

    /// All of vncdotool 2.0's.
    @ParameterizedTest
    @CsvSource({
        "bsp, ff08",
        "tab, ff09",
        "return, ff0d",
        "enter, ff0d",
        "esc, ff1b",
        "ins, ff63",
        "delete, ffff",
        "del, ffff",
        "home, ff50",
        "end, ff57",
        "pgup, ff55",
        "pgdn, ff56",
        "left, ff51",
        "up, ff52",
        "right, ff53",
        "down, ff54",
        "slash, 2f",
        "bslash, 5c",
        "fslash, 2f",
        "spacebar, 20",
        "space, 20",
        "sb, 20",
        "f1, ffbe",
        "f2, ffbf",
        "f3, ffc0",
        "f4, ffc1",
        "f5, ffc2",
        "f6, ffc3",
        "f7, ffc4",
        "f8, ffc5",
        "f9, ffc6",
        "f10, ffc7",
        "f11, ffc8",
        "f12, ffc9",
        "f13, ffca",
        "f14, ffcb",
        "f15, ffcc",
        "f16, ffcd",
        "f17, ffce",
        "f18, ffcf",
        "f19, ffd0",
        "f20, ffd1",
        "lshift, ffe1",
        "shift, ffe1",
        "rshift, ffe2",
        "lctrl, ffe3",
        "ctrl, ffe3",
        "rctrl, ffe4",
        "lmeta, ffe7",
        "meta, ffe7",
        "rmeta, ffe8",
        "lalt, ffe9",
        "alt, ffe9",
        "ralt, ffea",
        "scrlk, ff14",
        "sysrq, ff15",
        "numlk, ff7f",
        "caplk, ffe5",
        "pause, ff13",
        "lsuper, ffeb",
        "super, ffeb",
        "rsuper, ffec",
        "lhyper, ffed",
        "hyper, ffed",
        "rhyper, ffee",
        "kp0, ffb0",
        "kp1, ffb1",
        "kp2, ffb2",
        "kp3, ffb3",
        "kp4, ffb4",
        "kp5, ffb5",
        "kp6, ffb6",
        "kp7, ffb7",
        "kp8, ffb8",
        "kp9, ffb9",
        "kpenter, ff8d",
        "minus, 2d",
    })
    void parse_nameOfVncdotool_isItsKey(String name, String keysym) {
        assertEquals(List.of(Long.parseLong(keysym, 16)), KeyCombination.parse(name).keysyms());
    }

    /// All of openQA's.
    @ParameterizedTest
    @CsvSource({
        "esc, ff1b", "down, ff54", "right, ff53", "up, ff52", "left, ff51", "equal, 3d",
        "spc, 20", "minus, 2d", "shift, ffe1", "ctrl, ffe3", "caps, ffe5", "meta, ffe7",
        "alt, ffe9", "altgr, fe03", "ret, ff0d", "tab, ff09", "backspace, ff08", "end, ff57",
        "delete, ffff", "home, ff50", "insert, ff63", "pgup, ff55", "pgdn, ff56", "sysrq, ff15",
        "super, ffeb", "f12, ffc9",
    })
    void parse_nameOfOpenQa_isItsKey(String name, String keysym) {
        assertEquals(List.of(Long.parseLong(keysym, 16)), KeyCombination.parse(name).keysyms());
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "A, A",
        "é, eacute",
        "€, EuroSign",
        "-, minus",
        "CTRL, Control_L",
        "Esc, Escape",
        "RETURN, Return",
        "kp_enter, KP_Enter",
        "xf86audiomute, XF86AudioMute",
        "Eth, ETH",
        "f35, F35",
        "U+20AC, U+20AC",
        "u20ac, U+20AC",
        "0xFF0D, Return",
        "space, space",
        "ctrl-alt-del, Control_L-Alt_L-Delete",
        "shift-H, Shift_L-H",
        "ctrl-minus, Control_L-minus",
        "ctrl-alt-F2, Control_L-Alt_L-F2",
        "Control_R-Page_Up, Control_R-Page_Up",
        "+, +",
    })
    void parse_text_isKeysInOrder(String text, String names) {
        assertEquals(names, KeyCombination.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retrun | there is no key \"retrun\"; the nearest are return",
                "crtl-c | there is no key \"crtl\"; the nearest are ctrl",
                "XF86AudioMut | there is no key \"XF86AudioMut\"; the nearest are XF86AudioMute",
                "U+D800 | there is no key \"U+D800\"",
                "EACUTE | the key \"EACUTE\" could be Eacute or eacute",
                "ctrl-- | a key is missing in \"ctrl--\"; the hyphen's own name is minus",
                "-ctrl | a key is missing in \"-ctrl\"; the hyphen's own name is minus",
                "'' | a key is missing in \"\"; the hyphen's own name is minus",
                "a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a | a combination has at most 16 keys, not 17",
            })
    void parse_whatIsNoKey_saysWhatIsNear(String text, String message) {
        var e = assertThrows(UnknownKeyException.class, () -> KeyCombination.parse(text));
        assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0007", "\uD800"})
    void parse_characterThatNoKeyTypes_isRefused(String text) {
        assertThrows(UnknownKeyException.class, () -> KeyCombination.parse(text));
    }

    @Test
    void parse_everyNameOfX11_isItsKeysym() {
        for (String name : Keysyms.table().allNames()) {
            long keysym = Keysyms.ofName(name).orElseThrow();
            assertEquals(List.of(keysym), KeyCombination.parse(name).keysyms(), name);
            assertEquals(
                    List.of(keysym), KeyCombination.parse(Keysyms.name(keysym)).keysyms(), name);
        }
    }

    @Test
    void combination_ofNoKey_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KeyCombination(List.of()));
    }
}
