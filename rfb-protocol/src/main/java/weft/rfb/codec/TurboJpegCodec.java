package weft.rfb.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import weft.rfb.RfbBuffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// JPEG by libjpeg-turbo. Pixels are copied to where it finds them: handing it the array on the
/// heap was slower and holds up the garbage collector.
final class TurboJpegCodec implements JpegCodec {

    private static final NativePool<Worker> COMPRESSORS =
            new NativePool<>(4, () -> new Worker(TurboJpeg.initCompress()));
    private static final NativePool<Worker> DECOMPRESSORS =
            new NativePool<>(4, () -> new Worker(TurboJpeg.initDecompress()));

    @Override
    public void encode(
            int[] pixels,
            int offset,
            int stride,
            int width,
            int height,
            int quality,
            Subsampling subsampling,
            RfbBuffer out) {
        JpegArguments.checkQuality(quality);
        JpegArguments.checkPixels(pixels, offset, stride, width, height);
        Worker worker = COMPRESSORS.take();
        boolean done = false;
        try {
            int samp = number(subsampling);
            long largest = TurboJpeg.bufSize(width, height, samp);
            long staged = width * (long) height * Integer.BYTES;
            MemorySegment scratch = worker.scratch(staged + largest);
            stage(pixels, offset, stride, width, height, scratch);
            MemorySegment jpeg = scratch.asSlice(staged, largest);
            worker.words.set(ADDRESS, Worker.BUFFER, jpeg);
            worker.words.set(JAVA_LONG, Worker.SIZE, largest);
            if (!TurboJpeg.compress(
                    worker.handle,
                    scratch,
                    width,
                    Math.multiplyExact(width, Integer.BYTES),
                    height,
                    worker.words.asSlice(Worker.BUFFER),
                    worker.words.asSlice(Worker.SIZE),
                    samp,
                    quality)) {
                throw new IllegalStateException(
                        "libjpeg-turbo cannot encode: " + TurboJpeg.error(worker.handle));
            }
            int size = Math.toIntExact(worker.words.get(JAVA_LONG, Worker.SIZE));
            int at = out.ensure(size);
            MemorySegment.copy(jpeg, JAVA_BYTE, 0, out.array(), at, size);
            out.advance(size);
            done = true;
        } finally {
            giveBack(COMPRESSORS, worker, done);
        }
    }

    private static void stage(
            int[] pixels, int offset, int stride, int width, int height, MemorySegment scratch) {
        for (int y = 0; y < height; y++) {
            MemorySegment.copy(
                    pixels, offset + y * stride, scratch, JAVA_INT, y * 4L * width, width);
        }
    }

    /// A handle that has failed is thrown away: what a damaged JPEG leaves in it makes it refuse
    /// good ones.
    private static void giveBack(NativePool<Worker> pool, Worker worker, boolean done) {
        if (done) {
            worker.shrink();
            pool.give(worker);
        } else {
            pool.discard(worker);
        }
    }

    private static int number(Subsampling subsampling) {
        return switch (subsampling) {
            case S444 -> 0;
            case S422 -> 1;
            case S420 -> 2;
            case GRAY -> 3;
        };
    }

    @Override
    public void decode(
            byte[] jpeg,
            int off,
            int len,
            int[] pixels,
            int offset,
            int stride,
            int width,
            int height) {
        Objects.checkFromIndexSize(off, len, jpeg.length);
        JpegArguments.checkPixels(pixels, offset, stride, width, height);
        Worker worker = DECOMPRESSORS.take();
        boolean done = false;
        try {
            long staged = width * (long) height * Integer.BYTES;
            MemorySegment scratch = worker.scratch(staged + len);
            MemorySegment from = scratch.asSlice(staged, len);
            MemorySegment.copy(jpeg, off, from, JAVA_BYTE, 0, len);
            // A JPEG of tables alone has a header without a size, which would leave the last one.
            worker.words.fill((byte) 0);
            if (!TurboJpeg.header(worker.handle, from, worker.words)) {
                throw JpegArguments.damaged(len, TurboJpeg.error(worker.handle));
            }
            if (worker.words.get(JAVA_INT, 0) == 0) {
                throw JpegArguments.damaged(len, "there is no picture in it");
            }
            JpegArguments.checkSize(
                    width, height, worker.words.get(JAVA_INT, 0), worker.words.get(JAVA_INT, 4));
            if (!TurboJpeg.decompress(
                    worker.handle,
                    from,
                    scratch,
                    width,
                    Math.multiplyExact(width, Integer.BYTES),
                    height)) {
                throw JpegArguments.damaged(len, TurboJpeg.error(worker.handle));
            }
            for (int y = 0; y < height; y++) {
                MemorySegment.copy(
                        scratch, JAVA_INT, y * 4L * width, pixels, offset + y * stride, width);
            }
            done = true;
        } finally {
            giveBack(DECOMPRESSORS, worker, done);
        }
    }

    /// A handle of the library, which one thread at a time may use, and scratch memory.
    private static final class Worker implements NativePool.Item {

        static final int BUFFER = 0;
        static final int SIZE = 8;

        /// What the library holds for a handle, about.
        private static final int HANDLE_BYTES = 16 << 10;

        private static final long SMALLEST = 1 << 16;
        private static final long MOST_KEPT = 4 << 20;

        final MemorySegment handle;
        final MemorySegment words;
        private final Arena arena = Arena.ofShared();
        private Arena scratchArena = Arena.ofShared();
        private MemorySegment scratch = scratchArena.allocate(SMALLEST);

        Worker(MemorySegment handle) {
            this.handle = handle;
            this.words = arena.allocate(16, 8);
        }

        MemorySegment scratch(long atLeast) {
            if (scratch.byteSize() < atLeast) {
                resize(Long.highestOneBit(atLeast - 1) << 1);
            }
            return scratch;
        }

        void shrink() {
            if (scratch.byteSize() > MOST_KEPT) {
                resize(SMALLEST);
            }
        }

        private void resize(long size) {
            Arena larger = Arena.ofShared();
            MemorySegment memory = larger.allocate(size);
            NativeMemory.use(size - scratch.byteSize());
            scratchArena.close();
            scratchArena = larger;
            scratch = memory;
        }

        @Override
        public long bytes() {
            return HANDLE_BYTES + scratch.byteSize();
        }

        @Override
        public void free() {
            TurboJpeg.destroy(handle);
            scratchArena.close();
            arena.close();
        }
    }
}
