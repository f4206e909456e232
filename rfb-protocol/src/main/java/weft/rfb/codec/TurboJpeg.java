package weft.rfb.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The functions of libjpeg-turbo's TurboJPEG API that are used, as its version 2 has them.
final class TurboJpeg {

    private static final List<String> NAMES =
            List.of(
                    "libturbojpeg.so.0",
                    "libturbojpeg.so",
                    "/opt/homebrew/lib/libturbojpeg.dylib",
                    "libturbojpeg.dylib",
                    "libturbojpeg.dll",
                    "turbojpeg.dll");

    private static final Optional<NativeLibrary> LIBRARY =
            NativeLibrary.find(
                    NAMES,
                    List.of(
                            "tjInitCompress",
                            "tjInitDecompress",
                            "tjBufSize",
                            "tjCompress2",
                            "tjDecompressHeader3",
                            "tjDecompress2",
                            "tjGetErrorStr2",
                            "tjDestroy"));

    // The types: first the result's; p is a pointer, i an int, l an unsigned long.
    private static final @Nullable MethodHandle INIT_COMPRESS = function("tjInitCompress", "p");
    private static final @Nullable MethodHandle INIT_DECOMPRESS = function("tjInitDecompress", "p");
    private static final @Nullable MethodHandle BUF_SIZE = function("tjBufSize", "liii");
    private static final @Nullable MethodHandle COMPRESS = function("tjCompress2", "ippiiiippiii");
    private static final @Nullable MethodHandle HEADER =
            function("tjDecompressHeader3", "ipplpppp");
    private static final @Nullable MethodHandle DECOMPRESS =
            function("tjDecompress2", "ipplpiiiii");
    private static final @Nullable MethodHandle ERROR = function("tjGetErrorStr2", "pp");
    private static final @Nullable MethodHandle DESTROY = function("tjDestroy", "ip");

    /// TJPF_BGRX or TJPF_XRGB, which is how an int 0xRRGGBB lies in memory.
    private static final int PACKED_INTS =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 3 : 5;

    private static final int NO_REALLOC = 1 << 10;
    private static final int ACCURATE_DCT = 1 << 12;
    private static final int STOP_ON_WARNING = 1 << 13;
    private static final int LIMIT_SCANS = 1 << 15;

    private static final int LONGEST_ERROR = 200;

    private TurboJpeg() {}

    static Optional<NativeLibrary> library() {
        return LIBRARY;
    }

    static boolean available() {
        return LIBRARY.isPresent();
    }

    private static @Nullable MethodHandle function(String name, String types) {
        if (LIBRARY.isEmpty()) {
            return null;
        }
        MemoryLayout[] layouts =
                types.chars().mapToObj(TurboJpeg::layout).toArray(MemoryLayout[]::new);
        MemoryLayout[] arguments = new MemoryLayout[layouts.length - 1];
        System.arraycopy(layouts, 1, arguments, 0, arguments.length);
        var type = FunctionDescriptor.of(layouts[0], arguments);
        MethodHandle handle = LIBRARY.get().function(name, type);
        // An unsigned long has 32 bits on Windows, and is a long here.
        for (int i = 0; i < arguments.length; i++) {
            if (types.charAt(i + 1) == 'l') {
                handle =
                        MethodHandles.explicitCastArguments(
                                handle, handle.type().changeParameterType(i, long.class));
            }
        }
        return types.charAt(0) == 'l'
                ? MethodHandles.explicitCastArguments(
                        handle, handle.type().changeReturnType(long.class))
                : handle;
    }

    private static MemoryLayout layout(int type) {
        return switch (type) {
            case 'p' -> ADDRESS;
            case 'i' -> JAVA_INT;
            case 'l' ->
                    Objects.requireNonNull(Linker.nativeLinker().canonicalLayouts().get("long"));
            default -> throw new IllegalArgumentException("Type " + (char) type);
        };
    }

    private static MethodHandle there(@Nullable MethodHandle function) {
        return Objects.requireNonNull(function);
    }

    static MemorySegment initCompress() {
        return checkHandle(
                NativeLibrary.call(() -> (MemorySegment) there(INIT_COMPRESS).invokeExact()));
    }

    static MemorySegment initDecompress() {
        return checkHandle(
                NativeLibrary.call(() -> (MemorySegment) there(INIT_DECOMPRESS).invokeExact()));
    }

    private static MemorySegment checkHandle(MemorySegment handle) {
        if (handle.equals(MemorySegment.NULL)) {
            throw new OutOfMemoryError("libjpeg-turbo gives no handle");
        }
        return handle;
    }

    static void destroy(MemorySegment handle) {
        int ignored = NativeLibrary.call(() -> (int) there(DESTROY).invokeExact(handle));
    }

    /// The size of the largest JPEG of a picture.
    static long bufSize(int width, int height, int subsampling) {
        return NativeLibrary.call(
                () -> (long) there(BUF_SIZE).invokeExact(width, height, subsampling));
    }

    /// Compresses packed ints outside of the heap.
    ///
    /// @param buffer points to the address of the buffer, which is large enough
    /// @param size points to the buffer's size, then to the JPEG's
    static boolean compress(
            MemorySegment handle,
            MemorySegment pixels,
            int width,
            int pitch,
            int height,
            MemorySegment buffer,
            MemorySegment size,
            int subsampling,
            int quality) {
        int flags = NO_REALLOC | ACCURATE_DCT;
        int result =
                NativeLibrary.call(() ->
                        (int)
                                there(COMPRESS)
                                        .invokeExact(
                                                handle,
                                                pixels,
                                                width,
                                                pitch,
                                                height,
                                                PACKED_INTS,
                                                buffer,
                                                size,
                                                subsampling,
                                                quality,
                                                flags));
        return result == 0;
    }

    /// Reads the size of a JPEG outside of the heap into four ints at `numbers`: width, height,
    /// subsampling, colour space.
    static boolean header(MemorySegment handle, MemorySegment jpeg, MemorySegment numbers) {
        int result =
                NativeLibrary.call(() ->
                        (int)
                                there(HEADER)
                                        .invokeExact(
                                                handle,
                                                jpeg,
                                                jpeg.byteSize(),
                                                numbers,
                                                numbers.asSlice(4),
                                                numbers.asSlice(8),
                                                numbers.asSlice(12)));
        return result == 0;
    }

    /// Decompresses into packed ints outside of the heap; false if anything is wrong.
    static boolean decompress(
            MemorySegment handle,
            MemorySegment jpeg,
            MemorySegment pixels,
            int width,
            int pitch,
            int height) {
        int flags = STOP_ON_WARNING | LIMIT_SCANS;
        int result =
                NativeLibrary.call(() ->
                        (int)
                                there(DECOMPRESS)
                                        .invokeExact(
                                                handle,
                                                jpeg,
                                                jpeg.byteSize(),
                                                pixels,
                                                width,
                                                pitch,
                                                height,
                                                PACKED_INTS,
                                                flags));
        return result == 0;
    }

    /// What went wrong last.
    @SuppressWarnings("restricted")
    static String error(MemorySegment handle) {
        MemorySegment text =
                NativeLibrary.call(() -> (MemorySegment) there(ERROR).invokeExact(handle));
        return text.reinterpret(LONGEST_ERROR).getString(0);
    }
}
