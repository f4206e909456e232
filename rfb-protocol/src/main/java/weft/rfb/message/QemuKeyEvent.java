package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// A key was pressed or released, and which key of the keyboard it is (rfbproto, QEMU Extended Key
/// Event Message).
///
/// | bytes | type | field                              |
/// |------:|------|------------------------------------|
/// |     1 | U8   | message-type = 255                 |
/// |     1 | U8   | submessage-type = 0                |
/// |     2 | U16  | down-flag                          |
/// |     4 | U32  | keysym, 0 if it is not known       |
/// |     4 | U32  | keycode: XT set 1, e0 as the bit 7 |
///
/// @param down whether it was pressed
/// @param keysym as in [KeyEvent]
/// @param keycode which key; as it came, it may be none that there is
public record QemuKeyEvent(boolean down, long keysym, long keycode) implements ClientMessage {

    /// Takes numbers of 32 bits.
    public QemuKeyEvent {
        Fields.u32("keysym", keysym);
        Fields.u32("keycode", keycode);
    }

    /// Reads what follows the submessage-type.
    static QemuKeyEvent readBody(RfbInput in) {
        boolean down = in.u16() != 0;
        return new QemuKeyEvent(down, in.u32(), in.u32());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.QEMU.number());
        out.u8(QemuMessages.KEY);
        out.u16(down ? 1 : 0);
        out.u32(keysym);
        out.u32(keycode);
    }
}
