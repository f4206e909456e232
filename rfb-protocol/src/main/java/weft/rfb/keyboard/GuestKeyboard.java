package weft.rfb.keyboard;

import weft.rfb.keysym.Keysyms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// The keyboard of a guest that knows keys only, pressed by any number of peers that may know
/// keysyms only.
///
/// A keysym is looked up in the layout that the guest believes its keyboard to have, and Shift and
/// AltGr are pressed with it, or lifted, as far as the peers do not hold them as it needs; with
/// Ctrl, Alt or a window key held nothing is lifted, and a letter stays what Shift makes of it.
/// What takes a dead key is typed with it. Keys that a peer names by their code are left alone.
///
/// What only another of the guest's layouts has is typed on that: the guest is brought there by the
/// keys that its user would press, and stays there. Whoever switches by other means than this
/// keyboard leaves it in error. A digit of the keypad is preceded by Num Lock if the guest has said
/// that it is off, and what the keypad means without it if that is on.
///
/// A key that several peers hold is released when the last lets it go. For one thread.
public final class GuestKeyboard {

    /// The most keys that one peer can hold; each more is ignored.
    public static final int HELD_KEYS = 256;

    private static final long ISO_LEFT_TAB = 0xfe20;
    private static final long KP_HOME = 0xff95;
    private static final long KP_DELETE = 0xff9f;
    private static final long KP_DECIMAL = 0xffae;
    private static final long KP_0 = 0xffb0;
    private static final long KP_9 = 0xffb9;

    private static final Set<Integer> SHIFTS = Set.of(KeyCodes.SHIFT_L, KeyCodes.SHIFT_R);

    private static final Set<Integer> SHORTCUTS =
            Set.of(
                    KeyCodes.CONTROL_L,
                    KeyCodes.CONTROL_R,
                    KeyCodes.ALT_L,
                    KeyCodes.SUPER_L,
                    KeyCodes.SUPER_R);

    /// Takes what is pressed and released at the guest.
    @FunctionalInterface
    public interface Keys {
        /// A key went down, perhaps again, or up.
        ///
        /// @param keycode XT set 1, e0 as bit 7
        void key(int keycode, boolean down);
    }

    private final KeyboardGroups groups;

    /// Which of the layouts the guest has now.
    private int group;

    private final Map<Integer, Integer> holders = new HashMap<>();

    /// What the guest has down.
    private final Set<Integer> down = new HashSet<>();

    /// What is down though no peer holds it, and up though one does.
    private final Set<Integer> added = new LinkedHashSet<>();

    private final Set<Integer> lifted = new LinkedHashSet<>();
    private boolean capsLock;
    private boolean numLock;
    private boolean ledsKnown;

    /// A keyboard with one layout, and without any key down.
    public GuestKeyboard(KeyboardLayout layout) {
        this(KeyboardGroups.of(layout));
    }

    /// A keyboard of which no key is down, and the first layout is in use.
    public GuestKeyboard(KeyboardGroups groups) {
        this.groups = groups;
    }

    /// One more peer.
    ///
    /// @param keys takes what it presses
    public Peer peer(Keys keys) {
        return new Peer(keys);
    }

    /// The guest says what is locked; until it does, each press of Caps Lock is believed to change
    /// that.
    public void leds(KeyboardLeds leds) {
        ledsKnown = true;
        capsLock = leds.capsLock();
        numLock = leds.numLock();
    }

    /// Somebody who presses keys.
    public final class Peer {
        private final Keys keys;
        private final Map<Long, Integer> byKeysym = new LinkedHashMap<>();
        private final Set<Integer> held = new LinkedHashSet<>();

        private Peer(Keys keys) {
            this.keys = keys;
        }

        /// A key of which the keysym is known.
        public void keysym(long keysym, boolean pressed) {
            if (pressed) {
                press(keysym);
            } else {
                release(keysym);
            }
        }

        /// A key of which the code is known.
        public void keycode(int keycode, boolean pressed) {
            settle(keys);
            if (pressed) {
                hold(keycode);
            } else {
                letGo(keycode);
            }
        }

        /// Lets go of all that it holds.
        public void releaseAll() {
            byKeysym.clear();
            for (int keycode : List.copyOf(held)) {
                letGo(keycode);
            }
            settle(keys);
        }

