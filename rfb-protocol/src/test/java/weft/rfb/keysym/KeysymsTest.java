package weft.rfb.keysym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Expected values are those of `keysymdef.h`, `XF86keysym.h` and appendix A of the X protocol.
class KeysymsTest {

    @ParameterizedTest
    @CsvSource({
        "0x61, a",
        "0x41, A",
        "0x7e, ~",
        "0x20, space",
        "0x2d, minus",
        "0xff0d, Return",
        "0xff1b, Escape",
        "0xff55, Page_Up",
        "0xff9b, KP_Page_Down",
        "0xffbe, F1",
        "0xffc9, F12",
        "0xffe0, F35",
        "0xffe1, Shift_L",
        "0xffff, Delete",
        "0xffb0, KP_0",
        "0xffb9, KP_9",
        "0xff8d, KP_Enter",
        "0xfe03, ISO_Level3_Shift",
        "0x1008ff12, XF86AudioMute",
        "0x10081166, XF86Info",
        "0xe9, eacute",
        "0x20ac, EuroSign",
        "0x010020ac, U+20AC",
        "0x0110ffff, U+10FFFF",
        "0x01110000, 0x1110000",
        "0x0100d800, 0x100d800",
        "0x010000e9, 0x10000e9",
        "0x7f, 0x7f",
        "0x0, 0x0",
        "0xffffffff, 0xffffffff",
    })
    void name_ofKeysym_isWhatPeopleCallIt(String keysym, String name) {
        assertEquals(name, Keysyms.name(Long.decode(keysym)));
    }

    @ParameterizedTest
    @CsvSource({
        "a, 0x61",
        "asciitilde, 0x7e",
        "Return, 0xff0d",
        "Prior, 0xff55",
        "Page_Up, 0xff55",
        "Eth, 0xd0",
        "ETH, 0xd0",
        "eth, 0xf0",
        "quoteright, 0x27",
        "F11, 0xffc8",
        "L1, 0xffc8",
        "Wcircumflex, 0x1000174",
        "VoidSymbol, 0xffffff",
        "XF86ModeLock, 0x1008ff01",
        "XF86KbdLcdMenu5, 0x100812bc",
        "XF86Switch_VT_12, 0x1008fe0c",
        "U20AC, 0x10020ac",
        "U+20AC, 0x10020ac",
        "u+1f600, 0x101f600",
        "U+10FFFF, 0x110ffff",
        "U+0041, 0x41",
        "0xff0d, 0xff0d",
        "0XFFFFFFFF, 0xffffffff",
    })
    void ofName_nameOfX11OrNumber_isItsKeysym(String name, String keysym) {
        assertEquals(OptionalLong.of(Long.decode(keysym)), Keysyms.ofName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "return",
                "Foo",
                "+104",
                "~2329",
                "names:",
                "X11",
                "codepoint",
                "U+D800",
                "U+110000",
                "U+0007",
                "U20",
                "0x100000000"
            })
    void ofName_anythingElse_isUnknown(String name) {
        assertEquals(OptionalLong.empty(), Keysyms.ofName(name));
    }

    @ParameterizedTest
    @CsvSource({
        "0x20, 0x20", // Latin-1 is its own
        "0x7e, 0x7e",
        "0xe9, 0xe9",
        "0x104, 0x1a1", // Aogonek
        "0x3a3, 0x7d2", // Greek_SIGMA
        "0x3002, 0x4a1", // kana_fullstop
        "0x20ac, 0x20ac", // EuroSign
        "0x20a9, 0x10020a9", // Korean_Won only resembles it
        "0x174, 0x1000174",
        "0x1f600, 0x101f600",
        "0x0a, 0xff0d",
        "0x0d, 0xff0d",
        "0x09, 0xff09",
        "0x08, 0xff08",
        "0x1b, 0xff1b",
        "0x7f, 0xffff",
    })
    void ofCodePoint_character_isTheKeysymThatTypesIt(String codePoint, String keysym) {
        assertEquals(Long.decode(keysym), Keysyms.ofCodePoint(Integer.decode(codePoint)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 0x1F, 0x80, 0x9F, 0xD800, 0xDFFF, 0x110000, -1})
    void ofCodePoint_noCharacter_isRefused(int codePoint) {
        var e = assertThrows(IllegalArgumentException.class, () -> Keysyms.ofCodePoint(codePoint));
        assertTrue(
                String.valueOf(e.getMessage()).endsWith(" is no character that a key types"),
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0x61, 0x61",
        "0xff, 0xff",
        "0x1a1, 0x104",
        "0xeff, 0x20a9", // Korean_Won
        "0x10020ac, 0x20ac",
        "0x1000041, 0x41",
        "0x110ffff, 0x10ffff",
        "0xff0d, 0x0d",
        "0xff09, 0x09",
        "0xffff, 0x7f",
        "0xff80, 0x20", // KP_Space
        "0xffaa, 0x2a", // KP_Multiply
        "0xffb0, 0x30", // KP_0
        "0xffbd, 0x3d", // KP_Equal
    })
    void codePoint_ofCharactersKeysym_isTheCharacter(String keysym, String codePoint) {
        assertEquals(
                OptionalInt.of(Integer.decode(codePoint)), Keysyms.codePoint(Long.decode(keysym)));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                0x1F,
                0x7F,
                0x80,
                0xFE03,
                0xFE51,
                0xFF51,
                0xFFE1,
                0xFFBE,
                0x100D800,
                0x1000000,
                0x1110000,
                0x1008FF12,
                0xFFFFFFFFL,
                -1,
                Long.MAX_VALUE
            })
    void codePoint_ofAnyOtherKeysym_isNone(long keysym) {
        assertEquals(OptionalInt.empty(), Keysyms.codePoint(keysym));
    }

    /// Beyond them there are no older characters.
    @Test
    void characterBelow3200_thereAndBack_isItself() {
        for (int codePoint = 0x20; codePoint < 0x3200; codePoint++) {
            if (codePoint < 0x7F || codePoint >= 0xA0) {
                assertEquals(
                        codePoint, Keysyms.codePoint(Keysyms.ofCodePoint(codePoint)).orElseThrow());
            }
        }
    }

    /// 2,104 definitions of `keysymdef.h` and 324 of `XF86keysym.h`, less the macro `_EVDEVK`.
    @Test
    void table_hasEveryNameOfTheHeaders() {
        assertEquals(2427, Keysyms.table().allNames().size());
    }
}
