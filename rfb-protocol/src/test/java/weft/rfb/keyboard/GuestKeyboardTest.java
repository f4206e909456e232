package weft.rfb.keyboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import weft.rfb.keysym.Keysyms;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Keysyms on a guest's keyboard. A guest here is its layout's table, read anew: it knows which
/// keys are down, and what they mean then, as a machine does.
class GuestKeyboardTest {

    private static final String ASCII =
            IntStream.rangeClosed(' ', '~')
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());

    private static final Set<String> WITHOUT_LATIN = Set.of("gr", "il", "ru", "ua");

    /// What dead keys type, before a space or a letter.
    private static final Map<Long, String> DEAD =
            Map.of(0xfe50L, "`", 0xfe52L, "^", 0xfe53L, "~", 0xfe51L, "\u0301", 0xfe57L, "\u0308");

    /// As guests have them: keyboards without Latin letters beside one that has them.
    private static Collection<String> keyboards() {
        return KeyboardLayout.names().stream()
                .map(name -> WITHOUT_LATIN.contains(name) ? "us," + name : name)
                .toList();
    }

    /// A machine with a keyboard.
    private static final class Guest implements GuestKeyboard.Keys {
        private final KeyboardGroups groups;
        private int group;
        private final Set<Integer> down = new HashSet<>();
        final StringBuilder text = new StringBuilder();
        final List<String> events = new ArrayList<>();
        private String dead = "";
        boolean capsLock;
        boolean numLock;

        Guest(String keyboard) {
            groups = KeyboardGroups.parse(keyboard);
        }

        @Override
        public void key(int keycode, boolean pressed) {
            events.add("%s%02x".formatted(pressed ? "+" : "-", keycode));
            if (!pressed) {
                assertTrue(down.remove(keycode), () -> "released but not down: " + events);
                return;
            }
            boolean fresh = down.add(keycode);
            if (fresh && switches(keycode)) {
                group = (group + 1) % groups.layouts().size();
                return;
            } else if (fresh && keycode == 0x3a) {
                capsLock = !capsLock;
            } else if (fresh && keycode == 0x45) {
                numLock = !numLock;
            }
            KeyboardLayout layout = groups.layouts().get(group);
            boolean shift = down.contains(0x2a) || down.contains(0x36);
            boolean altGr = down.contains(0xb8);
            if (capsLock
                    && is(Character::isLowerCase, layout.keysym(keycode, false, altGr))
                    && is(Character::isUpperCase, layout.keysym(keycode, true, altGr))) {
                shift = !shift;
            }
            if (keycode >= 0x47 && keycode <= 0x53) {
                text.append(numLock != shift ? "789-456+1230.".charAt(keycode - 0x47) : '<');
            }
            layout.keysym(keycode, shift, altGr).ifPresent(this::typed);
        }

        private boolean switches(int keycode) {
            boolean shifts = down.contains(0x2a) || down.contains(0x36);
            boolean isShift = keycode == 0x2a || keycode == 0x36;
            return groups.layouts().size() > 1
                    && switch (groups.toggle()) {
                        case ALT_SHIFT_TOGGLE ->
                                (isShift || keycode == 0x38) && shifts && down.contains(0x38);
                        case CTRL_SHIFT_TOGGLE ->
                                (isShift || keycode == 0x1d) && shifts && down.contains(0x1d);
                        case WIN_SPACE_TOGGLE ->
                                (keycode == 0xdb || keycode == 0x39)
                                        && down.containsAll(Set.of(0xdb, 0x39));
                        case CAPS_TOGGLE -> keycode == 0x3a;
                    };
        }

        private static boolean is(IntPredicate kind, OptionalLong keysym) {
            return keysym.isPresent() && kind.test(Keysyms.codePoint(keysym.getAsLong()).orElse(0));
        }

        private void typed(long keysym) {
            String mark = DEAD.get(keysym);
            if (mark != null) {
                dead = mark;
                return;
            }
            String character = Character.toString(Keysyms.codePoint(keysym).orElse('?'));
            if (!dead.isEmpty()) {
                character =
                        character.equals(" ")
                                ? dead
                                : Normalizer.normalize(character + dead, Normalizer.Form.NFC);
                dead = "";
            }
            text.append(character);
        }
    }

    private static void type(GuestKeyboard.Peer peer, int character) {
        long keysym = Keysyms.ofCodePoint(character);
        peer.keysym(keysym, true);
        peer.keysym(keysym, false);
    }

    @ParameterizedTest
    @MethodSource("keyboards")
    void everyPrintableCharacterOfAscii_byKeysymsAlone_arrivesUnchanged(String keyboard) {
        var guest = new Guest(keyboard);
        GuestKeyboard.Peer peer = new GuestKeyboard(guest.groups).peer(guest);
        ASCII.chars().forEach(character -> type(peer, character));
        assertEquals(ASCII, guest.text.toString());
        assertEquals(Set.of(), guest.down);
        peer.keysym(Keysyms.ofName("Caps_Lock").orElseThrow(), true);
        peer.keysym(Keysyms.ofName("Caps_Lock").orElseThrow(), false);
        guest.text.setLength(0);
        ASCII.chars().forEach(character -> type(peer, character));
        assertEquals(ASCII, guest.text.toString(), "with Caps Lock");
    }

    @ParameterizedTest
    @EnumSource(GroupToggle.class)
    void textOfTwoAlphabets_isTypedOnTheLayoutThatHasIt(GroupToggle toggle) {
        var guest = new Guest("us,ru,gr:" + toggle.name().toLowerCase(Locale.ROOT));
        GuestKeyboard.Peer peer = new GuestKeyboard(guest.groups).peer(guest);
        String text = "Hello, \u041c\u0438\u0440! \u0391\u03b2 \u2116 abc \u044f";
        text.chars().forEach(character -> type(peer, character));
        assertEquals(text, guest.text.toString());
        assertEquals(Set.of(), guest.down);
    }

    @Test
    void layoutThatAPeerSwitchesItself_isKnown() {
        var guest = new Guest("us,ru");
        GuestKeyboard.Peer peer = new GuestKeyboard(guest.groups).peer(guest);
        peer.keycode(0x38, true);
        peer.keycode(0x36, true);
        peer.keycode(0x36, false);
        peer.keycode(0x38, false);
        type(peer, 0x444);
        assertEquals("\u0444", guest.text.toString());
        assertEquals(6, guest.events.size(), "no more switching: " + guest.events);
        peer.keysym(0xffe1, true);
        type(peer, 'Q');
        type(peer, 0x424);
        peer.keysym(0xffe1, false);
        assertEquals("\u0444Q\u0424", guest.text.toString());
        assertEquals(Set.of(), guest.down);
    }

    @Test
    void keyThatIsRepeatedInAnotherLayout_isReleasedAllTheSame() {
        var guest = new Guest("us,de");
        GuestKeyboard.Peer peer = new GuestKeyboard(guest.groups).peer(guest);
        peer.keysym('y', true);
        type(peer, 0xe4);
        peer.keysym('y', true);
        peer.keysym('y', false);
        assertEquals("y\u00e4y", guest.text.toString());
        assertEquals(Set.of(), guest.down);
    }

    @Test
    void shortcut_inAnotherLayout_isTheKey() {
        var guest = new Guest("us,ru");
        GuestKeyboard.Peer peer = new GuestKeyboard(guest.groups).peer(guest);
        type(peer, 0x444);
        guest.events.clear();
        peer.keysym(0xffe3, true);
        type(peer, 'c');
        peer.keysym(0xffe3, false);
        assertEquals(List.of("+1d", "+2e", "-2e", "-1d"), guest.events);
    }

    @Test
    void keypad_isWhatItsKeysymsSay_whateverNumLockIs() {
        var guest = new Guest("us");
        var keyboard = new GuestKeyboard(guest.groups);
        GuestKeyboard.Peer peer = keyboard.peer(guest);
        for (boolean on : new boolean[] {true, false}) {
            guest.numLock = on;
            keyboard.leds(new KeyboardLeds(false, on, false));
            guest.text.setLength(0);
            for (long keysym : new long[] {0xffb7, 0xff95, 0xffb1, 0xffae, 0xff9f}) {
                peer.keysym(keysym, true);
                peer.keysym(keysym, false);
            }
            peer.keysym(0xffe1, true); // which the viewer has turned around, too
            peer.keysym(0xff95, true);
            peer.keysym(0xff95, false);
            peer.keysym(0xffe1, false);
            assertEquals("7<1.<<", guest.text.toString());
        }
    }

    @Test
    void keypad_ofAGuestThatSaysNothing_isLeftAlone() {
        var guest = new Guest("us");
        GuestKeyboard.Peer peer = new GuestKeyboard(guest.groups).peer(guest);
        peer.keysym(0xffb7, true);
        peer.keysym(0xffb7, false);
        assertEquals(List.of("+47", "-47"), guest.events);
    }

    @Test
    void groups_thatThereAreNot_areRefusedWithThoseThatThereAre() {
        assertTrue(
                refusalOf("us,xx")
                        .startsWith("there is no keyboard layout \"xx\"; there are be, br"));
        assertEquals(
                "there is no \"shift\" that switches layouts; there are alt_shift_toggle,"
                        + " ctrl_shift_toggle, win_space_toggle, caps_toggle",
                refusalOf("us,ru:shift"));
        assertEquals("a keyboard has 1 to 4 layouts, not 5", refusalOf("us,ru,gr,il,ua"));
    }

    private static String refusalOf(String groups) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> KeyboardGroups.parse(groups))
                        .getMessage());
    }

    @Test
    void keys_overlapping_typeWhatTheyShould() {
        var guest = new Guest("us");
        GuestKeyboard.Peer peer = new GuestKeyboard(KeyboardLayout.of("us")).peer(guest);
        peer.keysym('(', true);
        peer.keysym('a', true);
        peer.keysym('(', false);
        peer.keysym('B', true);
        peer.keysym('a', false);
        peer.keysym('B', false);
        assertEquals("(aB", guest.text.toString());
        assertEquals(Set.of(), guest.down);
        assertEquals(
                List.of("+2a", "+0a", "-2a", "+1e", "-0a", "+2a", "+30", "-1e", "-2a", "-30"),
                guest.events);
    }

    @Test
    void shiftThatThePeerHolds_isLiftedForWhatTheGuestHasWithout() {
        var guest = new Guest("us");
        GuestKeyboard.Peer peer = new GuestKeyboard(KeyboardLayout.of("us")).peer(guest);
        peer.keysym(0xffe2, true); // on a German keyboard, / is Shift and 7
        type(peer, '/');
        type(peer, 'A');
        type(peer, 'a'); // some say so where Shift makes it a capital
        peer.keysym(0xffe2, false);
        assertEquals("/AA", guest.text.toString());
        assertEquals(
                List.of("+36", "-36", "+35", "-35", "+36", "+1e", "-1e", "+1e", "-1e", "-36"),
                guest.events);
    }

    @Test
    void shortcuts_keepTheirModifiers() {
        var guest = new Guest("us");
        GuestKeyboard.Peer peer = new GuestKeyboard(KeyboardLayout.of("us")).peer(guest);
        peer.keysym(0xffe3, true);
        peer.keysym(0xffe1, true);
        type(peer, '1'); // Ctrl+Shift+1 of a keyboard where that is a digit
        type(peer, 'c');
        peer.keysym(0xffe1, false);
        peer.keysym(0xffe3, false);
        assertEquals(List.of("+1d", "+2a", "+02", "-02", "+2e", "-2e", "-2a", "-1d"), guest.events);
    }

    @Test
    void keyWhoseKeysymChangedWhileItWasDown_isReleased() {
        var guest = new Guest("us");
        GuestKeyboard.Peer peer = new GuestKeyboard(KeyboardLayout.of("us")).peer(guest);
        peer.keysym(0xffe1, true);
        peer.keysym('A', true);
        peer.keysym(0xffe1, false);
        peer.keysym('a', false);
        assertEquals(List.of("+2a", "+1e", "-2a", "-1e"), guest.events);
        peer.keysym('q', false); // which is not down
        assertEquals(4, guest.events.size());
    }

    @Test
    void keycodes_areLeftAlone() {
        var guest = new Guest("de");
        GuestKeyboard.Peer peer = new GuestKeyboard(KeyboardLayout.of("de")).peer(guest);
        peer.keycode(0xb8, true);
        peer.keycode(0x10, true);
        peer.keycode(0x10, false);
        peer.keycode(0xb8, false);
        assertEquals("@", guest.text.toString());
        assertEquals(List.of("+b8", "+10", "-10", "-b8"), guest.events);
    }

    @Test
    void keyThatTwoHold_isReleasedByTheLast() {
        var guest = new Guest("us");
        var keyboard = new GuestKeyboard(KeyboardLayout.of("us"));
        GuestKeyboard.Peer one = keyboard.peer(guest);
        GuestKeyboard.Peer other = keyboard.peer(guest);
        one.keysym('a', true);
        other.keycode(0x1e, true);
        one.releaseAll();
        assertEquals(List.of("+1e", "+1e"), guest.events);
        other.keycode(0x1e, false);
        assertEquals(List.of("+1e", "+1e", "-1e"), guest.events);
    }

    @Test
    void releaseAll_leavesNothingDown_whateverWasPressed() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var guest = new Guest("de");
            var keyboard = new GuestKeyboard(KeyboardLayout.of("de"));
            List<GuestKeyboard.Peer> peers = List.of(keyboard.peer(guest), keyboard.peer(guest));
            long[] keysyms = {
                0xffe1, 0xffe2, 0xffe3, 0xfe03, 0xffe5, 'a', 'A', '@', '/', '7', 0xe9
            };
            for (int i = 0; i < 60; i++) {
                GuestKeyboard.Peer peer = peers.get(random.nextInt(2));
                if (random.nextInt(4) == 0) {
                    peer.keycode(1 + random.nextInt(0xff), random.nextBoolean());
                } else {
                    peer.keysym(keysyms[random.nextInt(keysyms.length)], random.nextBoolean());
                }
            }
            peers.forEach(GuestKeyboard.Peer::releaseAll);
            assertEquals(Set.of(), guest.down, "seed " + seed);
        }
    }

    @Test
    void leds_tellWhetherCapsLockIsOn() {
        var guest = new Guest("us");
        var keyboard = new GuestKeyboard(KeyboardLayout.of("us"));
        GuestKeyboard.Peer peer = keyboard.peer(guest);
        guest.capsLock = true;
        keyboard.leds(new KeyboardLeds(false, false, true));
        type(peer, 'A');
        type(peer, 'a');
        type(peer, '1');
        assertEquals("Aa1", guest.text.toString());
    }

    @Test
    void keycodesThatThereCannotBe_areNone() {
        assertTrue(KeyCodes.normalised(0).isEmpty());
        assertTrue(KeyCodes.normalised(0x100).isEmpty());
        assertTrue(KeyCodes.normalised(0xffff_ffffL).isEmpty());
        assertEquals(0x54, KeyCodes.normalised(0xb7).orElseThrow());
        assertEquals(0xcd, KeyCodes.of(0xff53).orElseThrow());
        assertEquals(0xc6, KeyCodes.of(0xff13).orElseThrow());
    }

    @Test
    void manyKeysAtOnce_areBounded() {
        var guest = new Guest("us");
        GuestKeyboard.Peer peer = new GuestKeyboard(KeyboardLayout.of("us")).peer(guest);
        for (long keysym = 0; keysym < 100_000; keysym++) {
            peer.keysym(keysym, true);
        }
        assertTrue(guest.down.size() < GuestKeyboard.HELD_KEYS);
        peer.releaseAll();
        assertEquals(Set.of(), guest.down);
    }
}
