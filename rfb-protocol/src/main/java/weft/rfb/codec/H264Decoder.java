package weft.rfb.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;

/// Reads what [H264Encoder] describes. One thread at a time uses it; it holds memory outside of the
/// heap until it is closed, or forgotten and collected.
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
    private static final int FLUSH_FRAME = 5;
    private static final int SET_OPTION = 8;
    private static final int OPTION_TRACE_LEVEL = 9;

    private static final int PARAMETERS_SIZE = 32;
    private static final int BITSTREAM = 24;
    private static final int AVC = 1;
    private static final int INFO_SIZE = 72;

    private final SequenceParameterSets announced = new SequenceParameterSets();
    private final NativeLease<Native> lease;

    private H264Decoder() {
        Native made = new Native();
        lease = NativeLease.own(this, made);
        int result = made.initialize();
        if (result != 0) {
            close();
            throw new IllegalStateException("OpenH264 cannot begin to decode: " + result);
        }
    }

    /// What the library holds. Besides what it is made with, that is the pictures it keeps.
    private static final class Native implements NativePool.Item {

        private static final int BYTES = 4 << 20;

        final Arena arena = Arena.ofShared();
        final MemorySegment planes;
        final MemorySegment info;
        final MemorySegment latePlanes;
        final MemorySegment lateInfo;
        final MemorySegment decoder;
        private long pictureBytes;

        Native() {
            try {
                planes = arena.allocate(24, 8);
                info = arena.allocate(INFO_SIZE, 8);
                latePlanes = arena.allocate(24, 8);
                lateInfo = arena.allocate(INFO_SIZE, 8);
                decoder = OpenH264.createDecoder();
            } catch (RuntimeException | Error e) {
                arena.close();
                throw e;
            }
        }

        int initialize() {
            MemorySegment quiet = arena.allocate(4, 4);
            OpenH264.setOption(decoder, SET_OPTION, OPTION_TRACE_LEVEL, quiet);
            MemorySegment parameters = arena.allocate(PARAMETERS_SIZE, 8);
            parameters.set(JAVA_INT, 12, -1); // whichever layer is the highest
            parameters.set(JAVA_INT, BITSTREAM, PARAMETERS_SIZE - BITSTREAM);
            parameters.set(JAVA_INT, BITSTREAM + 4, AVC);
            return OpenH264.invoke(decoder, INITIALIZE, parameters);
        }

        void keepPictures(long bytes) {
            NativeMemory.use(bytes - pictureBytes);
            pictureBytes = bytes;
        }

        @Override
        public long bytes() {
            return BYTES + pictureBytes;
        }

        @Override
        public void free() {
            OpenH264.invoke(decoder, UNINITIALIZE);
            OpenH264.destroyDecoder(decoder);
            arena.close();
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

    /// Decodes whole frames and shows the last of them. They may be larger by what it takes to fill
    /// the last macroblocks, which is cut off to the right and below.
    ///
    /// @throws weft.rfb.RfbProtocolException if they are damaged in a way that is noticed, too
    ///   small or too large
    public void decode(
            byte[] data,
            int off,
            int len,
            int[] pixels,
            int offset,
            int stride,
            int width,
            int height) {
        if (lease.ended()) {
            throw new IllegalStateException("The stream is closed");
        }
        Objects.checkFromIndexSize(off, len, data.length);
        JpegArguments.checkPixels(pixels, offset, stride, width, height);
        announced.check(data, off, len, width, height);
        try {
            lease.item.keepPictures(announced.pictureBytes());
            decode(lease.item, data, off, len);
            load(lease.item, pixels, offset, stride, width, height);
        } finally {
            Reference.reachabilityFence(this); // else it may be freed while it is at work
        }
    }

    private static void decode(Native to, byte[] data, int off, int len) {
        int result;
        try (Arena staging = Arena.ofConfined()) {
            MemorySegment in = staging.allocate(Math.max(1, len));
            MemorySegment.copy(data, off, in, JAVA_BYTE, 0, len);
            to.planes.fill((byte) 0);
            to.info.fill((byte) 0);
            result =
                    OpenH264.decode(to.decoder, DECODE_FRAME_NO_DELAY, in, len, to.planes, to.info);
        }
        if (result == 0) {
            result = flush(to);
        }
        if (result != 0 || to.info.get(JAVA_INT, 0) != 1) {
            throw damaged("H.264 of %d bytes cannot be decoded: %#x".formatted(len, result));
        }
    }

    /// The library keeps pictures back, in case that some come which are to be shown before them.
    private static int flush(Native from) {
        int result;
        boolean more;
        do {
            from.latePlanes.fill((byte) 0);
            from.lateInfo.fill((byte) 0);
            result = OpenH264.invoke(from.decoder, FLUSH_FRAME, from.latePlanes, from.lateInfo);
            more = from.lateInfo.get(JAVA_INT, 0) == 1;
            if (more) {
                from.planes.copyFrom(from.latePlanes);
                from.info.copyFrom(from.lateInfo);
            }
        } while (more && result == 0);
        return result;
    }

    private static void load(
            Native from, int[] pixels, int offset, int stride, int width, int height) {
        int columns = from.info.get(JAVA_INT, 24);
        int rows = from.info.get(JAVA_INT, 28);
        if (columns < width || rows < height) {
            throw damaged(
                    "H.264 of %dx%d, expected at least %dx%d"
                            .formatted(columns, rows, width, height));
        }
        int yStride = from.info.get(JAVA_INT, 36);
        int uvStride = from.info.get(JAVA_INT, 40);
        Yuv420.load(
                plane(from, 0, rows * (long) yStride),
                plane(from, 1, (rows + 1) / 2 * (long) uvStride),
                plane(from, 2, (rows + 1) / 2 * (long) uvStride),
                yStride,
                uvStride,
                pixels,
                offset,
                stride,
                width,
                height);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment plane(Native from, int number, long size) {
        return from.planes.getAtIndex(ADDRESS, number).reinterpret(size);
    }

    private static RfbProtocolException damaged(String what) {
        return new RfbProtocolException(Reason.DATA, what);
    }

    /// What it holds outside of the heap, about.
    public long bytes() {
        return lease.item.bytes();
    }

    /// What is run when this is collected without having been closed.
    Runnable whenForgotten() {
        return lease.whenForgotten();
    }

    /// Frees the memory. May be called twice.
    @Override
    public void close() {
        lease.end();
    }
}
