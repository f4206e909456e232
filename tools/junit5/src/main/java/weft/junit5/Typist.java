package weft.junit5;

import weft.client.VncClient;
import weft.rfb.keysym.KeyCombination;
import weft.rfb.keysym.Keysyms;

import java.util.List;

/// Presses keys by their names, and types text.
final class Typist {

    private static final int RETURN = 0xff0d;
    private static final int TAB = 0xff09;

    private final VncClient client;

    Typist(VncClient client) {
        this.client = client;
    }

    /// Presses the keys of a combination such as `ctrl-alt-del`, and lets them go the other way
    /// round.
    void press(String combination) {
        List<Long> keys = KeyCombination.parse(combination).keysyms();
        keys.forEach(key -> client.key(key.intValue(), true));
        keys.reversed().forEach(key -> client.key(key.intValue(), false));
    }

    /// Types a text; a line end is the return key.
    void type(String text) {
        text.replace("\r\n", "\n")
                .codePoints()
                .forEach(codePoint ->
                        client.press(
                                switch (codePoint) {
                                    case '\n' -> RETURN;
                                    case '\t' -> TAB;
                                    default -> (int) Keysyms.ofCodePoint(codePoint);
                                }));
    }
}
