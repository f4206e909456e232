package weft.cli.x11.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.cli.x11.host.KeyboardMap.Stroke;

import java.util.Optional;
import java.util.OptionalInt;

/// A small keyboard: q with @, a without its capital, Return, Shift, AltGr, Num Lock, KP_7, and a
/// key that types nothing.
class KeyboardMapTest {
    private static final int SHIFT_LEFT = 0xffe1;
    private static final int ALT_GR = 0xfe03;
    private static final int NUM_LOCK = 0xff7f;
    private static final int KP_HOME = 0xff95;
    private static final int KP_7 = 0xffb7;
    private static final int CYRILLIC_A = 0x6c1;

    private static final KeyboardMap MAP =
            new KeyboardMap(
                    8,
                    6,
                    new int[] {
                        'q',
                        'Q',
                        CYRILLIC_A,
                        0,
                        '@',
                        0x7d9, // 8
                        'a',
                        0,
                        0,
                        0,
                        0,
                        0, // 9
                        0xff0d,
                        0,
                        0,
                        0,
                        0,
                        0, // 10
                        SHIFT_LEFT,
                        0,
                        0,
                        0,
                        0,
                        0, // 11
                        ALT_GR,
                        0,
                        0,
                        0,
                        0,
                        0, // 12
                        NUM_LOCK,
                        0,
                        0,
                        0,
                        0,
                        0, // 13
                        KP_HOME,
                        KP_7,
                        0,
                        0,
                        0,
                        0, // 14
                        0,
                        0,
                        0,
                        0,
                        0,
                        0, // 15
                    },
                    new byte[] {11, 0, 0, 0, 13, 0, 0, 12});

    private static Optional<Stroke> stroke(int keycode, int level) {
        return Optional.of(new Stroke(keycode, level));
    }

    @Test
    void keysym_isFoundAtItsLevel() {
        assertEquals(stroke(8, 0), MAP.find('q', 0));
        assertEquals(stroke(8, 1), MAP.find('Q', 0));
        assertEquals(stroke(8, 2), MAP.find('@', 0));
        assertEquals(stroke(8, 3), MAP.find(0x7d9, 0));
        assertEquals(stroke(9, 1), MAP.find('A', 0), "a capital that the map does not say");
        assertEquals(stroke(14, 1), MAP.find(KP_7, 0));
        assertEquals(Optional.empty(), MAP.find('7', 0), "the keypad's is another key");
        assertEquals(Optional.empty(), MAP.find('b', 0));
    }

    @Test
    void character_isFoundByAnotherKeysym() {
        assertEquals(stroke(8, 0), MAP.find(0x0100_0430, 1));
    }

    @Test
    void group_hasKeysOfItsOwn_andElseThoseOfTheFirst() {
        assertEquals(stroke(8, 0), MAP.find(CYRILLIC_A, 1));
        assertEquals(Optional.empty(), MAP.find(CYRILLIC_A, 0));
        assertEquals(Optional.empty(), MAP.find('q', 1));
        assertEquals(stroke(9, 0), MAP.find('a', 1));
    }

    @Test
    void shift_isIgnoredByKeysThatHaveOneLevel() {
        assertTrue(MAP.ignoresShift(10, 0, 0));
        assertFalse(MAP.ignoresShift(8, 0, 0));
        assertFalse(MAP.ignoresShift(9, 0, 0));
    }

    @Test
    void capsLock_isLikeShift_forLettersOnly() {
        assertTrue(MAP.isLetter(8, 0, 0));
        assertTrue(MAP.isLetter(9, 0, 1));
        assertFalse(MAP.isLetter(8, 0, 2), "@ and Omega");
        assertFalse(MAP.isLetter(10, 0, 0));
        assertFalse(MAP.isLetter(14, 0, 0));
    }

    @Test
    void modifiers_areThoseOfTheModifierMap() {
        assertEquals(OptionalInt.of(11), MAP.shiftKey());
        assertEquals(OptionalInt.of(12), MAP.thirdLevelKey());
        assertEquals(1 << 4, MAP.numLock());
        assertEquals(1 << 7, MAP.modifiers(12));
        assertEquals(0, MAP.modifiers(8));
    }

    @Test
    void spareKey_getsALetterAndItsCapital() {
        assertEquals(OptionalInt.of(15), MAP.spare(keycode -> true));
        assertEquals(OptionalInt.empty(), MAP.spare(keycode -> keycode != 15));
        KeyboardMap more = MAP.with(15, KeyboardMap.small(0xd1), KeyboardMap.capital(0xf1));
        assertEquals(stroke(15, 0), more.find(0xf1, 0));
        assertEquals(stroke(15, 1), more.find(0xd1, 0));
        assertTrue(more.isLetter(15, 0, 0));
        assertEquals(0x20ac, KeyboardMap.capital(0x20ac));
        assertEquals(0x20ac, KeyboardMap.small(0x20ac));
        assertEquals(0xff0d, KeyboardMap.small(0xff0d));
    }

    @Test
    void map_withoutAltGr_hasNoThirdLevel() {
        var map = new KeyboardMap(8, 6, new int[] {'q', 'Q', 'q', 'Q', '@', 0}, new byte[8]);
        assertEquals(Optional.empty(), map.find('@', 0));
        assertEquals(OptionalInt.empty(), map.spare(keycode -> true));
    }
}
