package weft.rfb.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Reads what [H264Encoder] describes. One thread at a time uses it; it holds memory outside of the
/// heap until it is closed.
///
/// | offset | type      | field of SBufferInfo                   |
/// |-------:|-----------|----------------------------------------|
/// |      0 | int       | iBufferStatus: 1 if there is a picture |
/// |     24 | int       | iWidth                                 |
/// |     28 | int       | iHeight                                |
/// |     36 | int[2]    | iStride, of brightness and colour      |
/// |     48 | void *[3] | pDst, the planes                       |
public final class H264Decoder implements AutoCloseable {

    private static final int INITIALIZE = 0;
    private static final int UNINITIALIZE = 1;
    private static final int DECODE_FRAME_NO_DELAY = 3;
    private static final int SET_OPTION = 8;
    private static final int OPTION_TRACE_LEVEL = 9;

    private static final int PARAMETERS_SIZE = 32;
    private static final int BITSTREAM = 24;
    private static final int AVC = 1;
    private static final int INFO_SIZE = 72;

    /// What a decoder holds at least, about. It is not told how much more that becomes.
    private static final int BYTES = 4 << 20;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment decoder;
    private final MemorySegment planes;
    private final MemorySegment info;
    private boolean closed;

    private H264Decoder() {
        planes = arena.allocate(24, 8);
        info = arena.allocate(INFO_SIZE, 8);
        decoder = OpenH264.createDecoder();
        NativeMemory.use(BYTES);
        MemorySegment quiet = arena.allocate(4, 4);
        OpenH264.setOption(decoder, SET_OPTION, OPTION_TRACE_LEVEL, quiet);
        MemorySegment parameters = arena.allocate(PARAMETERS_SIZE, 8);
        parameters.set(JAVA_INT, 12, -1); // whichever layer is the highest
        parameters.set(JAVA_INT, BITSTREAM, PARAMETERS_SIZE - BITSTREAM);
        parameters.set(JAVA_INT, BITSTREAM + 4, AVC);
        int result = OpenH264.invoke(decoder, INITIALIZE, parameters);
        if (result != 0) {
            close();
            throw new IllegalStateException("OpenH264 cannot begin to decode: " + result);
        }
    }

    /// Whether there is one on this machine.
    public static boolean isAvailable() {
        return OpenH264.library().isPresent();
    }

    /// A decoder of a new stream; only if it [#isAvailable].
    public static H264Decoder open() {
        return new H264Decoder();
    }

    /// Decodes whole frames and shows the last of them; columns and rows that are too many are cut
    /// off to the right and below.
    ///
    /// @throws weft.rfb.RfbProtocolException if they are damaged in a way that is noticed, or too
    ///   small
    public void decode(
            byte[] data,
            int off,
            int len,
            int[] pixels,
            int offset,
            int stride,
            int width,
            int height) {
        if (closed) {
            throw new IllegalStateException("The stream is closed");
        }
        Objects.checkFromIndexSize(off, len, data.length);
        JpegArguments.checkPixels(pixels, offset, stride, width, height);
        int result;
        try (Arena staging = Arena.ofConfined()) {
            MemorySegment in = staging.allocate(Math.max(1, len));
            MemorySegment.copy(data, off, in, JAVA_BYTE, 0, len);
            planes.fill((byte) 0);
            info.fill((byte) 0);
            result = OpenH264.decode(decoder, DECODE_FRAME_NO_DELAY, in, len, planes, info);
        }
        if (result != 0 || info.get(JAVA_INT, 0) != 1) {
            throw damaged("H.264 of %d bytes cannot be decoded: %#x".formatted(len, result));
        }
        int columns = info.get(JAVA_INT, 24);
        int rows = info.get(JAVA_INT, 28);
        if (columns < width || rows < height) {
            throw damaged(
                    "H.264 of %dx%d, expected at least %dx%d"
                            .formatted(columns, rows, width, height));
        }
        int yStride = info.get(JAVA_INT, 36);
        int uvStride = info.get(JAVA_INT, 40);
        Yuv420.load(
                plane(0, rows * (long) yStride),
                plane(1, (rows + 1) / 2 * (long) uvStride),
                plane(2, (rows + 1) / 2 * (long) uvStride),
                yStride,
                uvStride,
                pixels,
                offset,
                stride,
                width,
                height);
    }

    @SuppressWarnings("restricted")
    private MemorySegment plane(int number, long size) {
        return planes.getAtIndex(ADDRESS, number).reinterpret(size);
    }

    private static RfbProtocolException damaged(String what) {
        return new RfbProtocolException(Reason.DATA, what);
    }

    /// Frees the memory. May be called twice.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            OpenH264.invoke(decoder, UNINITIALIZE);
            OpenH264.destroyDecoder(decoder);
            arena.close();
            NativeMemory.use(-BYTES);
        }
    }
}
