package weft.rfb.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The functions of Cisco's OpenH264 that are used. An encoder or a decoder is the address of a
/// table of methods, as in C++; each method takes it as its first argument.
///
/// The layout of its structs is that of version 2.3, whose library is `libopenh264.so.7`; no other
/// is taken.
final class OpenH264 {

    private static final List<String> NAMES = List.of("libopenh264.so.7", "libopenh264.7.dylib");
    private static final int MAJOR = 2;
    private static final int MINOR = 3;

    private static final Optional<NativeLibrary> LIBRARY =
            ADDRESS.byteSize() == Long.BYTES
                    ? NativeLibrary.find(
                                    NAMES,
                                    List.of(
                                            "WelsGetCodecVersionEx",
                                            "WelsCreateSVCEncoder",
                                            "WelsDestroySVCEncoder",
                                            "WelsCreateDecoder",
                                            "WelsDestroyDecoder"))
                            .filter(OpenH264::isKnownVersion)
                    : Optional.empty();

    private static final FunctionDescriptor DESTROY = FunctionDescriptor.ofVoid(ADDRESS);
    private static final @Nullable MethodHandle CREATE_ENCODER =
            function("WelsCreateSVCEncoder", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final @Nullable MethodHandle DESTROY_ENCODER =
            function("WelsDestroySVCEncoder", DESTROY);
    private static final @Nullable MethodHandle CREATE_DECODER =
            function("WelsCreateDecoder", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final @Nullable MethodHandle DESTROY_DECODER =
            function("WelsDestroyDecoder", DESTROY);

    // Methods of either table; their results are 0 if all went well.
    private static final @Nullable MethodHandle WITH_NOTHING = method(ADDRESS);
    private static final @Nullable MethodHandle WITH_STRUCT = method(ADDRESS, ADDRESS);
    private static final @Nullable MethodHandle WITH_TWO = method(ADDRESS, ADDRESS, ADDRESS);
    private static final @Nullable MethodHandle WITH_OPTION = method(ADDRESS, JAVA_INT, ADDRESS);
    private static final @Nullable MethodHandle WITH_DATA =
            method(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);

    private static final int MOST_METHODS = 10;

    private OpenH264() {}

    static Optional<NativeLibrary> library() {
        return LIBRARY;
    }

    private static boolean isKnownVersion(NativeLibrary library) {
        MethodHandle get =
                library.function("WelsGetCodecVersionEx", FunctionDescriptor.ofVoid(ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment version = arena.allocate(16, 4);
            get.invokeExact(version);
            return version.get(JAVA_INT, 0) == MAJOR && version.get(JAVA_INT, 4) == MINOR;
        } catch (Throwable e) {
            throw NativeLibrary.broken(e);
        }
    }

    private static @Nullable MethodHandle function(String name, FunctionDescriptor type) {
        return LIBRARY.map(library -> library.function(name, type)).orElse(null);
    }

    private static @Nullable MethodHandle method(MemoryLayout... arguments) {
        return LIBRARY.map(_ -> NativeLibrary.method(FunctionDescriptor.of(JAVA_INT, arguments)))
                .orElse(null);
    }

    private static MethodHandle there(@Nullable MethodHandle function) {
        return Objects.requireNonNull(function);
    }

    static MemorySegment createEncoder() {
        return create(at -> NativeLibrary.call(() -> (int) there(CREATE_ENCODER).invokeExact(at)));
    }

    static MemorySegment createDecoder() {
        return create(at ->
                (int)
                        (long)
                                NativeLibrary.call(
                                        () -> (long) there(CREATE_DECODER).invokeExact(at)));
    }

    private interface Maker {
        int make(MemorySegment at);
    }

    private static MemorySegment create(Maker maker) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(ADDRESS);
            int result = maker.make(at);
            MemorySegment made = at.get(ADDRESS, 0);
            if (result != 0 || made.equals(MemorySegment.NULL)) {
                throw new OutOfMemoryError("OpenH264 gives no codec: " + result);
            }
            return made;
        }
    }

    static void destroyEncoder(MemorySegment encoder) {
        destroy(there(DESTROY_ENCODER), encoder);
    }

    static void destroyDecoder(MemorySegment decoder) {
        destroy(there(DESTROY_DECODER), decoder);
    }

    private static void destroy(MethodHandle function, MemorySegment codec) {
        try {
            function.invokeExact(codec);
        } catch (Throwable e) {
            throw NativeLibrary.broken(e);
        }
    }

    /// The method with this number in the table of an encoder or decoder.
    @SuppressWarnings("restricted")
    private static MemorySegment method(MemorySegment codec, int number) {
        MemorySegment table = codec.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
        return table.reinterpret(MOST_METHODS * ADDRESS.byteSize()).getAtIndex(ADDRESS, number);
    }

    static int invoke(MemorySegment codec, int number) {
        MemorySegment method = method(codec, number);
        return NativeLibrary.call(() -> (int) there(WITH_NOTHING).invokeExact(method, codec));
    }

    static int invoke(MemorySegment codec, int number, MemorySegment struct) {
        MemorySegment method = method(codec, number);
        return NativeLibrary.call(
                () -> (int) there(WITH_STRUCT).invokeExact(method, codec, struct));
    }

    static int invoke(MemorySegment codec, int number, MemorySegment in, MemorySegment out) {
        MemorySegment method = method(codec, number);
        return NativeLibrary.call(() -> (int) there(WITH_TWO).invokeExact(method, codec, in, out));
    }

    static int setOption(MemorySegment codec, int number, int option, MemorySegment value) {
        MemorySegment method = method(codec, number);
        return NativeLibrary.call(
                () -> (int) there(WITH_OPTION).invokeExact(method, codec, option, value));
    }

    static int decode(
            MemorySegment codec,
            int number,
            MemorySegment data,
            int length,
            MemorySegment planes,
            MemorySegment info) {
        MemorySegment method = method(codec, number);
        return NativeLibrary.call(() ->
                (int) there(WITH_DATA).invokeExact(method, codec, data, length, planes, info));
    }
}
