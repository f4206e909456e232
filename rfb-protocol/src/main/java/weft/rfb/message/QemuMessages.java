package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// The submessages of QEMU's message type 255 (rfbproto, QEMU Client Message and QEMU Server
/// Message), and the operations of those about sound.
final class QemuMessages {

    static final int KEY = 0;
    static final int AUDIO = 1;

    /* Operations of a client. */
    static final int ENABLE = 0;
    static final int DISABLE = 1;
    static final int SET_FORMAT = 2;

    /* Operations of a server. */
    static final int END = 0;
    static final int BEGIN = 1;
    static final int DATA = 2;

    private QemuMessages() {}

    static ClientMessage readClient(RfbInput in) {
        ClientMessageType.QEMU.expect(in);
        int submessage = in.u8();
        return switch (submessage) {
            case KEY -> QemuKeyEvent.readBody(in);
            case AUDIO -> readClientAudio(in);
            default ->
                    throw new RfbProtocolException(
                            MESSAGE_TYPE,
                            "Expected QEMU submessage 0 (a key) or 1 (audio), got " + submessage);
        };
    }

    private static ClientMessage readClientAudio(RfbInput in) {
        int operation = in.u16();
        return switch (operation) {
            case ENABLE -> new EnableAudio(true);
            case DISABLE -> new EnableAudio(false);
            case SET_FORMAT -> SetAudioFormat.readBody(in);
            default ->
                    throw new RfbProtocolException(
                            MESSAGE_TYPE,
                            "Expected audio operation 0 (enable), 1 (disable) or 2 (set format),"
                                    + " got "
                                    + operation);
        };
    }

    static ServerMessage readServer(RfbInput in) {
        ServerMessageType.QEMU.expect(in);
        int submessage = in.u8();
        if (submessage != AUDIO) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE, "Expected QEMU submessage 1 (audio), got " + submessage);
        }
        int operation = in.u16();
        return switch (operation) {
            case END -> new AudioStream(false);
            case BEGIN -> new AudioStream(true);
            case DATA -> AudioData.readBody(in);
            default ->
                    throw new RfbProtocolException(
                            MESSAGE_TYPE,
                            "Expected audio operation 0 (end), 1 (begin) or 2 (data), got "
                                    + operation);
        };
    }
}
