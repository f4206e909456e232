package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// Ring a bell on the client, if it has one (RFC 6143 §7.6.3).
///
/// | bytes | type | field            |
/// |------:|------|------------------|
/// |     1 | U8   | message-type = 2 |
public record Bell() implements ServerMessage {

    static Bell read(RfbInput in) {
        ServerMessageType.BELL.expect(in);
        return new Bell();
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.BELL.number());
    }
}
