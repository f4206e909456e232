package weft.rfb.message;

import weft.rfb.RfbOutput;

/// The client wants sound, or no longer (rfbproto, QEMU Audio Client Message). What is on its way
/// when it does not any more still comes.
///
/// | bytes | type | field                                |
/// |------:|------|--------------------------------------|
/// |     1 | U8   | message-type = 255                   |
/// |     1 | U8   | submessage-type = 1                  |
/// |     2 | U16  | operation = 0 (enable) or 1 (disable)|
///
/// @param enable whether it wants some
public record EnableAudio(boolean enable) implements ClientMessage {

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.QEMU.number());
        out.u8(QemuMessages.AUDIO);
        out.u16(enable ? QemuMessages.ENABLE : QemuMessages.DISABLE);
    }
}
