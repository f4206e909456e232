package weft.rfb.gii;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.RfbProtocolException;

/// What an event is of (rfbproto, gii, Injecting Events), and the bit of that number in the mask of
/// a device (Device Creation).
public enum GiiEventType {
    /// A key was pressed.
    KEY_PRESS(5),
    /// A key was released.
    KEY_RELEASE(6),
    /// A key that is held repeats itself.
    KEY_REPEAT(7),
    /// A pointer moved by so much.
    POINTER_RELATIVE(8),
    /// A pointer moved to a place.
    POINTER_ABSOLUTE(9),
    /// A button was pressed.
    BUTTON_PRESS(10),
    /// A button was released.
    BUTTON_RELEASE(11),
    /// Valuators changed by so much.
    VALUATOR_RELATIVE(12),
    /// Valuators have new values.
    VALUATOR_ABSOLUTE(13);

    private final int number;

    GiiEventType(int number) {
        this.number = number;
    }

    /// The number on the wire.
    public int number() {
        return number;
    }

    /// Its bit in the mask of what a device can generate.
    public int bit() {
        return 1 << number;
    }

    static GiiEventType byNumber(int number) {
        for (GiiEventType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new RfbProtocolException(DATA, "Expected gii event-type 5 to 13, got " + number);
    }
}
