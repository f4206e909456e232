package weft.rfb.keysym;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Keys that are pressed one after the other, and let go in the opposite order: `ctrl-alt-del`.
///
/// @param keysyms in the order in which they are pressed; at least one
public record KeyCombination(List<Long> keysyms) {

    private static final int MOST_KEYS = 16;

    /// Takes one key at least.
    public KeyCombination {
        keysyms = List.copyOf(keysyms);
        if (keysyms.isEmpty()) {
            throw new IllegalArgumentException("a combination of keys needs at least one");
        }
    }

    /// The short names of single keys, for who offers some to choose from.
    public static Set<String> shortNames() {
        return KeyNames.shortOnes();
    }

    /// The keys of a text in which hyphens separate their names. The hyphen's own key is `minus`; a
    /// lone `-` is the hyphen too.
    ///
    /// A name is one of these:
    ///
    /// | name                                            | example                        |
    /// |-------------------------------------------------|--------------------------------|
    /// | a single character, in its own case             | `a`, `A`, `é`, `€`             |
    /// | a short name, those of vncdotool and openQA too | `bsp`, `ret`, `lctrl`, `kp0`   |
    /// | a name of X11, see [Keysyms#ofName]             | `Page_Up`, `XF86AudioMute`     |
    /// | a code point                                    | `U+20AC`, `U20AC`              |
    /// | a keysym                                        | `0xff0d`                       |
    ///
    /// A capital letter is sent as that letter, without a shift key. Names are understood in any
    /// case as long as that is clear: `eacute` and `Eacute` are two keys, so `EACUTE` is refused.
    ///
    /// @throws UnknownKeyException if a name is none of these; it says which known ones are near
    public static KeyCombination parse(String text) {
        if (text.equals("-")) {
            return new KeyCombination(List.of((long) '-'));
        }
        String[] names = text.split("-", -1);
        if (names.length > MOST_KEYS) {
            throw new UnknownKeyException(
                    "a combination has at most %d keys, not %d".formatted(MOST_KEYS, names.length));
        }
        List<Long> keysyms = new ArrayList<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new UnknownKeyException(
                        "a key is missing in \"%s\"; the hyphen's own name is minus"
                                .formatted(text));
            }
            keysyms.add(KeyNames.keysym(name));
        }
        return new KeyCombination(keysyms);
    }

    /// The names of the keys, joined by hyphens; [#parse] makes the same combination of it.
    @Override
    public String toString() {
        return keysyms.stream().map(Keysyms::name).collect(Collectors.joining("-"));
    }
}
