package weft.cli.x11.host;

import weft.rfb.keysym.Keysyms;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/// What the keys of an X display type: its keyboard map and its modifier map, as they were at a
/// time.
///
/// The columns of a key are, by the group and the level that Shift (1) and the third level (2)
/// make:
///
/// | column | 0    | 1    | 2    | 3    | 4    | 5    | 6    | 7    |
/// |--------|------|------|------|------|------|------|------|------|
/// | group  | 0    | 0    | 1    | 1    | 0    | 0    | 1    | 1    |
/// | level  | 0    | 1    | 0    | 1    | 2    | 3    | 2    | 3    |
final class KeyboardMap {
    static final int SHIFT = 1;
    static final int LOCK = 1 << 1;

    /// The bit of a level that the third-level key makes.
    static final int THIRD = 2;

    static final long NUM_LOCK = 0xff7f;
    private static final long MODE_SWITCH = 0xff7e;
    private static final long SHIFT_LEFT = 0xffe1;
    private static final long THIRD_LEVEL_SHIFT = 0xfe03;
    private static final int LEVELS = 4;
    private static final int MODIFIERS = 8;

    private final int first;
    private final int columns;
    private final int[] keysyms;
    private final byte[] modifiers;

    /// A key, and what makes it type what is wanted.
    ///
    /// @param level bit 0: with Shift; bit 1: with the key of the third level
    record Stroke(int keycode, int level) {}

    /// @param first the keycode whose keysyms come first
    /// @param columns how many each key has
    /// @param keysyms of all keys, 0 for none
    /// @param modifiers the keycodes of Shift, Lock, Control and Mod1 to Mod5, equally many of
    ///   each, 0 for none
    KeyboardMap(int first, int columns, int[] keysyms, byte[] modifiers) {
        this.first = first;
        this.columns = columns;
        this.keysyms = keysyms;
        this.modifiers = modifiers;
    }

    private int last() {
        return columns == 0 ? first - 1 : first + keysyms.length / columns - 1;
    }

    /// What a key types; 0 for nothing.
    long keysym(int keycode, int group, int level) {
        int base = column(keycode, 0);
        long own = raw(keycode, group, level);
        if (own == 0 && group > 0) {
            own = raw(keycode, 0, level);
        }
        if (own == 0 && level == SHIFT && base >= 0) {
            long lower = raw(keycode, group, 0);
            OptionalInt upper = letter(lower == 0 ? raw(keycode, 0, 0) : lower);
            return upper.isPresent() ? Keysyms.ofCodePoint(upper.getAsInt()) : 0;
        }
        return own;
    }

    private long raw(int keycode, int group, int level) {
        int at = column(keycode, (level & THIRD) * 2 + group * 2 + (level & 1));
        return at < 0 ? 0 : keysyms[at] & 0xffff_ffffL;
    }

    /// The place of a column; -1 if there is none.
    private int column(int keycode, int column) {
        boolean there = keycode >= first && keycode <= last() && column < columns;
        return there ? (keycode - first) * columns + column : -1;
    }

    /// The capital of a small letter that has one.
    private static OptionalInt letter(long keysym) {
        OptionalInt small = isCharacter(keysym) ? Keysyms.codePoint(keysym) : OptionalInt.empty();
        if (small.isEmpty()) {
            return small;
        }
        int upper = Character.toUpperCase(small.getAsInt());
        return upper == small.getAsInt() ? OptionalInt.empty() : OptionalInt.of(upper);
    }

    /// The capital of a letter; of all else the same.
    static long capital(long keysym) {
        OptionalInt upper = letter(keysym);
        return upper.isPresent() ? Keysyms.ofCodePoint(upper.getAsInt()) : keysym;
    }

    /// The small letter of a capital; of all else the same.
    static long small(long keysym) {
        OptionalInt upper = isCharacter(keysym) ? Keysyms.codePoint(keysym) : OptionalInt.empty();
        if (upper.isEmpty()) {
            return keysym;
        }
        int lower = Character.toLowerCase(upper.getAsInt());
        boolean isPair =
                lower != upper.getAsInt() && Character.toUpperCase(lower) == upper.getAsInt();
        return isPair ? Keysyms.ofCodePoint(lower) : keysym;
    }

    /// Whether a keysym is a character of its own, dead ones too: one for which it matters what is
    /// held with it.
    static boolean isCharacter(long keysym) {
        return keysym < 0xfe00 || (keysym >= 0xfe50 && keysym < 0xff00) || keysym >= 0x0100_0000;
    }

