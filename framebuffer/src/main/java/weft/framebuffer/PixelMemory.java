package weft.framebuffer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Where the pixels of a picture lie: an array, a direct buffer, the memory of a native core, a
/// mapped file. None of it is copied, and nobody keeps it from being changed or closed.
///
/// A segment must be one that any thread may read, since snapshots are made on the server's: not of
/// a confined arena, unless it is only published. Once its arena is closed, or its mapped file has
/// been cut off, reading fails with an [UnreadableSurfaceException], and only that.
public final class PixelMemory {

    private final MemorySegment segment;
    private final ByteOrder order;
    private final int pixelBytes;
    private final long stride;
    private final int width;
    private final int height;

    private PixelMemory(
            MemorySegment segment,
            ByteOrder order,
            int pixelBytes,
            long stride,
            int width,
            int height) {
        this.segment = segment;
        this.order = order;
        this.pixelBytes = pixelBytes;
        this.stride = stride;
        this.width = width;
        this.height = height;
    }

    /// Elements of one byte, those of a picture's rows without a gap.
    public static PixelMemory of(byte[] pixels, int width, int height) {
        return of(pixels, 0, width, width, height);
    }

    /// Elements of one byte.
    ///
    /// @param offset which element is the first pixel
    /// @param stride how many elements from one row to the next
    public static PixelMemory of(byte[] pixels, int offset, int stride, int width, int height) {
        Limits.checkArray(pixels.length, offset, stride, width, height);
        return of(MemorySegment.ofArray(pixels), 1, offset, stride, width, height);
    }

    /// Elements of two bytes, those of a picture's rows without a gap.
    public static PixelMemory of(short[] pixels, int width, int height) {
        return of(pixels, 0, width, width, height);
    }

    /// Elements of two bytes.
    ///
    /// @param offset which element is the first pixel
    /// @param stride how many elements from one row to the next
    public static PixelMemory of(short[] pixels, int offset, int stride, int width, int height) {
        Limits.checkArray(pixels.length, offset, stride, width, height);
        return of(MemorySegment.ofArray(pixels), 2, offset, stride, width, height);
    }

    /// Elements of four bytes, those of a picture's rows without a gap. A layout of fewer bytes is
    /// in the lower ones.
    public static PixelMemory of(int[] pixels, int width, int height) {
        return of(pixels, 0, width, width, height);
    }

    /// Elements of four bytes.
    ///
    /// @param offset which element is the first pixel
    /// @param stride how many elements from one row to the next
    public static PixelMemory of(int[] pixels, int offset, int stride, int width, int height) {
        Limits.checkArray(pixels.length, offset, stride, width, height);
        return of(MemorySegment.ofArray(pixels), 4, offset, stride, width, height);
    }

    private static PixelMemory of(
            MemorySegment array, int bytes, int offset, int stride, int width, int height) {
        return new PixelMemory(
                array.asSlice((long) offset * bytes),
                ByteOrder.nativeOrder(),
                bytes,
                (long) stride * bytes,
                width,
                height);
    }

