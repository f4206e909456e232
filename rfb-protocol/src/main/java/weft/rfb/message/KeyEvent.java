package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// A key was pressed or released (RFC 6143 §7.5.4).
///
/// | bytes | type | field            |
/// |------:|------|------------------|
/// |     1 | U8   | message-type = 4 |
/// |     1 | U8   | down-flag        |
/// |     2 |      | padding          |
/// |     4 | U32  | key (X11 keysym) |
///
/// @param down whether it was pressed
/// @param keysym which key
public record KeyEvent(boolean down, long keysym) implements ClientMessage {

    /// Takes a keysym of 32 bits.
    public KeyEvent {
        Fields.u32("key", keysym);
    }

    static KeyEvent read(RfbInput in) {
        ClientMessageType.KEY_EVENT.expect(in);
        boolean down = in.u8() != 0;
        in.skip(2);
        return new KeyEvent(down, in.u32());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.KEY_EVENT.number());
        out.u8(down ? 1 : 0);
        out.pad(2);
        out.u32(keysym);
    }
}
