package weft.cli.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/// Writes the values of a message, little-endian, and their signature with them.
public final class DbusWriter {
    private final StringBuilder signature = new StringBuilder();
    private byte[] bytes = new byte[64];
    private ByteBuffer buffer = wrap();
    private OptionalInt passed = OptionalInt.empty();

    private ByteBuffer wrap() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer room(int alignment, int count) {
        int start = (buffer.position() + alignment - 1) / alignment * alignment;
        if (start + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, start + count));
            buffer = wrap();
        }
        return buffer.position(start);
    }

    /// A byte without a signature of its own.
    DbusWriter rawByte(int value) {
        room(1, 1).put((byte) value);
        return this;
    }

    /// A number of 32 bits without a signature of its own.
    DbusWriter rawU32(int value) {
        room(4, 4).putInt(value);
        return this;
    }

    /// A text without a signature of its own.
    DbusWriter rawString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(4, 4 + utf8.length + 1).putInt(utf8.length).put(utf8).put((byte) 0);
        return this;
    }

    /// A signature without one of its own.
    DbusWriter rawSignature(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        room(1, ascii.length + 2).put((byte) ascii.length).put(ascii).put((byte) 0);
        return this;
    }

    DbusWriter align(int alignment) {
        while (buffer.position() % alignment != 0) {
            rawByte(0);
        }
        return this;
    }

    /// Writes over what was written before.
    void patch(int at, int value) {
        buffer.putInt(at, value);
    }

    void append(DbusWriter other) {
        room(1, other.size()).put(other.bytes, 0, other.size());
    }

    /// A text.
    public DbusWriter string(String text) {
        signature.append('s');
        return rawString(text);
    }

    /// 32 bits, unsigned.
    public DbusWriter u32(long value) {
        signature.append('u');
        return rawU32((int) value);
    }

    /// 32 bits, signed.
    public DbusWriter s32(int value) {
        signature.append('i');
        return rawU32(value);
    }

    /// 16 bits, unsigned.
    public DbusWriter u16(int value) {
        signature.append('q');
        room(2, 2).putShort((short) value);
        return this;
    }

    /// No properties at all: a dictionary that is empty.
    public DbusWriter noProperties() {
        signature.append("a{sv}");
        rawU32(0);
        return align(8);
    }

    /// A descriptor, which goes with the message; one at the most. The socket stays its owner's.
    public DbusWriter descriptor(UnixSocket socket) {
        if (passed.isPresent()) {
            throw new IllegalStateException("a message passes one descriptor at the most");
        }
        passed = socket.passable();
        signature.append('h');
        return rawU32(0);
    }

    String signature() {
        return signature.toString();
    }

    OptionalInt passed() {
        return passed;
    }

    int size() {
        return buffer.position();
    }

    byte[] bytes() {
        return bytes;
    }
}
