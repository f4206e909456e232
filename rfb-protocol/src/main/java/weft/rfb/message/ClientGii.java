package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.gii.GiiRequest;

import java.nio.ByteOrder;

/// The client has input devices of its own (rfbproto, gii Client Message).
///
/// | bytes  | type | field                                                              |
/// |-------:|------|--------------------------------------------------------------------|
/// |      1 | U8   | message-type = 253                                                 |
/// |      1 | U8   | endian-and-sub-type: 128 if the rest is big endian, and sub-type   |
/// |      2 | EU16 | length                                                             |
/// | length |      | 0 events, 1 version, 2 device, 3 its number: see [GiiRequest]      |
///
/// @param order of the bytes from the length on
/// @param request what it says
public record ClientGii(ByteOrder order, GiiRequest request) implements ClientMessage {

    /// A message in the order of the bytes that all others have.
    public ClientGii(GiiRequest request) {
        this(ByteOrder.BIG_ENDIAN, request);
    }

    static ClientGii read(RfbInput in) {
        ClientMessageType.GII.expect(in);
        GiiHeader header = GiiHeader.read(in);
        return new ClientGii(header.order(), GiiRequest.read(header.subType(), header.body(in)));
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.GII.number());
        new GiiHeader(request.subType(), order, request.bytes())
                .write(out, body -> GiiRequest.write(request, body));
    }
}
