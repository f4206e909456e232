package weft.rfb.keysym;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;

/// The names of single keys that scripts use: short ones, those of vncdotool and of openQA among
/// them, and all that [Keysyms#ofName] knows.
///
/// A single character is that character. Otherwise a name is first looked for as it is written,
/// then without regard to case: `Ctrl`, `RETURN` and `xf86audiomute` are understood. Where names
/// differ in nothing but case (`eacute` and `Eacute`) any other spelling is refused.
final class KeyNames {

    private static final int NEAREST = 3;

    /// Name and keysym by turns; a slash separates names of one key.
    private static final String SHORT =
            """
            bsp/bs/backspace ff08  tab ff09  ret/return/enter ff0d  esc/escape ff1b
            ins/insert ff63  del/delete ffff  home ff50  end ff57
            pgup/pageup ff55  pgdn/pgdown/pagedown ff56
            left ff51  up ff52  right ff53  down ff54
            spc/sb/space/spacebar 20  minus 2d  plus 2b  equal/equals 3d
            slash/fslash 2f  bslash/backslash 5c  comma 2c  period/dot 2e
            shift/lshift ffe1  rshift ffe2  ctrl/lctrl/control ffe3  rctrl ffe4
            meta/lmeta ffe7  rmeta ffe8  alt/lalt ffe9  ralt ffea  altgr fe03
            super/lsuper/win/lwin/cmd ffeb  rsuper/rwin ffec  hyper/lhyper ffed  rhyper ffee
            caps/caplk/capslock ffe5  numlk/numlock ff7f  scrlk/scrolllock ff14
            sysrq ff15  pause ff13  break ff6b  print/prtsc/printscreen ff61  menu ff67
            kpenter ff8d  kpplus/kpadd ffab  kpminus/kpsubtract ffad
            kpmultiply/kpasterisk ffaa  kpdivide/kpslash ffaf  kpdecimal/kpdot ffae  kpequal ffbd
            """;

    private static final Map<String, Long> SHORT_NAMES = shortNames();

    private static final class Folded {

        /// By name in lower case. Several keysyms where names differ in nothing but case.
        private static final Map<String, Set<Long>> KEYSYMS = fold();
    }

    private KeyNames() {}

    static Set<String> shortOnes() {
        return Collections.unmodifiableSet(SHORT_NAMES.keySet());
    }

    /// The key that a name means.
    ///
    /// @throws UnknownKeyException which names the nearest known ones
    static long keysym(String name) {
        if (!name.isEmpty() && name.codePointCount(0, name.length()) == 1) {
            return character(name);
        }
        Long known = SHORT_NAMES.get(name);
        if (known != null) {
            return known;
        }
        OptionalLong exact = Keysyms.ofName(name);
        return exact.isPresent() ? exact.getAsLong() : anyCase(name);
    }

    private static long character(String name) {
        try {
            return Keysyms.ofCodePoint(name.codePointAt(0));
        } catch (IllegalArgumentException e) {
            throw new UnknownKeyException(e.getMessage(), e);
        }
    }

    private static long anyCase(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Long known = SHORT_NAMES.get(lower);
        if (known != null) {
            return known;
        }
        Set<Long> keysyms = Folded.KEYSYMS.getOrDefault(lower, Set.of());
        if (keysyms.size() == 1) {
            return keysyms.iterator().next();
        }
        if (keysyms.isEmpty()) {
            throw new UnknownKeyException(
                    "there is no key \"%s\"; the nearest are %s"
                            .formatted(name, String.join(", ", nearest(lower))));
        }
        throw new UnknownKeyException(
                "the key \"%s\" could be %s"
                        .formatted(
                                name,
                                String.join(" or ", keysyms.stream().map(Keysyms::name).toList())));
    }

    private static Map<String, Set<Long>> fold() {
        Map<String, Set<Long>> folded = new HashMap<>();
        for (String name : Keysyms.table().allNames()) {
            folded.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new TreeSet<>())
                    .add(Keysyms.table().ofName(name).orElseThrow());
        }
        return folded;
    }

    private static Map<String, Long> shortNames() {
        Map<String, Long> names = new LinkedHashMap<>();
        var fields = new StringTokenizer(SHORT);
        while (fields.hasMoreTokens()) {
            var keys = new StringTokenizer(fields.nextToken(), "/");
            Long keysym = Long.parseLong(fields.nextToken(), 16);
            while (keys.hasMoreTokens()) {
                names.put(keys.nextToken(), keysym);
            }
        }
        for (int i = 1; i <= 35; i++) {
            names.put("f" + i, 0xFFBDL + i);
        }
        for (int i = 0; i <= 9; i++) {
            names.put("kp" + i, 0xFFB0L + i);
        }
        return names;
    }

    /// The short names and those of X11 that take the fewest edits to become `name`, best first.
    private static List<String> nearest(String name) {
        record Candidate(String name, int edits) {}
        Map<String, Integer> edits = new LinkedHashMap<>();
        SHORT_NAMES.keySet().forEach(known -> edits.put(known, edits(name, known)));
        for (String known : Keysyms.table().allNames()) {
            if (known.length() > 1) {
                edits.put(known, edits(name, known.toLowerCase(Locale.ROOT)));
            }
        }
        return edits.entrySet().stream()
                .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> Integer.compare(a.edits, b.edits))
                .limit(NEAREST)
                .map(Candidate::name)
                .toList();
    }

    /// Levenshtein's distance; of a name that is long only the beginning counts.
    private static int edits(String from, String to) {
        int length = Math.min(from.length(), 40);
        int[] row = new int[length + 1];
        for (int i = 0; i <= length; i++) {
            row[i] = i;
        }
        for (int j = 1; j <= to.length(); j++) {
            int diagonal = row[0];
            row[0] = j;
            for (int i = 1; i <= length; i++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[i];
                row[i] = Math.min(replaced, Math.min(row[i], row[i - 1]) + 1);
            }
        }
        return row[length];
    }
}
