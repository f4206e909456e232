package weft.server.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;

/// What viewers say, good or bad, made without this project's own writers.
///
/// @param bytes all of it
/// @param borders where one message ends and the next begins, as far as there are any
@SuppressWarnings("ArrayRecordComponent")
record Said(byte[] bytes, List<Integer> borders) {

    /// One piece.
    static Said of(byte[] bytes) {
        return new Said(bytes, List.of());
    }

    /// Bytes as hex digits; blanks do not count.
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] text(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    static byte[] times(int count, byte[] bytes) {
        byte[] all = new byte[count * bytes.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// Several messages, with the borders between them.
    static Said messages(byte[]... parts) {
        List<Integer> borders = new ArrayList<>();
        int end = 0;
        for (byte[] part : parts) {
            end += part.length;
            borders.add(end);
        }
        return new Said(join(parts), borders);
    }

    static byte[] request(boolean incremental, int x, int y, int width, int height) {
        return hex(
                "03 %02x %04x %04x %04x %04x".formatted(incremental ? 1 : 0, x, y, width, height));
    }

    static byte[] encodings(int... numbers) {
        ByteBuffer message = ByteBuffer.allocate(4 + 4 * numbers.length);
        message.put((byte) 2).put((byte) 0).putShort((short) numbers.length);
        for (int number : numbers) {
            message.putInt(number);
        }
        return message.array();
    }

    /// A fence with these flags and so many bytes.
    static byte[] fence(long flags, int length) {
        return join(hex("f8000000 %08x %02x".formatted(flags, length)), new byte[length]);
    }

    static byte[] key(boolean down, long keysym) {
        return hex("04 %02x 0000 %08x".formatted(down ? 1 : 0, keysym));
    }

    static byte[] pointer(int mask, int x, int y) {
        return hex("05 %02x %04x %04x".formatted(mask, x, y));
    }

    /// Cut text that says to have so many bytes.
    static byte[] cutText(long length, byte[] bytes) {
        return join(hex("06000000 %08x".formatted(length)), bytes);
    }

    /// A message of the extended clipboard of the right length.
    static byte[] clipboard(long flags, byte[] body) {
        byte[] head = hex("06000000 %08x %08x".formatted(0xffffffffL & -(4 + body.length), flags));
        return join(head, body);
    }

    static byte[] zlib(byte[] plain) {
        return zlib(new Deflater(), plain);
    }

    static byte[] zlib(Deflater deflater, byte[] plain) {
        var out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        deflater.setInput(plain);
        deflater.finish();
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }
}
