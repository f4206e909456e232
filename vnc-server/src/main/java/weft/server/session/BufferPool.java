package weft.server.session;

import weft.rfb.RfbBuffer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Buffers for encoded updates, lent to the sessions that are sending, so that a viewer at rest
/// holds none. Any thread.
public final class BufferPool {
    private static final int KEPT = 16;

    /// A buffer that has grown beyond this is left to the collector.
    private static final int LARGEST_KEPT = 16 << 20;

    private final Queue<RfbBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /// An empty pool.
    public BufferPool() {}

    /// An empty buffer.
    public RfbBuffer take() {
        RfbBuffer buffer = free.poll();
        if (buffer == null) {
            return new RfbBuffer(4096);
        }
        count.decrementAndGet();
        return buffer;
    }

    /// Gives back a buffer that nobody uses any more.
    public void give(RfbBuffer buffer) {
        if (buffer.array().length <= LARGEST_KEPT && count.get() < KEPT) {
            buffer.clear();
            count.incrementAndGet();
            free.add(buffer);
        }
    }
}
