package weft.rfb.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import weft.rfb.RfbBuffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;

/// One stream of H.264 (ITU-T H.264, constrained baseline profile), which shows pictures of one
/// size: the first one whole, each other one as what has changed.
///
/// One thread at a time uses it. It holds memory outside of the heap until it is closed, or
/// forgotten and collected: some 20 bytes for each pixel.
///
/// | offset | type  | field of SEncParamExt     | | offset | type  | field of its first layer     |
/// |-------:|-------|---------------------------|-|-------:|-------|------------------------------|
/// |      0 | int   | iUsageType                | |      0 | int   | iVideoWidth                  |
/// |      4 | int   | iPicWidth                 | |      4 | int   | iVideoHeight                 |
/// |      8 | int   | iPicHeight                | |      8 | float | fFrameRate                   |
/// |     12 | int   | iTargetBitrate            | |     12 | int   | iSpatialBitrate              |
/// |     16 | int   | iRCMode                   | |     20 | int   | uiProfileIdc                 |
/// |     20 | float | fMaxFrameRate             | |     28 | int   | iDLayerQp                    |
/// |     32 |       | sSpatialLayers            | |    184 | bool  | bVideoSignalTypePresent      |
/// |    860 | bool  | bEnableFrameSkip          | |    185 | byte  | uiVideoFormat                |
/// |    868 | int   | iMaxQp                    | |    186 | bool  | bFullRange                   |
/// |    872 | int   | iMinQp                    | |    187 | bool  | bColorDescriptionPresent     |
/// |    892 | short | iMultipleThreadIdc        | |    188 | byte  | uiColorPrimaries             |
/// |    909 | bool  | bEnableBackgroundDetection | |   189 | byte  | uiTransferCharacteristics    |
/// |    910 | bool  | bEnableAdaptiveQuant      | |    190 | byte  | uiColorMatrix                |
public final class H264Encoder implements AutoCloseable {

    /// The coarsest quantizer.
    public static final int COARSEST = 51;

    /// The finest quantizer.
    public static final int FINEST = 0;

    /// The widest and the highest picture.
    public static final int MAX_SIZE = 4096;

    /// The most pixels: those of level 5.2.
    public static final int MAX_AREA = 4096 * 2304;

    private static final int SMALLEST = 16;
    private static final int BYTES_PER_PIXEL = 20;
    private static final int FRAME_MILLIS = 33;

    private static final int INITIALIZE_EXT = 1;
    private static final int GET_DEFAULT_PARAMS = 2;
    private static final int UNINITIALIZE = 3;
    private static final int ENCODE_FRAME = 4;
    private static final int SET_OPTION = 7;
    private static final int OPTION_TRACE_LEVEL = 25;

    private static final int PARAMETERS_SIZE = 920;
    private static final int LAYER = 32;
    private static final int QUALITY_FROM_QUANTIZER = -1;
    private static final int BASELINE = 66;
    private static final int I420 = 23;

    // ITU-T H.264, tables E-3 to E-5: colours and brightness of sRGB, in BT.601's matrix.
    private static final int BT709_PRIMARIES = 1;
    private static final int SRGB_TRANSFER = 13;
    private static final int BT601_MATRIX = 6;
    private static final int UNSPECIFIED_FORMAT = 5;

    /// SFrameBSInfo: iLayerNum at 0, layers of 40 bytes at 8: iNalCount at 16, pNalLengthInByte at
    /// 24, pBsBuf at 32.
    private static final int INFO_SIZE = 5144;

    private static final int LAYERS = 8;
    private static final int LAYER_SIZE = 40;

    private final int columns;
    private final int rows;
    private final int width;
    private final int height;
    private final NativeLease<Native> lease;
    private long time;

