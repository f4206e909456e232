package weft.rfb.codec;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes compressors and codecs hold outside of the heap, in this JVM. What a library
/// allocates by itself is estimated.
public final class NativeMemory {

    private static final AtomicLong IN_USE = new AtomicLong();
    private static final AtomicLong IDLE = new AtomicLong();

    private NativeMemory() {}

    /// What is held by compressors that are open and codecs that are at work: 0 when all are
    /// closed.
    public static long inUse() {
        return IN_USE.get();
    }

    /// What is kept for the next one that is opened. It is bounded.
    public static long idle() {
        return IDLE.get();
    }

    /// Frees what is kept.
    public static void trim() {
        NativePool.trimAll();
    }

    static void use(long bytes) {
        IN_USE.addAndGet(bytes);
    }

    static void keep(long bytes) {
        IDLE.addAndGet(bytes);
    }
}
