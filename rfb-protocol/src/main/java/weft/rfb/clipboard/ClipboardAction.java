package weft.rfb.clipboard;

import java.util.EnumSet;
import java.util.Set;

/// What a message of the Extended Clipboard is about; a bit of its flags.
public enum ClipboardAction {
    /// See [ClipboardMessage.Caps].
    CAPS(24),
    /// See [ClipboardMessage.Request].
    REQUEST(25),
    /// See [ClipboardMessage.Peek].
    PEEK(26),
    /// See [ClipboardMessage.Notify].
    NOTIFY(27),
    /// See [ClipboardMessage.Provide].
    PROVIDE(28);

    private final int bit;

    ClipboardAction(int bit) {
        this.bit = bit;
    }

    long flag() {
        return 1L << bit;
    }

    static Set<ClipboardAction> of(long flags) {
        Set<ClipboardAction> actions = EnumSet.noneOf(ClipboardAction.class);
        for (ClipboardAction action : values()) {
            if ((flags & action.flag()) != 0) {
                actions.add(action);
            }
        }
        return actions;
    }
}
