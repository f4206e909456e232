package weft.rfb.message;

import weft.rfb.RfbInput;

/// Reads whatever a client sends next.
public final class ClientMessages {

    private ClientMessages() {}

    /// Reads one message of a client that has not asked for ExtendedMouseButtons; an unknown type
    /// is refused.
    public static ClientMessage read(RfbInput in) {
        return read(in, false);
    }

    /// Reads one message; an unknown type is refused.
    ///
    /// @param extendedButtons whether the client has asked for ExtendedMouseButtons: then the
    ///   highest button of a pointer event marks an [ExtendedPointerEvent]
    public static ClientMessage read(RfbInput in, boolean extendedButtons) {
        return switch (ClientMessageType.byNumber(in.peekU8())) {
            case SET_PIXEL_FORMAT -> SetPixelFormat.read(in);
            case SET_ENCODINGS -> SetEncodings.read(in);
            case FRAMEBUFFER_UPDATE_REQUEST -> FramebufferUpdateRequest.read(in);
            case KEY_EVENT -> KeyEvent.read(in);
            case POINTER_EVENT -> PointerEvent.read(in, extendedButtons);
            case CLIENT_CUT_TEXT -> ClientCutText.read(in);
            case ENABLE_CONTINUOUS_UPDATES -> EnableContinuousUpdates.read(in);
            case CLIENT_FENCE -> ClientFence.read(in);
            case XVP -> ClientXvp.read(in);
            case GII -> ClientGii.read(in);
            case SET_DESKTOP_SIZE -> SetDesktopSize.read(in);
            case QEMU -> QemuMessages.readClient(in);
        };
    }
}
