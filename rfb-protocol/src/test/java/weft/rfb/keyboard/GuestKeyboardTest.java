package weft.rfb.keyboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import weft.rfb.keysym.Keysyms;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

    /// What dead keys type, before a space or a letter.
    private static final Map<Long, String> DEAD =
            Map.of(0xfe50L, "`", 0xfe52L, "^", 0xfe53L, "~", 0xfe51L, "\u0301", 0xfe57L, "\u0308");

    private static Collection<String> layouts() {
        return KeyboardLayout.names();
    }

    /// A machine with a keyboard.
    private static final class Guest implements GuestKeyboard.Keys {
        private final KeyboardLayout layout;
        private final Set<Integer> down = new HashSet<>();
        final StringBuilder text = new StringBuilder();
        final List<String> events = new ArrayList<>();
        private String dead = "";
        boolean capsLock;

        Guest(String name) {
            layout = KeyboardLayout.of(name);
        }

        @Override
        public void key(int keycode, boolean pressed) {
            events.add("%s%02x".formatted(pressed ? "+" : "-", keycode));
            if (!pressed) {
                assertTrue(down.remove(keycode), () -> "released but not down: " + events);
                return;
            }
            boolean fresh = down.add(keycode);
            if (keycode == KeyCodes.CAPS_LOCK && fresh) {
                capsLock = !capsLock;
            }
            boolean shift = down.contains(0x2a) || down.contains(0x36);
            boolean altGr = down.contains(0xb8);
            if (capsLock
                    && is(Character::isLowerCase, layout.keysym(keycode, false, altGr))
                    && is(Character::isUpperCase, layout.keysym(keycode, true, altGr))) {
                shift = !shift;
            }
            layout.keysym(keycode, shift, altGr).ifPresent(this::typed);
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

    /// What a keyboard has not, nobody types on it: some have no Latin letters, and some no key for
    /// an accent that stands alone.
    private static String typable(String layout) {
        KeyboardLayout keys = KeyboardLayout.of(layout);
        return ASCII.chars()
                .filter(character -> !keys.strokes(character).isEmpty())
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyPrintableCharacterOfAscii_byKeysymsAlone_arrivesUnchanged(String layout) {
        var guest = new Guest(layout);
        GuestKeyboard.Peer peer = new GuestKeyboard(KeyboardLayout.of(layout)).peer(guest);
        String text = typable(layout);
        text.chars().forEach(character -> type(peer, character));
        assertEquals(text, guest.text.toString());
        assertEquals(Set.of(), guest.down);
        peer.keysym(Keysyms.ofName("Caps_Lock").orElseThrow(), true);
        peer.keysym(Keysyms.ofName("Caps_Lock").orElseThrow(), false);
        guest.text.setLength(0);
        text.chars().forEach(character -> type(peer, character));
        assertEquals(text, guest.text.toString(), "with Caps Lock");
    }

    @Test
    void ascii_isWhole_onAllKeyboardsThatHaveLatinLetters() {
        Map<String, String> missing = new HashMap<>();
        for (String layout : KeyboardLayout.names()) {
            String typable = typable(layout);
            String absent =
                    ASCII.chars()
                            .filter(character -> typable.indexOf(character) < 0)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
            if (!absent.isEmpty()) {
                missing.put(layout, absent);
            }
        }
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        assertTrue(missing.containsKey("ru"));
        assertEquals(Set.of("gr", "il", "ru", "ua"), missing.keySet(), missing.toString());
        missing.forEach((layout, absent) ->
                assertTrue(absent.contains(letters.toLowerCase(Locale.ROOT)), layout + absent));
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
