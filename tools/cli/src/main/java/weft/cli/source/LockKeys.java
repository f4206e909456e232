package weft.cli.source;

import weft.rfb.keyboard.KeyboardLeds;

import java.util.HashSet;
import java.util.Set;

/// The lock keys of a keyboard that has nothing else: each press turns a lamp on or off. For one
/// thread.
final class LockKeys {
    private static final long NUM_LOCK = 0xff7f;
    private static final long SCROLL_LOCK = 0xff14;
    private static final long CAPS_LOCK = 0xffe5;

    private final Set<Long> down = new HashSet<>();
    private KeyboardLeds leds = KeyboardLeds.OFF;

    /// A key goes down, perhaps again, or up. Says whether a lamp has changed.
    boolean key(long keysym, boolean pressed) {
        if (keysym != NUM_LOCK && keysym != SCROLL_LOCK && keysym != CAPS_LOCK) {
            return false;
        }
        if (!pressed) {
            down.remove(keysym);
            return false;
        }
        if (!down.add(keysym)) {
            return false;
        }
        leds =
                new KeyboardLeds(
                        leds.scrollLock() != (keysym == SCROLL_LOCK),
                        leds.numLock() != (keysym == NUM_LOCK),
                        leds.capsLock() != (keysym == CAPS_LOCK));
        return true;
    }

    KeyboardLeds leds() {
        return leds;
    }
}
