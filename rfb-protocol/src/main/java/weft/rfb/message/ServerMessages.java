package weft.rfb.message;

import weft.rfb.RfbInput;

/// Reads whatever a server sends next.
public final class ServerMessages {

    private ServerMessages() {}

    /// Reads one message, of a [FramebufferUpdate] its header; an unknown type is refused.
    public static ServerMessage read(RfbInput in) {
        return switch (ServerMessageType.byNumber(in.peekU8())) {
            case FRAMEBUFFER_UPDATE -> FramebufferUpdate.read(in);
            case SET_COLOUR_MAP_ENTRIES -> SetColourMapEntries.read(in);
            case BELL -> Bell.read(in);
            case SERVER_CUT_TEXT -> ServerCutText.read(in);
            case END_OF_CONTINUOUS_UPDATES -> EndOfContinuousUpdates.read(in);
            case SERVER_FENCE -> ServerFence.read(in);
            case XVP -> ServerXvp.read(in);
            case GII -> ServerGii.read(in);
            case QEMU -> QemuMessages.readServer(in);
        };
    }
}
