package weft.cli.x11;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One packet of the server, read from its beginning: a reply, an event or an error. Little-endian,
/// as this client asks for.
public final class XData {
    private final byte[] bytes;
    private final ByteBuffer buffer;

    /// All of a packet.
    XData(byte[] packet) {
        bytes = packet;
        buffer = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The code of an event, without the bit that says that another client sent it.
    public int code() {
        return bytes[0] & 0x7f;
    }

    /// One byte, unsigned.
    public int u8() throws XException {
        return need(1).get() & 0xff;
    }

    /// Two bytes, unsigned.
    public int u16() throws XException {
        return need(2).getShort() & 0xffff;
    }

    /// Two bytes, signed.
    public int s16() throws XException {
        return need(2).getShort();
    }

    /// Four bytes, unsigned.
    public long u32() throws XException {
        return need(4).getInt() & 0xffff_ffffL;
    }

    /// Four bytes: an identifier of a window, an atom or the like, or a pixel.
    public int id() throws XException {
        return need(4).getInt();
    }

    /// The next bytes.
    public byte[] bytes(int count) throws XException {
        var copy = new byte[count];
        need(count).get(copy);
        return copy;
    }

    /// Passes over some.
    public XData skip(int count) throws XException {
        need(count).position(buffer.position() + count);
        return this;
    }

    /// How many bytes are left.
    public int left() {
        return buffer.remaining();
    }

    /// The whole packet, which nobody else has.
    public byte[] packet() {
        return bytes;
    }

    private ByteBuffer need(int count) throws XException {
        if (count < 0 || count > buffer.remaining()) {
            throw new XException(
                    "the X server breaks the protocol: a packet of %d bytes ends too early"
                            .formatted(bytes.length));
        }
        return buffer;
    }
}
