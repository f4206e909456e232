package weft.cli.source;

import java.util.ArrayDeque;
import java.util.Deque;

/// The last keys by their codes, the newest on the right: `+1e` was pressed, `-1e` released. For
/// one thread.
final class KeyCodeEcho {
    private static final int KEPT = 8;

    private final Deque<String> last = new ArrayDeque<>();

    /// One more key; returns all of them.
    String with(int keycode, boolean down) {
        last.addLast("%s%02x".formatted(down ? "+" : "-", keycode));
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        return String.join(" ", last);
    }
}