        private void press(long keysym) {
            if (byKeysym.size() >= HELD_KEYS && !byKeysym.containsKey(keysym)) {
                return;
            }
            OptionalInt same = KeyCodes.of(keysym);
            if (same.isPresent()) {
                settle(keys);
                if (keysym == ISO_LEFT_TAB) {
                    shift(true, keys);
                }
                adjustNumLock(keysym, keys);
                byKeysym.put(keysym, same.getAsInt());
                hold(same.getAsInt());
                return;
            }
            int wanted = groupOf(keysym);
            List<KeyStroke> strokes = strokes(keysym, wanted);
            if (!strokes.isEmpty() && wanted != group) {
                switchTo(wanted, keys);
            }
            for (int i = 0; i < strokes.size(); i++) {
                KeyStroke stroke = strokes.get(i);
                adjust(stroke, keys);
                if (i < strokes.size() - 1) {
                    tap(stroke.key());
                } else {
                    // repeated, it may be another key by now: of another layout, or of other LEDs
                    Integer before = byKeysym.put(keysym, stroke.key());
                    if (before != null && before != stroke.key()) {
                        letGo(before);
                    }
                    hold(stroke.key());
                }
            }
        }

        /// A key that somebody holds is pressed once more, and stays down.
        private void tap(int keycode) {
            boolean held = down.contains(keycode);
            goDown(keycode, keys);
            if (!held) {
                goUp(keycode, keys);
            }
        }

        /// The keysym may be another one than when the key went down, if a modifier has changed.
        private void release(long keysym) {
            Integer pressed = byKeysym.remove(keysym);
            if (pressed == null) {
                OptionalInt other = keycodeOf(keysym);
                if (other.isEmpty() || !byKeysym.containsValue(other.getAsInt())) {
                    return;
                }
                pressed = other.getAsInt();
                byKeysym.values().remove(pressed);
            }
            letGo(pressed);
            settle(keys);
        }

        private void hold(int keycode) {
            if (held.add(keycode)) {
                holders.merge(keycode, 1, Integer::sum);
            }
            added.remove(keycode);
            lifted.remove(keycode);
            goDown(keycode, keys);
        }

        private void letGo(int keycode) {
            if (!held.remove(keycode)) {
                return;
            }
            boolean last =
                    holders.merge(
                                    keycode,
                                    -1,
                                    (count, less) -> count + less == 0 ? null : count + less)
                            == null;
            if (last) {
                lifted.remove(keycode);
                if (down.contains(keycode)) {
                    goUp(keycode, keys);
                }
            }
        }
    }

    // ---- what a keysym takes ----

    private KeyboardLayout layout() {
        return groups.layouts().get(group);
    }

    /// The layout that has it: the one in use, if it does.
    private int groupOf(long keysym) {
        for (int i = 0; i < groups.layouts().size(); i++) {
            int wanted = (group + i) % groups.layouts().size();
            if (!strokes(keysym, wanted).isEmpty()) {
                return wanted;
            }
        }
        return group;
    }

    private List<KeyStroke> strokes(long keysym, int wanted) {
        KeyboardLayout layout = groups.layouts().get(wanted);
        Optional<KeyStroke> one = layout.stroke(keysym);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        OptionalInt codePoint = Keysyms.codePoint(keysym);
        return codePoint.isPresent() ? layout.strokes(codePoint.getAsInt()) : List.of();
    }

    private OptionalInt keycodeOf(long keysym) {
        OptionalInt same = KeyCodes.of(keysym);
        List<KeyStroke> strokes = same.isPresent() ? List.of() : strokes(keysym, groupOf(keysym));
        return strokes.isEmpty() ? same : OptionalInt.of(strokes.getLast().key());
    }

    /// Brings the guest to another of its layouts; not while keys are held that would take part in
    /// that, or that make a shortcut, which the key counts for.
    private void switchTo(int wanted, Keys keys) {
        shift(false, keys);
        if (down.contains(KeyCodes.ALT_R)) {
            lift(KeyCodes.ALT_R, keys);
        }
        GroupToggle toggle = groups.toggle();
        if (isShortcut() || down.contains(toggle.first()) || down.contains(toggle.last())) {
            return;
        }
        while (group != wanted) {
            goDown(toggle.first(), keys);
            if (toggle.last() != toggle.first()) {
                goDown(toggle.last(), keys);
                goUp(toggle.last(), keys);
            }
            goUp(toggle.first(), keys);
        }
    }

