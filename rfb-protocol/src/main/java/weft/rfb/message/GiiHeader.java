package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// What gii's messages have in common: a sub-type, whose highest bit says in which byte order all
/// the rest is, and a length.
record GiiHeader(int subType, ByteOrder order, int length) {

    private static final int BIG_ENDIAN = 0x80;

    static GiiHeader read(RfbInput in) {
        int endianAndSubType = in.u8();
        boolean isBig = (endianAndSubType & BIG_ENDIAN) != 0;
        int first = in.u8();
        int second = in.u8();
        return new GiiHeader(
                endianAndSubType & ~BIG_ENDIAN,
                isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                isBig ? first << 8 | second : second << 8 | first);
    }

    /// Reads what follows: 65,535 bytes at the most.
    ByteBuffer body(RfbInput in) {
        return ByteBuffer.wrap(in.bytes(length)).order(order);
    }

    /// @param body writes what follows, of that length
    void write(RfbOutput out, Consumer<ByteBuffer> body) {
        byte[] bytes = new byte[length];
        body.accept(ByteBuffer.wrap(bytes).order(order));
        boolean isBig = order == ByteOrder.BIG_ENDIAN;
        out.u8(subType | (isBig ? BIG_ENDIAN : 0));
        out.u8(isBig ? length >> 8 : length);
        out.u8(isBig ? length : length >> 8);
        out.bytes(bytes);
    }
}
