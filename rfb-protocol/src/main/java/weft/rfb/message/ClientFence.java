package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The client marks a place in the stream, or answers such a mark of the server (rfbproto,
/// ClientFence).
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
public record ClientFence(Fence fence) implements ClientMessage {

    static ClientFence read(RfbInput in) {
        ClientMessageType.CLIENT_FENCE.expect(in);
        return new ClientFence(Fence.read(in));
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.CLIENT_FENCE.number());
        fence.write(out);
    }
}
