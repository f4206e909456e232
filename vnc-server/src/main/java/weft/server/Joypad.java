package weft.server;

import weft.rfb.keysym.Keysyms;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// Makes buttons of keys: a joypad for hosts that emulate a console, or several.
///
/// ```
/// enum Button { UP, DOWN, LEFT, RIGHT, A, B, START }
///
/// var joypad = Joypad.parse("Up=UP Down=DOWN Left=LEFT Right=RIGHT z=A x=B space=B Return=START",
///         Button::valueOf, (button, down) -> console.button(button, down));
/// VncServer.builder(160, 144).onKey(joypad)
/// ```
///
/// A button is of any type of the host's; several players are buttons with a player in them. It is
/// down while at least one of its keys is, and the host is told when that changes: not of repeated
/// presses, and not of one key that goes up while another one holds the button. Letters count
/// whether Shift or Caps Lock is on or not. Keys of no button are passed over.
///
/// For the thread of the server's callbacks; the host is told on it.
///
/// @param <B> the buttons, compared by equals
public final class Joypad<B> implements KeyHandler {

    private final Map<Long, B> buttons;
    private final Listener<B> host;

    /// The keys that are down.
    private final Set<Long> keys = new HashSet<>();

    /// How many keys hold each button.
    private final Map<B, Integer> held = new HashMap<>();

    /// Told of buttons.
    ///
    /// @param <B> the buttons
    @FunctionalInterface
    public interface Listener<B> {

        /// A button has gone down or up.
        void button(B button, boolean down);
    }

    private Joypad(Map<Long, B> buttons, Listener<B> host) {
        this.buttons = buttons;
        this.host = host;
    }

    /// One with these keys.
    ///
    /// @param buttons by the names of their keys, those of X11 without `XK_`, such as `Up`, `z`,
    ///   `Return`, `Shift_L` or `KP_5`; several keys may have the same button
    /// @throws IllegalArgumentException if there is no such key, or a key occurs twice
    public static <B> Joypad<B> of(Map<String, ? extends B> buttons, Listener<B> host) {
        Map<Long, B> byKeysym = new HashMap<>();
        buttons.forEach((name, button) -> {
            OptionalLong keysym = Keysyms.ofName(name);
            if (keysym.isEmpty()) {
                throw new IllegalArgumentException("there is no key '" + name + "'");
            }
            Objects.requireNonNull(button, "button");
            if (byKeysym.put(small(keysym.getAsLong()), button) != null) {
                throw new IllegalArgumentException("the key '" + name + "' occurs twice");
            }
        });
        return new Joypad<>(Map.copyOf(byKeysym), host);
    }

    /// One with the keys of a text, such as a user writes.
    ///
    /// @param text pairs `KEY=BUTTON`, separated by blanks
    /// @param buttons the button of a name; throws IllegalArgumentException for another name
    /// @throws IllegalArgumentException if there is no such key or button, or a key occurs twice
    public static <B> Joypad<B> parse(
            String text, Function<String, ? extends B> buttons, Listener<B> host) {
        Map<String, B> byName = new LinkedHashMap<>();
        for (String pair : text.strip().split("\\s+", -1)) {
            int equals = pair.indexOf('=', 1); // the key = is written equal
            if (equals < 0 || equals == pair.length() - 1) {
                throw new IllegalArgumentException(
                        "a button is KEY=BUTTON, not '%s'".formatted(pair));
            }
            String key = pair.substring(0, equals);
            if (byName.put(key, buttons.apply(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("the key '" + key + "' occurs twice");
            }
        }
        return of(byName, host);
    }

    /// A letter without Shift.
    private static long small(long keysym) {
        OptionalInt character = Keysyms.codePoint(keysym);
        if (character.isEmpty() || !Character.isUpperCase(character.getAsInt())) {
            return keysym;
        }
        return Keysyms.ofCodePoint(Character.toLowerCase(character.getAsInt()));
    }

    @Override
    public void key(long keysym, boolean down) {
        long key = small(keysym);
        B button = buttons.get(key);
        if (button == null || !(down ? keys.add(key) : keys.remove(key))) {
            return;
        }
        int before = held.getOrDefault(button, 0);
        int now = before + (down ? 1 : -1);
        held.put(button, now);
        if (before == 0 || now == 0) {
            host.button(button, down);
        }
    }
}
