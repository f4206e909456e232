package weft.rfb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// A growing byte array that messages and encoded rectangles are written into.
///
/// Encoders write into [#array()] directly: [#ensure(int)] makes room and tells the position,
/// [#advance(int)] says how much of it was used. The array changes whenever the buffer grows.
public final class RfbBuffer implements RfbOutput {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] array;
    private int length;

    /// An empty buffer with a small array.
    public RfbBuffer() {
        this(256);
    }

    /// An empty buffer with room for `capacity` bytes.
    public RfbBuffer(int capacity) {
        this.array = new byte[capacity];
    }

    /// The array that holds the bytes from index 0 on.
    @SuppressWarnings("EI_EXPOSE_REP")
    public byte[] array() {
        return array;
    }

    /// How many bytes were written.
    public int length() {
        return length;
    }

    /// Forgets all bytes and keeps the array.
    public void clear() {
        length = 0;
    }

    /// Forgets the bytes from `newLength` on.
    public void truncate(int newLength) {
        Objects.checkIndex(newLength, length + 1);
        length = newLength;
    }

    /// A copy of the bytes written.
    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /// Makes room for `n` more bytes.
    ///
    /// @return the index in [#array()] where they begin
    public int ensure(int n) {
        if (array.length - length < n) {
            grow(n);
        }
        return length;
    }

    /// Counts `n` bytes, written into [#array()] after [#ensure(int)], as part of the buffer.
    public void advance(int n) {
        Objects.checkFromIndexSize(length, n, array.length);
        length += n;
    }

    @Override
    public void u8(int value) {
        int at = ensure(1);
        array[at] = (byte) value;
        length = at + 1;
    }

    @Override
    public void u16(int value) {
        int at = ensure(2);
        SHORT.set(array, at, (short) value);
        length = at + 2;
    }

    @Override
    public void u32(long value) {
        s32((int) value);
    }

    @Override
    public void s32(int value) {
        int at = ensure(4);
        INT.set(array, at, value);
        length = at + 4;
    }

    @Override
    public void bytes(byte[] src, int off, int len) {
        int at = ensure(len);
        System.arraycopy(src, off, array, at, len);
        length = at + len;
    }

    @Override
    public void pad(int count) {
        int at = ensure(count);
        Arrays.fill(array, at, at + count, (byte) 0);
        length = at + count;
    }

    /// Overwrites the byte at `position`.
    public void setU8(int position, int value) {
        Objects.checkFromIndexSize(position, 1, length);
        array[position] = (byte) value;
    }

    /// Overwrites the two bytes at `position`.
    public void setU16(int position, int value) {
        Objects.checkFromIndexSize(position, 2, length);
        SHORT.set(array, position, (short) value);
    }

    /// Overwrites the four bytes at `position`.
    public void setU32(int position, long value) {
        Objects.checkFromIndexSize(position, 4, length);
        INT.set(array, position, (int) value);
    }

    private void grow(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("Room for " + n + " bytes");
        }
        long wanted = (long) length + n;
        if (wanted > LARGEST_ARRAY) {
            throw new OutOfMemoryError("RfbBuffer of " + wanted + " bytes");
        }
        long doubled = Math.min(LARGEST_ARRAY, 2L * array.length);
        array = Arrays.copyOf(array, (int) Math.max(wanted, doubled));
    }
}
