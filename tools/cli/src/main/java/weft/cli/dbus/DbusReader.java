package weft.cli.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the values of a message. Nothing is believed: each length is compared with what is left.
public final class DbusReader {
    private static final int MOST_DEPTH = 32;

    private final byte[] bytes;
    private final ByteBuffer buffer;

    DbusReader(byte[] bytes, int length, ByteOrder order) {
        this.bytes = bytes;
        buffer = ByteBuffer.wrap(bytes, 0, length).order(order);
    }

    /// Bytes in the message's own array, which are there as long as the message is.
    ///
    /// @param array that they are in
    /// @param offset of the first
    /// @param length how many
    @SuppressWarnings("ArrayRecordComponent") // a view
    public record Bytes(byte[] array, int offset, int length) {}

    /// One byte, unsigned.
    public int u8() throws DbusException {
        return need(1, 1).get() & 0xff;
    }

    /// 32 bits, unsigned.
    public long u32() throws DbusException {
        return need(4, 4).getInt() & 0xffff_ffffL;
    }

    /// 32 bits, signed.
    public int s32() throws DbusException {
        return need(4, 4).getInt();
    }

    /// 64 bits.
    public long u64() throws DbusException {
        return need(8, 8).getLong();
    }

    /// True or false.
    public boolean bool() throws DbusException {
        return u32() != 0;
    }

    /// A text, or a path.
    public String string() throws DbusException {
        return text(length(), StandardCharsets.UTF_8);
    }

    boolean isAtEnd() {
        return !buffer.hasRemaining();
    }

    void alignTo8() throws DbusException {
        need(8, 0);
    }

    /// A value of a header: a signature is a text, too.
    Object field() throws DbusException {
        buffer.mark();
        if (signature().equals("g")) {
            return signature();
        }
        buffer.reset();
        return variant();
    }

    private String signature() throws DbusException {
        return text(u8(), StandardCharsets.ISO_8859_1);
    }

    private String text(int length, Charset charset) throws DbusException {
        ByteBuffer here = need(1, length + 1);
        var text = new String(bytes, here.position(), length, charset);
        here.position(here.position() + length + 1);
        return text;
    }

    /// An array of bytes.
    public Bytes bytes() throws DbusException {
        int length = length();
        ByteBuffer here = need(1, length);
        var view = new Bytes(bytes, here.position(), length);
        here.position(here.position() + length);
        return view;
    }

    /// A value that is an array of numbers of 32 bits.
    public List<Long> u32sOfVariant() throws DbusException {
        if (!signature().equals("au")) {
            throw broken("a value that is no array of numbers");
        }
        int end = end(length(), 4);
        List<Long> numbers = new ArrayList<>();
        while (buffer.position() < end) {
            numbers.add(u32());
        }
        return numbers;
    }

    /// A value with its type: texts, truth values and numbers; one that is composed of several is
    /// passed over.
    ///
    /// @return a String, Boolean or Long, or an empty list
    public Object variant() throws DbusException {
        return variant(0);
    }

    /// Properties by their names.
    public Map<String, Object> properties() throws DbusException {
        int end = end(length(), 8);
        Map<String, Object> properties = new HashMap<>();
        while (buffer.position() < end) {
            need(8, 0);
            String name = string();
            properties.put(name, variant());
        }
        return properties;
    }

    private Object variant(int depth) throws DbusException {
        String type = signature();
        if (type.isEmpty()) {
            throw broken("a value without a type");
        }
        Object value =
                switch (type) {
                    case "s", "o" -> string();
                    case "b" -> bool();
                    case "u" -> u32();
                    case "i" -> (long) s32();
                    default -> List.of();
                };
        if (value instanceof List) {
            int end = skip(type, 0, depth);
            if (end != type.length()) {
                throw broken("a value of the types '%s'".formatted(type));
            }
        }
        return value;
    }

    /// Passes over a value.
    ///
    /// @return where the next one's type is
    private int skip(String types, int at, int depth) throws DbusException {
        if (depth > MOST_DEPTH || at >= types.length()) {
            throw broken("values of the types '%s'".formatted(types));
        }
        char type = types.charAt(at);
        switch (type) {
            case 'y' -> {
                int _ = u8();
            }
            case 'n', 'q' -> {
                short _ = need(2, 2).getShort();
            }
            case 'b', 'i', 'u', 'h' -> {
                int _ = s32();
            }
            case 'x', 't', 'd' -> {
                long _ = u64();
            }
            case 's', 'o' -> {
                String _ = string();
            }
            case 'g' -> {
                String _ = signature();
            }
            case 'v' -> {
                Object _ = variant(depth + 1);
            }
            case 'a' -> {
                return skipArray(types, at + 1, depth);
            }
            case '(', '{' -> {
                return skipStruct(types, at + 1, depth);
            }
            default -> throw broken("a value of the type '%c'".formatted(type));
        }
        return at + 1;
    }

    /// The elements have an end of their own, so only what stands for them in the types is left to
    /// be found.
    private int skipArray(String types, int at, int depth) throws DbusException {
        if (at >= types.length()) {
            throw broken("an array of nothing");
        }
        int length = length();
        char type = types.charAt(at);
        boolean wide = type == '(' || type == '{' || type == 'x' || type == 't' || type == 'd';
        buffer.position(end(length, wide ? 8 : 1));
        return past(types, at, depth);
    }

    private int skipStruct(String types, int at, int depth) throws DbusException {
        need(8, 0);
        int next = at;
        while (next < types.length() && types.charAt(next) != ')' && types.charAt(next) != '}') {
            next = skip(types, next, depth + 1);
        }
        return next + 1;
    }

    /// Where the type after this one is.
    private int past(String types, int at, int depth) throws DbusException {
        if (depth > MOST_DEPTH || at >= types.length()) {
            throw broken("values of the types '%s'".formatted(types));
        }
        char type = types.charAt(at);
        if (type == 'a') {
            return past(types, at + 1, depth + 1);
        }
        if (type != '(' && type != '{') {
            return at + 1;
        }
        int next = at + 1;
        while (next < types.length() && types.charAt(next) != ')' && types.charAt(next) != '}') {
            next = past(types, next, depth + 1);
        }
        return next + 1;
    }

    private int length() throws DbusException {
        long length = u32();
        if (length > buffer.remaining()) {
            throw broken("%d bytes where %d are left".formatted(length, buffer.remaining()));
        }
        return (int) length;
    }

    /// Where an array ends.
    private int end(int length, int alignment) throws DbusException {
        need(alignment, length);
        return buffer.position() + length;
    }

    private ByteBuffer need(int alignment, int count) throws DbusException {
        int start = (buffer.position() + alignment - 1) / alignment * alignment;
        if (count < 0 || (long) start + count > buffer.limit()) {
            throw broken("a message of %d bytes ends too early".formatted(buffer.limit()));
        }
        return buffer.position(start);
    }

    static DbusException broken(String what) {
        return new DbusException("D-Bus is broken: " + what);
    }
}
