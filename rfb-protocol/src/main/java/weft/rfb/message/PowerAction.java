package weft.rfb.message;

import java.util.Optional;

/// What is asked of the machine whose display is shown (rfbproto, xvp Client Message).
public enum PowerAction {
    /// To shut down in order, as by its power button.
    SHUTDOWN(2),
    /// To shut down in order and start again.
    REBOOT(3),
    /// To start again at once, whatever is lost.
    RESET(4);

    private final int number;

    PowerAction(int number) {
        this.number = number;
    }

    /// The number on the wire, the xvp-message-code.
    public int number() {
        return number;
    }

    /// The action with this number, if there is one.
    public static Optional<PowerAction> byNumber(int number) {
        for (PowerAction action : values()) {
            if (action.number == number) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
