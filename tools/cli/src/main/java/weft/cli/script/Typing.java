package weft.cli.script;

import weft.client.VncClient;
import weft.rfb.keysym.Keysyms;

import java.util.List;

/// Presses keys.
final class Typing {
    private static final long SHIFT_L = 0xffe1;
    private static final long RETURN = 0xff0d;
    private static final long TAB = 0xff09;

    /// What needs a shift key on a keyboard of the US, besides letters.
    private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";

    private final VncClient client;
    private final boolean forceCaps;

    /// @param forceCaps whether what needs a shift key gets one; there are servers that forget it
    Typing(VncClient client, boolean forceCaps) {
        this.client = client;
        this.forceCaps = forceCaps;
    }

    /// Presses keys one after the other and lets them go in the opposite order.
    void press(List<Long> keysyms) {
        List<Long> keys = shifted(keysyms);
        keys.forEach(key -> client.key(key.intValue(), true));
        keys.reversed().forEach(key -> client.key(key.intValue(), false));
    }

    void hold(List<Long> keysyms, boolean down) {
        shifted(keysyms).forEach(key -> client.key(key.intValue(), down));
    }

    /// Types a character; a line end is the return key.
    void type(int codePoint) {
        press(
                List.of(
                        switch (codePoint) {
                            case '\n' -> RETURN;
                            case '\t' -> TAB;
                            default -> Keysyms.ofCodePoint(codePoint);
                        }));
    }

    private List<Long> shifted(List<Long> keysyms) {
        return forceCaps && keysyms.size() == 1 && needsShift(keysyms.getFirst())
                ? List.of(SHIFT_L, keysyms.getFirst())
                : keysyms;
    }

    private static boolean needsShift(long keysym) {
        int codePoint = Keysyms.codePoint(keysym).orElse(0);
        return Character.isUpperCase(codePoint) || SHIFTED.indexOf(codePoint) >= 0;
    }
}