    private H264Encoder(int columns, int rows, int quantizer) {
        this.columns = columns;
        this.rows = rows;
        this.width = Math.max(SMALLEST, columns + 1 & ~1);
        this.height = Math.max(SMALLEST, rows + 1 & ~1);
        Native made = new Native(width, height);
        lease = NativeLease.own(this, made);
        try {
            initialize(made, quantizer);
            describePicture(made);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /// What the library holds, and where it finds pictures.
    private static final class Native implements NativePool.Item {
        final long bytes;
        final Arena arena = Arena.ofShared();
        final MemorySegment planes;
        final MemorySegment picture;
        final MemorySegment info;
        final MemorySegment encoder;

        Native(int width, int height) {
            bytes = width * (long) height * BYTES_PER_PIXEL;
            try {
                planes = arena.allocate(Yuv420.bytes(width, height), 64);
                picture = arena.allocate(72, 8);
                info = arena.allocate(INFO_SIZE, 8);
                encoder = OpenH264.createEncoder();
            } catch (RuntimeException | Error e) {
                arena.close();
                throw e;
            }
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void free() {
            OpenH264.invoke(encoder, UNINITIALIZE);
            OpenH264.destroyEncoder(encoder);
            arena.close();
        }
    }

    /// Whether there is one on this machine.
    public static boolean isAvailable() {
        return OpenH264.library().isPresent();
    }

    /// Whether there are pictures of this size.
    public static boolean canBe(int width, int height) {
        return width > 0
                && height > 0
                && width <= MAX_SIZE
                && height <= MAX_SIZE
                && (long) width * height <= MAX_AREA;
    }

    /// A new stream; only if it [#isAvailable].
    ///
    /// @param quantizer how coarse it is, from [#FINEST] to [#COARSEST]
    public static H264Encoder open(int width, int height, int quantizer) {
        if (!canBe(width, height)) {
            throw new IllegalArgumentException(
                    "H.264 of %dx%d, expected 1x1 to %d and at most %d pixels"
                            .formatted(width, height, MAX_SIZE, MAX_AREA));
        }
        if (quantizer < FINEST || quantizer > COARSEST) {
            throw new IllegalArgumentException(
                    "H.264 quantizer " + quantizer + ", expected 0 to " + COARSEST);
        }
        return new H264Encoder(width, height, quantizer);
    }

    private void initialize(Native made, int quantizer) {
        MemorySegment encoder = made.encoder;
        MemorySegment quiet = made.arena.allocate(4, 4);
        OpenH264.setOption(encoder, SET_OPTION, OPTION_TRACE_LEVEL, quiet);
        MemorySegment p = made.arena.allocate(PARAMETERS_SIZE, 8);
        check(OpenH264.invoke(encoder, GET_DEFAULT_PARAMS, p), "give its parameters");
        p.set(JAVA_INT, 4, width);
        p.set(JAVA_INT, 8, height);
        p.set(JAVA_INT, 12, 1_000_000);
        p.set(JAVA_INT, 16, QUALITY_FROM_QUANTIZER);
        p.set(JAVA_FLOAT, 20, 30);
        set(p, 860, 0);
        p.set(JAVA_INT, 868, quantizer);
        p.set(JAVA_INT, 872, quantizer);
        p.set(JAVA_SHORT, 892, (short) 1);
        set(p, 909, 0);
        set(p, 910, 0);
        MemorySegment layer = p.asSlice(LAYER, 200);
        layer.set(JAVA_INT, 0, width);
        layer.set(JAVA_INT, 4, height);
        layer.set(JAVA_FLOAT, 8, 30);
        layer.set(JAVA_INT, 12, 1_000_000);
        layer.set(JAVA_INT, 20, BASELINE);
        layer.set(JAVA_INT, 28, quantizer);
        set(layer, 184, 1);
        set(layer, 185, UNSPECIFIED_FORMAT);
        set(layer, 186, 0);
        set(layer, 187, 1);
        set(layer, 188, BT709_PRIMARIES);
        set(layer, 189, SRGB_TRANSFER);
        set(layer, 190, BT601_MATRIX);
        check(OpenH264.invoke(encoder, INITIALIZE_EXT, p), "begin");
    }

    private static void set(MemorySegment struct, long offset, int value) {
        struct.set(JAVA_BYTE, offset, (byte) value);
    }

    /// | offset | type     | field of SSourcePicture |
    /// |-------:|----------|-------------------------|
    /// |      0 | int      | iColorFormat            |
    /// |      4 | int[4]   | iStride                 |
    /// |     24 | void *[4] | pData                  |
    /// |     56 | int      | iPicWidth               |
    /// |     60 | int      | iPicHeight              |
    /// |     64 | long     | uiTimeStamp             |
    private void describePicture(Native made) {
        MemorySegment picture = made.picture;
        MemorySegment planes = made.planes;
        long area = width * (long) height;
        picture.set(JAVA_INT, 0, I420);
        picture.set(JAVA_INT, 4, width);
        picture.set(JAVA_INT, 8, width / 2);
        picture.set(JAVA_INT, 12, width / 2);
        picture.set(ADDRESS, 24, planes);
        picture.set(ADDRESS, 32, planes.asSlice(area));
        picture.set(ADDRESS, 40, planes.asSlice(area + area / 4));
        picture.set(JAVA_INT, 56, width);
        picture.set(JAVA_INT, 60, height);
    }

    private void check(int result, String what) {
        if (result != 0) {
            throw new IllegalStateException(
                    "OpenH264 cannot %s at %dx%d: %d".formatted(what, width, height, result));
        }
    }

    /// Appends the next picture, with start codes in front of its units (annex B). Its planes are
    /// of even size, so the stream's picture may be larger by a column and a row.
    ///
    /// @param pixels 0xRRGGBB; the upper 8 bits are ignored
    /// @param offset the index of the first pixel
    /// @param stride from one row's first pixel to the next one's
    public void encode(int[] pixels, int offset, int stride, RfbBuffer out) {
        if (lease.ended()) {
            throw new IllegalStateException("The stream is closed");
        }
        Objects.checkFromIndexSize(offset, (rows - 1L) * stride + columns, (long) pixels.length);
        try {
            encode(lease.item, pixels, offset, stride, out);
        } finally {
            Reference.reachabilityFence(this); // else it may be freed while it is at work
        }
    }

    private void encode(Native by, int[] pixels, int offset, int stride, RfbBuffer out) {
        Yuv420.store(pixels, offset, stride, columns, rows, by.planes, width, height);
        by.picture.set(JAVA_LONG, 64, time);
        time += FRAME_MILLIS;
        by.info.fill((byte) 0);
        check(OpenH264.invoke(by.encoder, ENCODE_FRAME, by.picture, by.info), "encode");
        int layers = by.info.get(JAVA_INT, 0);
        for (int i = 0; i < layers; i++) {
            append(by.info.asSlice(LAYERS + i * (long) LAYER_SIZE, LAYER_SIZE), out);
        }
    }

    @SuppressWarnings("restricted")
    private static void append(MemorySegment layer, RfbBuffer out) {
        int units = layer.get(JAVA_INT, 16);
        MemorySegment lengths = layer.get(ADDRESS, 24).reinterpret(units * 4L);
        int length = 0;
        for (int i = 0; i < units; i++) {
            length = Math.addExact(length, lengths.getAtIndex(JAVA_INT, i));
        }
        MemorySegment data = layer.get(ADDRESS, 32).reinterpret(length);
        int at = out.ensure(length);
        MemorySegment.copy(data, JAVA_BYTE, 0, out.array(), at, length);
        out.advance(length);
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
