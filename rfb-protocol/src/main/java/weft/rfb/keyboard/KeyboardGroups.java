package weft.rfb.keyboard;

import java.util.ArrayList;
import java.util.List;

/// The layouts of a guest's keyboard, and how its user goes from one to the next: a keyboard
/// without Latin letters has one with them beside it.
///
/// ```
///   us,ru                      Alt and Shift switch
///   us,ru:caps_toggle          Caps Lock switches
/// ```
///
/// @param layouts in their order; the guest begins with the first
/// @param toggle what switches, if there are several
public record KeyboardGroups(List<KeyboardLayout> layouts, GroupToggle toggle) {

    /// What X11 can have.
    static final int MOST = 4;

    /// Checks them.
    ///
    /// @throws IllegalArgumentException if there is no layout, or there are more than four
    public KeyboardGroups {
        layouts = List.copyOf(layouts);
        if (layouts.isEmpty() || layouts.size() > MOST) {
            throw new IllegalArgumentException(
                    "a keyboard has 1 to %d layouts, not %d".formatted(MOST, layouts.size()));
        }
    }

    /// A keyboard with one layout.
    public static KeyboardGroups of(KeyboardLayout only) {
        return new KeyboardGroups(List.of(only), GroupToggle.ALT_SHIFT_TOGGLE);
    }

    /// Reads names of layouts with commas between them, and perhaps a colon and what switches, as
    /// XKB calls it; unless it is there, [GroupToggle#ALT_SHIFT_TOGGLE].
    ///
    /// @throws IllegalArgumentException that says which name there is not, and which there are
    public static KeyboardGroups parse(String text) {
        int colon = text.indexOf(':');
        List<KeyboardLayout> layouts = new ArrayList<>();
        for (String name : (colon < 0 ? text : text.substring(0, colon)).split(",", -1)) {
            layouts.add(KeyboardLayout.of(name));
        }
        return new KeyboardGroups(
                layouts,
                colon < 0
                        ? GroupToggle.ALT_SHIFT_TOGGLE
                        : GroupToggle.of(text.substring(colon + 1)));
    }
}
