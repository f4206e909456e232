package weft.cli.x11;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One request that is being written. Its length is filled in when it is sent.
///
/// ```
/// +--------+------+-----------------+----------------
/// | opcode | data | length, 4 bytes | fields, padded
/// +--------+------+-----------------+----------------
/// ```
public final class XRequest {
    private static final int HEADER = 4;
    private static final int MOST_SHORT_WORDS = 0xffff;

    private final ByteArrayOutputStream fields = new ByteArrayOutputStream(32);
    private final int opcode;
    private final int data;

    /// Begins one.
    ///
    /// @param opcode of the request, or of its extension
    /// @param data the byte after it: a field, or the extension's minor opcode
    public XRequest(int opcode, int data) {
        this.opcode = opcode;
        this.data = data;
    }

    /// One byte.
    public XRequest u8(int value) {
        fields.write(value);
        return this;
    }

    /// Two bytes, of either sign.
    public XRequest u16(int value) {
        return u8(value).u8(value >> 8);
    }

    /// Four bytes, of either sign.
    public XRequest u32(int value) {
        return u16(value).u16(value >> 16);
    }

    /// Bytes as they are.
    public XRequest bytes(byte[] value) {
        fields.write(value, 0, value.length);
        return this;
    }

    /// Zeros.
    public XRequest pad(int count) {
        return bytes(new byte[count]);
    }

    /// The whole request; a long one has its length in four bytes more (BIG-REQUESTS).
    ByteBuffer whole(int mostWords) throws XException {
        byte[] body = fields.toByteArray();
        int words = 1 + (body.length + 3) / 4;
        boolean big = words > MOST_SHORT_WORDS;
        if (words + (big ? 1 : 0) > mostWords) {
            throw new XException(
                    "a request of %d bytes is longer than the X server takes"
                            .formatted(4L * words));
        }
        ByteBuffer whole =
                ByteBuffer.allocate(4 * words + (big ? HEADER : 0)).order(ByteOrder.LITTLE_ENDIAN);
        whole.put((byte) opcode).put((byte) data);
        if (big) {
            whole.putShort((short) 0).putInt(words + 1);
        } else {
            whole.putShort((short) words);
        }
        return whole.put(body).rewind();
    }
}
