package weft.rfb.message;

import weft.rfb.RfbOutput;

/// Sound begins or ends (rfbproto, QEMU Audio Server Message). In between comes [AudioData].
///
/// | bytes | type | field                            |
/// |------:|------|----------------------------------|
/// |     1 | U8   | message-type = 255               |
/// |     1 | U8   | submessage-type = 1              |
/// |     2 | U16  | operation = 0 (end) or 1 (begin) |
///
/// @param begins whether it begins
public record AudioStream(boolean begins) implements ServerMessage {

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.QEMU.number());
        out.u8(QemuMessages.AUDIO);
        out.u16(begins ? QemuMessages.BEGIN : QemuMessages.END);
    }
}
