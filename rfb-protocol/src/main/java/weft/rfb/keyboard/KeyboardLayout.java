package weft.rfb.keyboard;

import weft.rfb.keysym.Keysyms;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// A keyboard layout: what the keys of the main block mean, alone, with Shift, with AltGr, and with
/// both. That is all that differs between layouts; other keys mean the same on each.
///
/// Layouts are named as X11 and QEMU (`-k`) name them. Each is a text, see [#parse]; `layouts.sh`
/// in rfb-protocol makes one.
///
/// A layout cannot change, and any thread may use it.
public final class KeyboardLayout {

    private static final NavigableSet<String> NAMES =
            new TreeSet<>(
                    Set.of(
                            "be", "br", "ca", "ch", "cz", "de", "dk", "es", "fi", "fr", "gb", "gr",
                            "hu", "il", "it", "jp", "latam", "nl", "no", "pl", "pt", "ru", "se",
                            "tr", "ua", "us"));

    /// The dead keys, by the combining character that each puts on a letter.
    private static final Map<Integer, Long> DEAD_KEYS =
            Map.ofEntries(
                    Map.entry(0x0300, 0xFE50L), // grave
                    Map.entry(0x0301, 0xFE51L), // acute
                    Map.entry(0x0302, 0xFE52L), // circumflex
                    Map.entry(0x0303, 0xFE53L), // tilde
                    Map.entry(0x0304, 0xFE54L), // macron
                    Map.entry(0x0306, 0xFE55L), // breve
                    Map.entry(0x0307, 0xFE56L), // abovedot
                    Map.entry(0x0308, 0xFE57L), // diaeresis
                    Map.entry(0x030A, 0xFE58L), // abovering
                    Map.entry(0x030B, 0xFE59L), // doubleacute
                    Map.entry(0x030C, 0xFE5AL), // caron
                    Map.entry(0x0327, 0xFE5BL), // cedilla
                    Map.entry(0x0328, 0xFE5CL)); // ogonek

    /// What a dead key before a space types, where systems agree.
    private static final Map<Integer, Long> DEAD_BEFORE_SPACE =
            Map.of((int) '`', 0xFE50L, (int) '^', 0xFE52L, (int) '~', 0xFE53L);

    private static final int LAST_KEY = 0x7F;
    private static final int LEVELS = 4;

    /// Those that were asked for by name: nobody changes a layout.
    private static final Map<String, KeyboardLayout> READ = new ConcurrentHashMap<>();

    private final String name;
    private final Map<Long, KeyStroke> byKeysym = new HashMap<>();
    private final Map<Integer, KeyStroke> byCodePoint = new HashMap<>();

    /// By key and level.
    private final Map<Integer, Long> keysyms = new HashMap<>();

    private KeyboardLayout(String name) {
        this.name = name;
    }

    /// The names of the layouts that there are.
    public static Collection<String> names() {
        return List.copyOf(NAMES);
    }

