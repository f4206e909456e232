package weft.client;

import weft.rfb.keyboard.KeyCodes;
import weft.rfb.keyboard.KeyStroke;
import weft.rfb.keyboard.KeyboardLayout;
import weft.rfb.keysym.Keysyms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The keyboard: presses keys, and types text.
///
/// A character goes to the server as its keysym, whatever keys it takes to type it. Servers of X11
/// take that. A server that shows a machine with a keyboard of its own, as QEMU does, looks for a
/// key with that keysym, and of some the Shift key is forgotten; for such it is typed [by a
/// layout][#by(KeyboardLayout)], with the keys that a person would press; a server that takes them
/// is told which ones, so that the layout is the guest's and nobody guesses.
///
/// Any thread may call.
public final class Keyboard {

    private static final long SHIFT_L = 0xFFE1;
    private static final long ALT_GR = 0xFE03;

    /// What needs a shift key on a keyboard of the US, besides letters.
    private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";

    private final VncClient client;
    private final boolean forcesShift;
    private final Optional<KeyboardLayout> layout;

    Keyboard(VncClient client) {
        this(client, false, Optional.empty());
    }

    private Keyboard(VncClient client, boolean forcesShift, Optional<KeyboardLayout> layout) {
        this.client = client;
        this.forcesShift = forcesShift;
        this.layout = layout;
    }

    /// The same keyboard, on which characters are typed as on that of a layout: with Shift and
    /// AltGr, and with dead keys if there is no other way. What the layout does not have is sent as
    /// its keysym alone.
    public Keyboard by(KeyboardLayout typed) {
        return new Keyboard(client, forcesShift, Optional.of(typed));
    }

    /// The same keyboard, on which a shift key comes with capital letters and with what is above
    /// digits on a keyboard of the US: vncdotool's `--force-caps`.
    public Keyboard forcingShift() {
        return new Keyboard(client, true, layout);
    }

    /// Presses keys one after the other and lets them go in the opposite order.
    public void press(List<Long> keysyms) {
        List<Long> keys = withShift(keysyms);
        keys.forEach(this::down);
        keys.reversed().forEach(this::up);
    }

    /// Presses keys one after the other.
    public void hold(List<Long> keysyms) {
        withShift(keysyms).forEach(this::down);
    }

    /// Lets keys go that were pressed with [#hold].
    public void release(List<Long> keysyms) {
        withShift(keysyms).forEach(this::up);
    }

    /// Types a text; a line end is the return key, a tab the tab key.
    ///
    /// @throws IllegalArgumentException for what no key types, before anything is typed
    public void type(String text) {
        int[] characters = text.replace("\r\n", "\n").codePoints().toArray();
        for (int character : characters) {
            long _ = Keysyms.ofCodePoint(character);
        }
        for (int character : characters) {
            type(character);
        }
    }

    /// Types a character; a line end is the return key, a tab the tab key.
    ///
    /// @throws IllegalArgumentException for what no key types
    public void type(int codePoint) {
        List<KeyStroke> strokes = layout.map(keys -> keys.strokes(codePoint)).orElse(List.of());
        if (strokes.isEmpty()) {
            press(List.of(Keysyms.ofCodePoint(codePoint)));
        }
        strokes.forEach(this::type);
    }

    private void type(KeyStroke stroke) {
        List<Key> keys = new ArrayList<>();
        if (stroke.shift()) {
            keys.add(new Key(SHIFT_L, KeyCodes.SHIFT_L));
        }
        if (stroke.altGr()) {
            keys.add(new Key(ALT_GR, KeyCodes.ALT_R));
        }
        keys.add(new Key(stroke.keysym(), stroke.key()));
        keys.forEach(key -> client.key((int) key.keysym(), key.keycode(), true));
        keys.reversed().forEach(key -> client.key((int) key.keysym(), key.keycode(), false));
    }

    private record Key(long keysym, int keycode) {}

    private void down(long keysym) {
        client.key((int) keysym, true);
    }

    private void up(long keysym) {
        client.key((int) keysym, false);
    }

    private List<Long> withShift(List<Long> keysyms) {
        return forcesShift && keysyms.size() == 1 && needsShift(keysyms.getFirst())
                ? List.of(SHIFT_L, keysyms.getFirst())
                : keysyms;
    }

    private static boolean needsShift(long keysym) {
        int codePoint = Keysyms.codePoint(keysym).orElse(0);
        return Character.isUpperCase(codePoint) || SHIFTED.indexOf(codePoint) >= 0;
    }
}
