package weft.server.awt;

import weft.rfb.keysym.Keysyms;

import java.awt.Component;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;

/// Makes AWT's events of keysyms.
final class AwtKeys {
    private static final long SHIFT_LEFT = 0xffe1;
    private static final long KEYPAD_FIRST = 0xff80;
    private static final long KEYPAD_LAST = 0xffbd;
    private static final int TAB = 0xff09;

    private static final Map<Long, Key> KEYS = table();

    private final Component source;
    private final LongSupplier clock;
    private final Set<Long> held = new HashSet<>();

    /// A key without a character that its keysym says.
    ///
    /// @param character CHAR_UNDEFINED for none
    /// @param modifier what it is while it is held, 0 for nothing
    private record Key(int code, char character, int location, int modifier) {}

    AwtKeys(Component source, LongSupplier clock) {
        this.source = source;
        this.clock = clock;
    }

    private static Map<Long, Key> table() {
        Map<Long, Key> keys = new HashMap<>();
        put(keys, 0xff08, KeyEvent.VK_BACK_SPACE, '\b');
        put(keys, TAB, KeyEvent.VK_TAB, '\t');
        put(keys, 0xfe20, KeyEvent.VK_TAB, '\t'); // ISO_Left_Tab
        put(keys, 0xff0d, KeyEvent.VK_ENTER, '\n');
        put(keys, 0xff1b, KeyEvent.VK_ESCAPE, '\u001b');
        put(keys, 0xffff, KeyEvent.VK_DELETE, '\u007f');
        int[] navigation = {
            KeyEvent.VK_HOME,
            KeyEvent.VK_LEFT,
            KeyEvent.VK_UP,
            KeyEvent.VK_RIGHT,
            KeyEvent.VK_DOWN,
            KeyEvent.VK_PAGE_UP,
            KeyEvent.VK_PAGE_DOWN,
            KeyEvent.VK_END
        };
        for (int i = 0; i < navigation.length; i++) {
            put(keys, 0xff50 + i, navigation[i]);
            keypad(keys, 0xff95 + i, navigation[i], KeyEvent.CHAR_UNDEFINED);
        }
        put(keys, 0xff63, KeyEvent.VK_INSERT);
        keypad(keys, 0xff9e, KeyEvent.VK_INSERT, KeyEvent.CHAR_UNDEFINED);
        keypad(keys, 0xff9f, KeyEvent.VK_DELETE, '\u007f');
        keypad(keys, 0xff8d, KeyEvent.VK_ENTER, '\n');
        keypad(keys, 0xffaa, KeyEvent.VK_MULTIPLY, '*');
        keypad(keys, 0xffab, KeyEvent.VK_ADD, '+');
        keypad(keys, 0xffac, KeyEvent.VK_SEPARATOR, ',');
        keypad(keys, 0xffad, KeyEvent.VK_SUBTRACT, '-');
        keypad(keys, 0xffae, KeyEvent.VK_DECIMAL, '.');
        keypad(keys, 0xffaf, KeyEvent.VK_DIVIDE, '/');
        for (int digit = 0; digit < 10; digit++) {
            keypad(keys, 0xffb0 + digit, KeyEvent.VK_NUMPAD0 + digit, (char) ('0' + digit));
        }
        for (int f = 0; f < 12; f++) {
            put(keys, 0xffbe + f, KeyEvent.VK_F1 + f); // F1 to F12
            put(keys, 0xffca + f, KeyEvent.VK_F13 + f); // F13 to F24
        }
        put(keys, 0xff13, KeyEvent.VK_PAUSE);
        put(keys, 0xff14, KeyEvent.VK_SCROLL_LOCK);
        put(keys, 0xff61, KeyEvent.VK_PRINTSCREEN);
        put(keys, 0xff67, KeyEvent.VK_CONTEXT_MENU);
        put(keys, 0xff7f, KeyEvent.VK_NUM_LOCK);
        put(keys, 0xffe5, KeyEvent.VK_CAPS_LOCK);
        modifiers(keys, SHIFT_LEFT, KeyEvent.VK_SHIFT, InputEvent.SHIFT_DOWN_MASK);
        modifiers(keys, 0xffe3, KeyEvent.VK_CONTROL, InputEvent.CTRL_DOWN_MASK);
        modifiers(keys, 0xffe7, KeyEvent.VK_META, InputEvent.META_DOWN_MASK);
        modifiers(keys, 0xffe9, KeyEvent.VK_ALT, InputEvent.ALT_DOWN_MASK);
        modifiers(keys, 0xffeb, KeyEvent.VK_WINDOWS, 0);
        var altGraph =
                new Key(
                        KeyEvent.VK_ALT_GRAPH,
                        KeyEvent.CHAR_UNDEFINED,
                        KeyEvent.KEY_LOCATION_RIGHT,
                        InputEvent.ALT_GRAPH_DOWN_MASK);
        keys.put(0xfe03L, altGraph); // ISO_Level3_Shift
        keys.put(0xff7eL, altGraph); // Mode_switch
        return Map.copyOf(keys);
    }

