package weft.rfb.keyboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The keys that take a guest from one of its layouts to the next, pressed together, or alone if
/// there is one (XKB's options `grp:`).
public enum GroupToggle {

    /// Left Alt and Shift: what Windows has, too.
    ALT_SHIFT_TOGGLE(KeyCodes.ALT_L, KeyCodes.SHIFT_L),

    /// Left Ctrl and Shift.
    CTRL_SHIFT_TOGGLE(KeyCodes.CONTROL_L, KeyCodes.SHIFT_L),

    /// The left key with a window, and the space bar.
    WIN_SPACE_TOGGLE(KeyCodes.SUPER_L, KeyCodes.SPACE),

    /// Caps Lock, which locks nothing then.
    CAPS_TOGGLE(KeyCodes.CAPS_LOCK, KeyCodes.CAPS_LOCK);

    private final int first;
    private final int last;

    GroupToggle(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /// The one with a name of XKB's, which is its own in small letters.
    ///
    /// @throws IllegalArgumentException if there is none; it says which there are
    static GroupToggle of(String name) {
        for (GroupToggle toggle : values()) {
            if (toggle.xkbName().equals(name)) {
                return toggle;
            }
        }
        throw new IllegalArgumentException(
                "there is no \"%s\" that switches layouts; there are %s"
                        .formatted(
                                name,
                                Arrays.stream(values())
                                        .map(GroupToggle::xkbName)
                                        .collect(Collectors.joining(", "))));
    }

    private String xkbName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The key that goes down first and comes up last; the same as the other one if it is alone.
    int first() {
        return first;
    }

    /// The other one.
    int last() {
        return last;
    }

    /// Whether a key that goes down switches.
    ///
    /// @param down the keys that are down without it
    boolean isCompletedBy(int keycode, Set<Integer> down) {
        int key = keycode == KeyCodes.SHIFT_R ? KeyCodes.SHIFT_L : keycode;
        if (key == last) {
            return first == last || down.contains(first);
        }
        return key == first
                && (down.contains(last)
                        || (last == KeyCodes.SHIFT_L && down.contains(KeyCodes.SHIFT_R)));
    }
}
