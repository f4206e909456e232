package weft.rfb.gii;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/// Fields of gii's messages, read and written in the byte order of the buffer.
final class GiiFields {

    private GiiFields() {}

    static long u32(ByteBuffer in) {
        return Integer.toUnsignedLong(in.getInt());
    }

    static void checkU32(String name, long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(name + " " + value + ", expected 0 to 2^32-1");
        }
    }

    /// Text in `size` bytes, the last of which is a NUL; it ends at the first one.
    static String text(ByteBuffer in, int size) {
        byte[] bytes = new byte[size];
        in.get(bytes);
        int length = 0;
        while (length < size - 1 && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, ISO_8859_1);
    }

    static void text(ByteBuffer out, String text, int size) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        out.put(bytes);
        out.position(out.position() + size - bytes.length);
    }

    /// What arrives of a text: a question mark for each character that Latin-1 lacks.
    static String latin1(String name, String text, int size) {
        if (text.length() >= size || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "%s \"%s\", expected at most %d characters and no NUL"
                            .formatted(name, text, size - 1));
        }
        return new String(text.getBytes(ISO_8859_1), ISO_8859_1);
    }
}