    private static void put(Map<Long, Key> keys, long keysym, int code) {
        put(keys, keysym, code, KeyEvent.CHAR_UNDEFINED);
    }

    private static void put(Map<Long, Key> keys, long keysym, int code, char character) {
        keys.put(keysym, new Key(code, character, KeyEvent.KEY_LOCATION_STANDARD, 0));
    }

    private static void keypad(Map<Long, Key> keys, long keysym, int code, char character) {
        keys.put(keysym, new Key(code, character, KeyEvent.KEY_LOCATION_NUMPAD, 0));
    }

    /// The left one and the right one behind it.
    private static void modifiers(Map<Long, Key> keys, long left, int code, int modifier) {
        char none = KeyEvent.CHAR_UNDEFINED;
        keys.put(left, new Key(code, none, KeyEvent.KEY_LOCATION_LEFT, modifier));
        keys.put(left + 1, new Key(code, none, KeyEvent.KEY_LOCATION_RIGHT, modifier));
    }

    /// What is held of Shift, Ctrl, Alt and the like, as AWT's extended modifiers.
    int modifiers() {
        int modifiers = 0;
        for (long keysym : held) {
            Key key = KEYS.get(keysym);
            modifiers |= key == null ? 0 : key.modifier;
        }
        return modifiers;
    }

    /// What a key's going down, perhaps again, or up is for AWT.
    ///
    /// @param buttons that are down, as extended modifiers
    List<KeyEvent> events(long keysym, boolean down, int buttons) {
        boolean was = down ? !held.add(keysym) : held.remove(keysym);
        if (!down && !was) {
            return List.of();
        }
        OptionalInt character = Keysyms.codePoint(keysym);
        Key known = KEYS.get(keysym);
        Key key = known == null ? ofCharacter(keysym, character) : known;
        int modifiers = modifiers() | buttons;
        List<KeyEvent> events = new ArrayList<>();
        int id = down ? KeyEvent.KEY_PRESSED : KeyEvent.KEY_RELEASED;
        char shown = withControl(key.character, modifiers);
        events.add(event(id, modifiers, key.code, shown, key.location));
        if (down) {
            String typed =
                    known == null && character.isPresent()
                            ? Character.toString(character.getAsInt())
                            : String.valueOf(key.character);
            for (int i = 0; i < typed.length(); i++) {
                char each = typed.charAt(i);
                if (each != KeyEvent.CHAR_UNDEFINED) {
                    events.add(
                            event(
                                    KeyEvent.KEY_TYPED,
                                    modifiers,
                                    KeyEvent.VK_UNDEFINED,
                                    withControl(each, modifiers),
                                    KeyEvent.KEY_LOCATION_UNKNOWN));
                }
            }
        }
        return events;
    }

    private static Key ofCharacter(long keysym, OptionalInt character) {
        if (character.isEmpty()) {
            char none = KeyEvent.CHAR_UNDEFINED;
            return new Key(KeyEvent.VK_UNDEFINED, none, KeyEvent.KEY_LOCATION_STANDARD, 0);
        }
        int codePoint = character.getAsInt();
        boolean ofKeypad = keysym >= KEYPAD_FIRST && keysym <= KEYPAD_LAST;
        return new Key(
                KeyEvent.getExtendedKeyCodeForChar(codePoint),
                Character.isBmpCodePoint(codePoint) ? (char) codePoint : KeyEvent.CHAR_UNDEFINED,
                ofKeypad ? KeyEvent.KEY_LOCATION_NUMPAD : KeyEvent.KEY_LOCATION_STANDARD,
                0);
    }

    /// Ctrl and a letter are a control character.
    private static char withControl(char character, int modifiers) {
        boolean control = (modifiers & InputEvent.CTRL_DOWN_MASK) != 0;
        boolean letter =
                (character >= 'a' && character <= 'z') || (character >= '@' && character <= '_');
        return control && letter ? (char) (character & 0x1f) : character;
    }

    private KeyEvent event(int id, int modifiers, int code, char character, int location) {
        return new KeyEvent(source, id, clock.getAsLong(), modifiers, code, character, location);
    }
}