    /// A segment that begins with the first pixel, in the machine's byte order.
    ///
    /// @param pixelBytes how many bytes from one pixel to the next, 1 to 4
    /// @param stride how many bytes from one row to the next
    /// @throws IllegalArgumentException that says what is needed, if the segment is too short
    public static PixelMemory of(
            MemorySegment segment, int pixelBytes, long stride, int width, int height) {
        Limits.checkSize(width, height);
        if (pixelBytes < 1 || pixelBytes > 4) {
            throw new IllegalArgumentException(
                    "a pixel has 1 to 4 bytes, not %d".formatted(pixelBytes));
        }
        long row = (long) width * pixelBytes;
        if (stride < row || stride > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "the stride must be at least the %d bytes of a row, and an int, not %d"
                            .formatted(row, stride));
        }
        long needed = stride * (height - 1) + row;
        if (segment.byteSize() < needed) {
            throw new IllegalArgumentException(
                    "%dx%d pixels of %d bytes with stride %d need %d bytes of memory, not %d"
                            .formatted(
                                    width, height, pixelBytes, stride, needed, segment.byteSize()));
        }
        return new PixelMemory(segment, ByteOrder.nativeOrder(), pixelBytes, stride, width, height);
    }

    /// A buffer from its position to its limit, in its byte order; the buffer itself is left alone.
    ///
    /// @param pixelBytes how many bytes from one pixel to the next, 1 to 4
    /// @param stride how many bytes from one row to the next
    /// @throws IllegalArgumentException that says what is needed, if the buffer is too short
    public static PixelMemory of(
            ByteBuffer buffer, int pixelBytes, long stride, int width, int height) {
        return of(MemorySegment.ofBuffer(buffer), pixelBytes, stride, width, height)
                .order(buffer.order());
    }

    /// The same memory, its elements read in this byte order.
    public PixelMemory order(ByteOrder bytes) {
        return new PixelMemory(segment, bytes, pixelBytes, stride, width, height);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// How many bytes there are from one pixel to the next.
    public int pixelBytes() {
        return pixelBytes;
    }

    /// Copies the values of the pixels of `area`, filled up with zeroes from above.
    ///
    /// @throws UnreadableSurfaceException if the memory can be read no more
    void read(Rect area, int[] dst, int offset, int stride) {
        try {
            switch (pixelBytes) {
                case 4 -> readInts(area, dst, offset, stride);
                case 2 -> readShorts(area, dst, offset, stride);
                default -> readBytes(area, dst, offset, stride);
            }
        } catch (IllegalStateException | WrongThreadException e) {
            throw new UnreadableSurfaceException(
                    "the memory of a surface cannot be read: " + e.getMessage(), e);
        } catch (InternalError e) {
            // what the JVM makes of SIGBUS
            throw new UnreadableSurfaceException(
                    "the memory of a surface is gone; was its mapped file cut off?", e);
        }
    }

    private long position(Rect area, int row) {
        return (area.y() + row) * stride + (long) area.x() * pixelBytes;
    }

    private void readInts(Rect area, int[] dst, int offset, int dstStride) {
        ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        for (int row = 0; row < area.height(); row++) {
            int to = offset + row * dstStride;
            MemorySegment.copy(segment, layout, position(area, row), dst, to, area.width());
        }
    }

    private void readShorts(Rect area, int[] dst, int offset, int dstStride) {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        short[] values = new short[area.width()];
        for (int row = 0; row < area.height(); row++) {
            MemorySegment.copy(segment, layout, position(area, row), values, 0, values.length);
            int to = offset + row * dstStride;
            for (int x = 0; x < values.length; x++) {
                dst[to + x] = values[x] & 0xFFFF;
            }
        }
    }

    private void readBytes(Rect area, int[] dst, int offset, int dstStride) {
        byte[] bytes = new byte[area.width() * pixelBytes];
        boolean triples = pixelBytes == 3;
        int low = order == ByteOrder.BIG_ENDIAN ? 2 : 0;
        for (int row = 0; row < area.height(); row++) {
            MemorySegment.copy(
                    segment, ValueLayout.JAVA_BYTE, position(area, row), bytes, 0, bytes.length);
            int to = offset + row * dstStride;
            for (int x = 0; x < area.width(); x++) {
                dst[to + x] =
                        triples
                                ? (bytes[x * 3 + 2 - low] & 0xFF) << 16
                                        | (bytes[x * 3 + 1] & 0xFF) << 8
                                        | (bytes[x * 3 + low] & 0xFF)
                                : bytes[x] & 0xFF;
            }
        }
    }

    /// @throws IllegalArgumentException if only one thread may read it
    void checkShared() {
        if (!segment.isAccessibleBy(Thread.ofVirtual().unstarted(() -> {}))) {
            throw new IllegalArgumentException(
                    "the memory of a surface must be readable by all threads, not of a confined"
                            + " arena: use Arena.ofShared or ofAuto, or publish it");
        }
    }
}