    /// A layout by its name.
    ///
    /// @throws IllegalArgumentException if there is none of this name; it says which there are
    public static KeyboardLayout of(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no keyboard layout \"%s\"; there are %s"
                            .formatted(name, String.join(", ", NAMES)));
        }
        return READ.computeIfAbsent(name, known -> parse(known, LayoutFile.text(known)));
    }

    /// Reads a layout of one's own. A line is a key's code in XT set 1 in hexadecimal, and the
    /// names of up to four keysyms: of the key alone, with Shift, with AltGr, and with both; `-`
    /// for none. Empty lines, and those that begin with `#`, count for nothing.
    ///
    /// ```
    /// 12 e E EuroSign
    /// 0d dead_acute dead_grave
    /// ```
    ///
    /// @param name what to call it
    /// @throws IllegalArgumentException that names the line, and what is wrong with it
    public static KeyboardLayout parse(String name, String text) {
        var layout = new KeyboardLayout(name);
        Set<Integer> keys = new HashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    int key = layout.add(new StringTokenizer(line));
                    if (!keys.add(key)) {
                        throw new IllegalArgumentException(
                                "key %02x is there twice".formatted(key));
                    }
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "keyboard layout %s, line %d: %s"
                                    .formatted(name, number, e.getMessage()),
                            e);
                }
            }
        }
        return layout;
    }

    private int add(StringTokenizer fields) {
        int key = key(fields.nextToken());
        int count = fields.countTokens();
        if (count == 0 || count > LEVELS) {
            throw new IllegalArgumentException(
                    "%d keysyms, expected 1 to %d".formatted(count, LEVELS));
        }
        for (int level = 0; level < count; level++) {
            String keysym = fields.nextToken();
            if (!keysym.equals("-")) {
                add(key, level, keysym);
            }
        }
        return key;
    }

    private static int key(String text) {
        if (!text.matches("[0-9A-Fa-f]{2}") || Integer.parseInt(text, 16) > LAST_KEY) {
            throw new IllegalArgumentException(
                    "\"%s\" is no key, expected 01 to %x".formatted(text, LAST_KEY));
        }
        return Integer.parseInt(text, 16);
    }

    private void add(int key, int level, String keysymName) {
        long keysym =
                Keysyms.ofName(keysymName)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no keysym \"%s\"".formatted(keysymName)));
        keysyms.put(key * LEVELS + level, keysym);
        var stroke = new KeyStroke(key, (level & 1) != 0, (level & 2) != 0, keysym);
        byKeysym.merge(keysym, stroke, KeyboardLayout::easier);
        OptionalInt codePoint = Keysyms.codePoint(keysym);
        if (codePoint.isPresent()) {
            byCodePoint.merge(codePoint.getAsInt(), stroke, KeyboardLayout::easier);
        }
    }

    /// The one that needs fewer other keys; the earlier in the layout if both need as many.
    private static KeyStroke easier(KeyStroke one, KeyStroke other) {
        return held(other) < held(one) ? other : one;
    }

    private static int held(KeyStroke stroke) {
        return (stroke.altGr() ? 2 : 0) + (stroke.shift() ? 1 : 0);
    }

    /// What it is called.
    public String name() {
        return name;
    }

    /// What a key means.
    ///
    /// @param key its code in XT set 1
    /// @param shift whether Shift is held
    /// @param altGr whether AltGr is held
    public OptionalLong keysym(int key, boolean shift, boolean altGr) {
        Long keysym = keysyms.get(key * LEVELS + (shift ? 1 : 0) + (altGr ? 2 : 0));
        return keysym == null ? OptionalLong.empty() : OptionalLong.of(keysym);
    }

    /// How a keysym is had: another keysym of the same character will do.
    public Optional<KeyStroke> stroke(long keysym) {
        KeyStroke same = byKeysym.get(keysym);
        if (same != null) {
            return Optional.of(same);
        }
        OptionalInt codePoint = Keysyms.codePoint(keysym);
        return codePoint.isPresent()
                ? Optional.ofNullable(byCodePoint.get(codePoint.getAsInt()))
                : Optional.empty();
    }

    /// How a character is typed: one stroke, or one on a dead key and another one; none if it
    /// cannot be.
    public List<KeyStroke> strokes(int codePoint) {
        KeyStroke one = byCodePoint.get(codePoint);
        if (one != null) {
            return List.of(one);
        }
        Long dead = DEAD_BEFORE_SPACE.get(codePoint);
        if (dead != null) {
            return both(dead, ' ');
        }
        int[] parts =
                Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
                        .codePoints()
                        .toArray();
        if (parts.length == 2) {
            Long mark = DEAD_KEYS.get(parts[1]);
            return mark == null ? List.of() : both(mark, parts[0]);
        }
        return List.of();
    }

    private List<KeyStroke> both(long dead, int base) {
        KeyStroke first = byKeysym.get(dead);
        KeyStroke second = byCodePoint.get(base);
        return first == null || second == null ? List.of() : List.of(first, second);
    }

    @Override
    public String toString() {
        return name;
    }
}