    static boolean isOfKeypad(long keysym) {
        return keysym >= 0xff80 && keysym <= 0xffbd;
    }

    /// Whether it is a key that only means something together with others, or locks.
    static boolean isModifier(long keysym) {
        return (keysym >= 0xffe1 && keysym <= 0xffee)
                || (keysym >= 0xfe01 && keysym <= 0xfe0f)
                || keysym == MODE_SWITCH
                || keysym == NUM_LOCK;
    }

    /// The key that types a keysym in a group, by the lowest level; of the same character by
    /// another keysym, if there is no other.
    Optional<Stroke> find(long keysym, int group) {
        Optional<Stroke> same = find(group, candidate -> candidate == keysym);
        OptionalInt character =
                isCharacter(keysym) ? Keysyms.codePoint(keysym) : OptionalInt.empty();
        if (same.isPresent() || character.isEmpty()) {
            return same;
        }
        return find(
                group,
                candidate ->
                        isCharacter(candidate) && Keysyms.codePoint(candidate).equals(character));
    }

    private interface KeysymPredicate {
        boolean test(long keysym);
    }

    private Optional<Stroke> find(int group, KeysymPredicate wanted) {
        int levels = thirdLevelKey().isPresent() ? LEVELS : THIRD;
        for (int level = 0; level < levels; level++) {
            for (int keycode = first; keycode <= last(); keycode++) {
                long keysym = keysym(keycode, group, level);
                if (keysym != 0 && wanted.test(keysym)) {
                    return Optional.of(new Stroke(keycode, level));
                }
            }
        }
        return Optional.empty();
    }

    /// Whether Shift makes no difference to a key.
    boolean ignoresShift(int keycode, int group, int level) {
        long shifted = keysym(keycode, group, level | SHIFT);
        return shifted == 0 || shifted == keysym(keycode, group, level & ~SHIFT);
    }

    /// Whether Caps Lock is to a key what Shift is, at the third level or below it.
    boolean isLetter(int keycode, int group, int level) {
        OptionalInt upper = letter(keysym(keycode, group, level & THIRD));
        return upper.isPresent()
                && Keysyms.codePoint(keysym(keycode, group, level | SHIFT)).equals(upper);
    }

    /// The modifiers that a key sets, as bits.
    int modifiers(int keycode) {
        int each = modifiers.length / MODIFIERS;
        int bits = 0;
        for (int i = 0; i < each * MODIFIERS; i++) {
            if (keycode != 0 && (modifiers[i] & 0xff) == keycode) {
                bits |= 1 << (i / each);
            }
        }
        return bits;
    }

    private OptionalInt modifierKey(long keysym) {
        for (int keycode = first; keycode <= last(); keycode++) {
            if (raw(keycode, 0, 0) == keysym && modifiers(keycode) != 0) {
                return OptionalInt.of(keycode);
            }
        }
        return OptionalInt.empty();
    }

    /// The left Shift key.
    OptionalInt shiftKey() {
        return modifierKey(SHIFT_LEFT);
    }

    /// The key that leads to the third level, AltGr as a rule.
    OptionalInt thirdLevelKey() {
        return modifierKey(THIRD_LEVEL_SHIFT);
    }

    /// The modifier that Num Lock is.
    int numLock() {
        OptionalInt key = modifierKey(NUM_LOCK);
        return key.isPresent() ? modifiers(key.getAsInt()) : 0;
    }

    /// A key that types nothing, the last first.
    OptionalInt spare(IntPredicate allowed) {
        for (int keycode = last(); keycode >= first; keycode--) {
            if (isEmpty(keycode) && modifiers(keycode) == 0 && allowed.test(keycode)) {
                return OptionalInt.of(keycode);
            }
        }
        return OptionalInt.empty();
    }

    private boolean isEmpty(int keycode) {
        int start = (keycode - first) * columns;
        for (int i = start; i < start + columns; i++) {
            if (keysyms[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// The same map with a key that types something else, without and with Shift.
    KeyboardMap with(int keycode, long plain, long shifted) {
        int[] changed = keysyms.clone();
        int start = (keycode - first) * columns;
        for (int i = 0; i < columns; i++) {
            changed[start + i] = (int) (i == 0 ? plain : i == 1 ? shifted : 0);
        }
        return new KeyboardMap(first, columns, changed, modifiers);
    }

    /// For messages.
    @Override
    public String toString() {
        return "keys %d to %d, %s".formatted(first, last(), List.of(columns));
    }
}
