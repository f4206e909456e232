package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// The first byte of a client's message (RFC 6143 §7.5).
public enum ClientMessageType {
    /// See [SetPixelFormat].
    SET_PIXEL_FORMAT(0),
    /// See [SetEncodings].
    SET_ENCODINGS(2),
    /// See [FramebufferUpdateRequest].
    FRAMEBUFFER_UPDATE_REQUEST(3),
    /// See [KeyEvent].
    KEY_EVENT(4),
    /// See [PointerEvent] and [ExtendedPointerEvent].
    POINTER_EVENT(5),
    /// See [ClientCutText] and [ClientClipboard].
    CLIENT_CUT_TEXT(6),
    /// See [EnableContinuousUpdates].
    ENABLE_CONTINUOUS_UPDATES(150),
    /// See [ClientFence].
    CLIENT_FENCE(248),
    /// See [ClientXvp].
    XVP(250),
    /// See [ClientGii].
    GII(253),
    /// See [SetDesktopSize].
    SET_DESKTOP_SIZE(251),
    /// See [QemuKeyEvent], [EnableAudio] and [SetAudioFormat].
    QEMU(255);

    private final int number;

    ClientMessageType(int number) {
        this.number = number;
    }

    /// The number on the wire.
    public int number() {
        return number;
    }

    /// The type with this number; another number is refused.
    public static ClientMessageType byNumber(int number) {
        for (ClientMessageType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new RfbProtocolException(
                MESSAGE_TYPE, "Expected the type of a client's message, got " + number);
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
