package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The server marks a place in the stream, or answers such a mark of the client (rfbproto,
/// ServerFence).
///
/// | bytes | type | field                               |
/// |------:|------|-------------------------------------|
/// |     1 | U8   | message-type = 248                  |
/// |     3 |      | padding                             |
/// |     4 | U32  | flags                               |
/// |     1 | U8   | length, at most [Fence#LIMIT_BYTES] |
/// |     * | U8   | payload                             |
///
/// @param fence flags and payload
public record ServerFence(Fence fence) implements ServerMessage {

    static ServerFence read(RfbInput in) {
        ServerMessageType.SERVER_FENCE.expect(in);
        return new ServerFence(Fence.read(in));
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.SERVER_FENCE.number());
        fence.write(out);
    }
}
