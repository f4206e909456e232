package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// The first byte of a server's message (RFC 6143 §7.6).
public enum ServerMessageType {
    /// See [FramebufferUpdate].
    FRAMEBUFFER_UPDATE(0),
    /// See [SetColourMapEntries].
    SET_COLOUR_MAP_ENTRIES(1),
    /// See [Bell].
    BELL(2),
    /// See [ServerCutText] and [ServerClipboard].
    SERVER_CUT_TEXT(3),
    /// See [EndOfContinuousUpdates].
    END_OF_CONTINUOUS_UPDATES(150),
    /// See [ServerFence].
    SERVER_FENCE(248),
    /// See [ServerXvp].
    XVP(250),
    /// See [ServerGii].
    GII(253),
    /// See [AudioStream] and [AudioData].
    QEMU(255);

    private final int number;

    ServerMessageType(int number) {
        this.number = number;
    }

    /// The number on the wire.
    public int number() {
        return number;
    }

    /// The type with this number; another number is refused.
    public static ServerMessageType byNumber(int number) {
        for (ServerMessageType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new RfbProtocolException(
                MESSAGE_TYPE, "Expected the type of a server's message, got " + number);
    }

    /// Reads the type, which must be this one.
    void expect(RfbInput in) {
        int found = in.u8();
        if (found != number) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE, "Expected " + this + " = " + number + ", got " + found);
        }
    }
}
