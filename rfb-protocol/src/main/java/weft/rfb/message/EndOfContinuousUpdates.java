package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// From here on updates come only when they are asked for; also how a server says that it knows
/// continuous updates at all (rfbproto, EndOfContinuousUpdates).
///
/// | bytes | type | field              |
/// |------:|------|--------------------|
/// |     1 | U8   | message-type = 150 |
public record EndOfContinuousUpdates() implements ServerMessage {

    static EndOfContinuousUpdates read(RfbInput in) {
        ServerMessageType.END_OF_CONTINUOUS_UPDATES.expect(in);
        return new EndOfContinuousUpdates();
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.END_OF_CONTINUOUS_UPDATES.number());
    }
}
