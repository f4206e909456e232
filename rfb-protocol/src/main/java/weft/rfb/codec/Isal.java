package weft.rfb.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import org.jspecify.annotations.Nullable;

import weft.rfb.RfbBuffer;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// ISA-L's deflate, as much of it as is used: one `isal_zstream` with its level buffer.
///
/// | offset | type   | field of isal_zstream |
/// |-------:|--------|-----------------------|
/// |      0 | void * | next_in               |
/// |      8 | u32    | avail_in              |
/// |     16 | void * | next_out              |
/// |     24 | u32    | avail_out             |
/// |     40 | u32    | level                 |
/// |     44 | u32    | level_buf_size        |
/// |     48 | void * | level_buf             |
/// |     56 | u16    | end_of_stream         |
/// |     58 | u16    | flush                 |
/// |     60 | u16    | gzip_flag             |
final class Isal implements NativePool.Item {

    /// How many bytes go in at once, and how many come out.
    static final int STAGING = 1 << 16;

    private static final List<String> NAMES =
            List.of(
                    "libisal.so.2",
                    "libisal.so",
                    "libisal.2.dylib",
                    "/opt/homebrew/lib/libisal.dylib",
                    "libisal.dylib",
                    "isa-l.dll",
                    "isal.dll");

    private static final Optional<NativeLibrary> LIBRARY =
            ADDRESS.byteSize() == Long.BYTES
                    ? NativeLibrary.find(
                            NAMES,
                            List.of("isal_deflate_init", "isal_deflate_reset", "isal_deflate"))
                    : Optional.empty();

    private static final FunctionDescriptor VOID = FunctionDescriptor.ofVoid(ADDRESS);
    private static final FunctionDescriptor INT = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    private static final @Nullable MethodHandle INIT = function("isal_deflate_init", VOID);
    private static final @Nullable MethodHandle RESET = function("isal_deflate_reset", VOID);
    private static final @Nullable MethodHandle DEFLATE = function("isal_deflate", INT);

    /// The struct has 82,384 bytes in version 2.30; the rest is for later ones.
    private static final int STREAM_SIZE = 96 << 10;

    private static final int LEVEL_BUFFER_SIZE = 132 << 10;
    private static final int SIZE = STREAM_SIZE + LEVEL_BUFFER_SIZE + 2 * STAGING;

    private static final int NEXT_IN = 0;
    private static final int AVAIL_IN = 8;
    private static final int NEXT_OUT = 16;
    private static final int AVAIL_OUT = 24;
    private static final int LEVEL = 40;
    private static final int LEVEL_BUF_SIZE = 44;
    private static final int LEVEL_BUF = 48;
    private static final int END_OF_STREAM = 56;
    private static final int FLUSH = 58;
    private static final int GZIP_FLAG = 60;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment stream;
    private final MemorySegment levelBuffer;
    private final MemorySegment in;
    private final MemorySegment out;

    Isal() {
        MemorySegment all = arena.allocate(SIZE, 64);
        stream = all.asSlice(0, STREAM_SIZE);
        levelBuffer = all.asSlice(STREAM_SIZE, LEVEL_BUFFER_SIZE);
        in = all.asSlice(STREAM_SIZE + LEVEL_BUFFER_SIZE, STAGING);
        out = all.asSlice(STREAM_SIZE + LEVEL_BUFFER_SIZE + STAGING, STAGING);
        call(INIT);
    }

    static Optional<NativeLibrary> library() {
        return LIBRARY;
    }

    static boolean available() {
        return LIBRARY.isPresent();
    }

    private static @Nullable MethodHandle function(String name, FunctionDescriptor type) {
        return LIBRARY.map(library -> library.function(name, type)).orElse(null);
    }

    /// Makes it fresh, for raw deflate of this level, 1 to 3.
    void restart(int level) {
        call(RESET);
        stream.set(JAVA_INT, LEVEL, level);
        stream.set(JAVA_INT, LEVEL_BUF_SIZE, LEVEL_BUFFER_SIZE);
        stream.set(ADDRESS, LEVEL_BUF, levelBuffer);
        stream.set(JAVA_SHORT, END_OF_STREAM, (short) 0);
        stream.set(JAVA_SHORT, GZIP_FLAG, (short) 0);
    }

    private void call(@Nullable MethodHandle function) {
        try {
            Objects.requireNonNull(function).invokeExact(stream);
        } catch (Throwable e) {
            throw NativeLibrary.broken(e);
        }
    }

    /// Compresses at most [#STAGING] bytes.
    void deflate(byte[] src, int off, int len, int flush, RfbBuffer to) {
        MemorySegment.copy(src, off, in, JAVA_BYTE, 0, len);
        stream.set(ADDRESS, NEXT_IN, in);
        stream.set(JAVA_INT, AVAIL_IN, len);
        stream.set(JAVA_SHORT, FLUSH, (short) flush);
        int room;
        do {
            stream.set(ADDRESS, NEXT_OUT, out);
            stream.set(JAVA_INT, AVAIL_OUT, STAGING);
            deflate();
            room = stream.get(JAVA_INT, AVAIL_OUT);
            int got = STAGING - room;
            int at = to.ensure(got);
            MemorySegment.copy(out, JAVA_BYTE, 0, to.array(), at, got);
            to.advance(got);
        } while (room == 0);
        int left = stream.get(JAVA_INT, AVAIL_IN);
        if (left != 0) {
            throw new IllegalStateException("isal_deflate left " + left + " of " + len + " bytes");
        }
    }

    private void deflate() {
        int result;
        try {
            result = (int) Objects.requireNonNull(DEFLATE).invokeExact(stream);
        } catch (Throwable e) {
            throw NativeLibrary.broken(e);
        }
        if (result != 0) {
            throw new IllegalStateException("isal_deflate returned " + result + ", expected 0");
        }
    }

    @Override
    public long bytes() {
        return SIZE;
    }

    @Override
    public void free() {
        arena.close();
    }
}