    private boolean isShortcut() {
        return down.stream().anyMatch(SHORTCUTS::contains);
    }

    /// Brings Num Lock to what a key of the keypad needs, which Shift turns around.
    private void adjustNumLock(long keysym, Keys keys) {
        boolean isDigit = keysym == KP_DECIMAL || (keysym >= KP_0 && keysym <= KP_9);
        boolean isMove = keysym >= KP_HOME && keysym <= KP_DELETE;
        if (!ledsKnown || !(isDigit || isMove) || down.contains(KeyCodes.NUM_LOCK)) {
            return;
        }
        boolean shifted = down.stream().anyMatch(SHIFTS::contains);
        if (numLock != (isDigit != shifted)) {
            goDown(KeyCodes.NUM_LOCK, keys);
            goUp(KeyCodes.NUM_LOCK, keys);
            numLock = !numLock; // until the guest says so
        }
    }

    /// Brings Shift and AltGr to what a stroke needs.
    private void adjust(KeyStroke stroke, Keys keys) {
        boolean isLetter = isLetter(stroke);
        boolean wanted = stroke.shift() ^ (isLetter && capsLock);
        boolean shifted = down.stream().anyMatch(SHIFTS::contains);
        boolean heldShift = holders.keySet().stream().anyMatch(SHIFTS::contains);
        if (wanted || !(isLetter && heldShift)) {
            if (wanted != shifted) {
                shift(wanted, keys);
            }
        }
        boolean third = down.contains(KeyCodes.ALT_R);
        if (stroke.altGr() && !third) {
            add(KeyCodes.ALT_R, keys);
        } else if (!stroke.altGr() && third) {
            lift(KeyCodes.ALT_R, keys);
        }
    }

    /// Whether Caps Lock changes it.
    private boolean isLetter(KeyStroke stroke) {
        OptionalLong plain = layout().keysym(stroke.key(), false, stroke.altGr());
        OptionalLong shifted = layout().keysym(stroke.key(), true, stroke.altGr());
        if (plain.isEmpty() || shifted.isEmpty()) {
            return false;
        }
        int lower = Keysyms.codePoint(plain.getAsLong()).orElse(0);
        int upper = Keysyms.codePoint(shifted.getAsLong()).orElse(0);
        return Character.isLowerCase(lower) && Character.isUpperCase(upper);
    }

    private void shift(boolean wanted, Keys keys) {
        if (wanted) {
            add(lifted.contains(KeyCodes.SHIFT_R) ? KeyCodes.SHIFT_R : KeyCodes.SHIFT_L, keys);
        } else {
            SHIFTS.stream().filter(down::contains).sorted().forEach(shift -> lift(shift, keys));
        }
    }

    private void add(int keycode, Keys keys) {
        if (lifted.remove(keycode) || !holders.containsKey(keycode)) {
            if (!holders.containsKey(keycode)) {
                added.add(keycode);
            }
            goDown(keycode, keys);
        }
    }

    /// What was added is taken back; what a peer holds is let be if it may belong to a shortcut.
    private void lift(int keycode, Keys keys) {
        if (added.remove(keycode)) {
            goUp(keycode, keys);
        } else if (!isShortcut()) {
            lifted.add(keycode);
            goUp(keycode, keys);
        }
    }

    /// Brings Shift and AltGr back to what the peers hold.
    private void settle(Keys keys) {
        List<Integer> back = new ArrayList<>(added);
        back.forEach(keycode -> lift(keycode, keys));
        for (int keycode : List.copyOf(lifted)) {
            lifted.remove(keycode);
            goDown(keycode, keys);
        }
    }

    // ---- what the guest makes of it ----

    private void goDown(int keycode, Keys keys) {
        if (!down.contains(keycode)) {
            if (groups.layouts().size() > 1 && groups.toggle().isCompletedBy(keycode, down)) {
                group = (group + 1) % groups.layouts().size();
            } else if (keycode == KeyCodes.CAPS_LOCK && !ledsKnown) {
                capsLock = !capsLock;
            }
            down.add(keycode);
        }
        keys.key(keycode, true);
    }

    private void goUp(int keycode, Keys keys) {
        down.remove(keycode);
        keys.key(keycode, false);
    }
}
