package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.util.List;
import java.util.stream.IntStream;

/// The encodings that the client understands, the best first (RFC 6143 §7.5.2).
///
/// | bytes | type | field                     |
/// |------:|------|---------------------------|
/// |     1 | U8   | message-type = 2          |
/// |     1 |      | padding                   |
/// |     2 | U16  | number-of-encodings       |
/// |   4 * | S32  | encoding-type, that often |
///
/// Every count is legal, every number too: what is not known is ignored.
///
/// @param encodings the numbers as they came
public record SetEncodings(List<Integer> encodings) implements ClientMessage {

    /// Takes at most 65535 encodings.
    public SetEncodings {
        encodings = List.copyOf(encodings);
        Fields.u16("number-of-encodings", encodings.size());
    }

    static SetEncodings read(RfbInput in) {
        ClientMessageType.SET_ENCODINGS.expect(in);
        in.skip(1);
        int count = in.u16();
        return new SetEncodings(IntStream.range(0, count).mapToObj(i -> in.s32()).toList());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.SET_ENCODINGS.number());
        out.pad(1);
        out.u16(encodings.size());
        encodings.forEach(out::s32);
    }
}
