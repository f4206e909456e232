package weft.server.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts Netty's buffers that were allocated and not released: each is tracked, as at the level
/// PARANOID of Netty's leak detector, and its end is noted when it happens and not when the
/// collector finds it lost.
///
/// It has to be here before Netty makes its first buffer, so these tests have a JVM of their own.
final class LiveBuffers {
    private static final AtomicInteger LIVE = new AtomicInteger();
    private static final AtomicInteger REPORTS = new AtomicInteger();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(
                new ResourceLeakDetectorFactory() {
                    @Override
                    @Deprecated
                    @SuppressWarnings({"deprecation", "InlineMeSuggester"}) // abstract still
                    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                            Class<T> resource, int samplingInterval, long maxActive) {
                        return newResourceLeakDetector(resource, samplingInterval);
                    }

                    @Override
                    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                            Class<T> resource, int samplingInterval) {
                        return new Counting<>(resource, samplingInterval);
                    }
                });
        int before = LIVE.get();
        ByteBuf one = ByteBufAllocator.DEFAULT.directBuffer(16);
        int during = LIVE.get();
        one.release();
        if (during != before + 1 || LIVE.get() != before) {
            throw new IllegalStateException(
                    "Netty's buffers are not counted: another test of this JVM came first");
        }
    }

    private LiveBuffers() {}

    /// How many there are now.
    static int count() {
        return LIVE.get();
    }

    /// How many were lost without being released, as far as the collector has found them.
    static int reports() {
        return REPORTS.get();
    }

    private static final class Counting<T> extends ResourceLeakDetector<T> {
        Counting(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        public @Nullable ResourceLeakTracker<T> track(T buffer) {
            ResourceLeakTracker<T> tracker = super.track(buffer);
            if (tracker == null) {
                return null;
            }
            LIVE.incrementAndGet();
            return new ResourceLeakTracker<>() {
                @Override
                public void record() {
                    tracker.record();
                }

                @Override
                public void record(Object hint) {
                    tracker.record(hint);
                }

                @Override
                public boolean close(T tracked) {
                    LIVE.decrementAndGet();
                    return tracker.close(tracked);
                }
            };
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            REPORTS.incrementAndGet();
            super.reportTracedLeak(resourceType, records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            REPORTS.incrementAndGet();
            super.reportUntracedLeak(resourceType);
        }
    }
}
