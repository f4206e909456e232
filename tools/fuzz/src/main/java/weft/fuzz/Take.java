package weft.fuzz;

import java.util.Arrays;

/// Takes an input apart from its front. There is no end: behind it come zeros.
final class Take {

    private final byte[] bytes;
    private int next;

    Take(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return next >= bytes.length;
    }

    int u8() {
        return isEmpty() ? 0 : bytes[next++] & 0xff;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    int s32() {
        return u16() << 16 | u16();
    }

    boolean flag() {
        return (u8() & 1) != 0;
    }

    /// One of so many, numbered from 0.
    int choice(int count) {
        return u8() % count;
    }

    /// So many bytes, fewer at the end.
    byte[] bytes(int most) {
        int end = Math.min(bytes.length, next + most);
        byte[] taken = Arrays.copyOfRange(bytes, Math.min(next, end), end);
        next = end;
        return taken;
    }

    byte[] rest() {
        return bytes(bytes.length - next);
    }
}
