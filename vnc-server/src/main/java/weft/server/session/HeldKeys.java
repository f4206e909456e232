package weft.server.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The keys that viewers hold down, all together: a key that two of them hold is down until both
/// let it go. All calls are under the global lock.
///
/// A key goes up as what it went down as: its keysym may be another one by then, with Shift
/// released before it.
final class HeldKeys {

    /// The most keys that one viewer can hold; each more is ignored until one is released.
    static final int LIMIT = 256;

    private final List<Holder> holders = new ArrayList<>();

    /// A key as a viewer says it.
    ///
    /// @param keycode 0 if the viewer does not say it
    record Key(long keysym, int keycode) {

        /// Codes tell keys apart; where one is not known, keysyms do, but for 0, which is none.
        private boolean isSame(Key other) {
            if (keycode != 0 && other.keycode != 0) {
                return keycode == other.keycode;
            }
            return keysym == other.keysym && (keysym != 0 || keycode == other.keycode);
        }

        /// Whether it is the same by its code, and means something else now.
        private boolean hasOtherKeysym(Key other) {
            boolean known = keysym != 0 && other.keysym != 0;
            return known && keycode != 0 && keycode == other.keycode && keysym != other.keysym;
        }

        /// The same key, which is pressed again: perhaps with another keysym, or with its code now.
        private Key again(Key pressed) {
            return new Key(
                    pressed.keysym != 0 ? pressed.keysym : keysym,
                    pressed.keycode != 0 ? pressed.keycode : keycode);
        }
    }

    /// What the host is told of a key: that it went down or up.
    record Told(Key key, boolean down) {}

    /// One more viewer.
    Holder holder() {
        var holder = new Holder();
        holders.add(holder);
        return holder;
    }

    private boolean isHeld(Key key) {
        return holders.stream().anyMatch(holder -> holder.indexOf(key) >= 0);
    }

    private boolean isKeysymHeld(long keysym) {
        return holders.stream()
                .flatMap(holder -> holder.held.stream())
                .anyMatch(key -> key.keysym == keysym);
    }

    /// A key that is down has another keysym from now on, for all that hold it. Returns what it was
    /// before, if that is a keysym that nobody holds any more: a host that knows keysyms alone
    /// would never be told that it went up.
    private Optional<Key> rename(Key key) {
        Optional<Key> before = Optional.empty();
        for (Holder holder : holders) {
            for (int i = 0; i < holder.held.size(); i++) {
                Key old = holder.held.get(i);
                if (old.hasOtherKeysym(key)) {
                    before = Optional.of(old);
                    holder.held.set(i, key);
                }
            }
        }
        return before.filter(old -> !isKeysymHeld(old.keysym));
    }

    /// What one viewer holds.
    final class Holder {
        private final List<Key> held = new ArrayList<>();

        private int indexOf(Key key) {
            for (int i = 0; i < held.size(); i++) {
                if (held.get(i).isSame(key)) {
                    return i;
                }
            }
            return -1;
        }

        /// A key goes down, perhaps again. Returns what the host is told.
        List<Told> press(Key key) {
            int index = indexOf(key);
            if (index < 0 && held.size() == LIMIT) {
                return List.of();
            }
            List<Told> told = new ArrayList<>();
            rename(key).ifPresent(old -> told.add(new Told(old, false)));
            Key pressed = key;
            if (index < 0) {
                held.add(key);
            } else {
                pressed = held.get(index).again(key);
                held.set(index, pressed);
            }
            told.add(new Told(pressed, true));
            return told;
        }

        /// A key goes up. Returns what the host is told, if it is: not while another viewer holds
        /// it. What this one does not hold is told as it is.
        Optional<Key> release(Key key) {
            int index = indexOf(key);
            if (index < 0) {
                return isHeld(key) ? Optional.empty() : Optional.of(key);
            }
            Key pressed = held.remove(index);
            return isHeld(pressed) ? Optional.empty() : Optional.of(pressed);
        }

        /// All go up. Returns those that the host is told of.
        List<Key> releaseAll() {
            List<Key> released = new ArrayList<>();
            for (Key key : List.copyOf(held)) {
                release(key).ifPresent(released::add);
            }
            held.clear();
            return released;
        }

        /// The viewer is gone.
        void close() {
            holders.remove(this);
        }
    }
}
