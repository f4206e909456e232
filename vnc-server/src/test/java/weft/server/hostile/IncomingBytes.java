package weft.server.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes as they come, read when enough of them are there.
final class IncomingBytes {

    /// What is wrong with them.
    static final class BrokenStreamException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenStreamException(String what) {
            super(what);
        }
    }

    /// A message is not whole yet.
    static final class MoreNeededException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MoreNeededException() {
            super(null, null, false, false);
        }
    }

    private byte[] buffer = new byte[1 << 12];
    private int limit;
    private int position;

    /// So many more have come. What was read before is forgotten.
    void add(byte[] bytes, int count) {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, limit + count));
        }
        System.arraycopy(bytes, 0, buffer, limit, count);
        limit += count;
    }

    /// How many have come and not been read.
    int rest() {
        return limit - position;
    }

    /// Where reading has come to.
    int position() {
        return position;
    }

    /// Goes back there.
    void position(int earlier) {
        position = earlier;
    }

    /// Those from there to where reading has come.
    byte[] since(int start) {
        return Arrays.copyOfRange(buffer, start, position);
    }

    int u8() {
        need(1);
        return buffer[position++] & 0xff;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    int s32() {
        return u16() << 16 | u16();
    }

    byte[] take(int count) {
        need(count);
        position += count;
        return Arrays.copyOfRange(buffer, position - count, position);
    }

    void skip(long count) {
        check(count >= 0 && count <= Integer.MAX_VALUE >> 3, "a part of " + count + " bytes");
        need((int) count);
        position += (int) count;
    }

    void padding(int count) {
        for (byte b : take(count)) {
            check(b == 0, "padding of %02x".formatted(b));
        }
    }

    private void need(int count) {
        if (limit - position < count) {
            throw new MoreNeededException();
        }
    }

    /// So many bytes of UTF-8.
    String text(int count) {
        byte[] bytes = take(count);
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BrokenStreamException("text that is not UTF-8: " + Arrays.toString(bytes));
        }
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new BrokenStreamException(what);
        }
    }

    /// What was read last and comes next, for messages.
    @Override
    public String toString() {
        return HexFormat.of()
                .formatHex(buffer, Math.max(0, position - 1), Math.min(limit, position + 32));
    }
}
