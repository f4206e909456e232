package weft.rfb.codec;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Native objects of one kind, which are slow to make: a few of them are kept when they are given
/// back. Any thread takes and gives.
final class NativePool<T extends NativePool.Item> {

    private static final List<NativePool<?>> ALL = new CopyOnWriteArrayList<>();

    /// A native object. Its size changes only while it is taken.
    interface Item {

        /// What it holds outside of the heap.
        long bytes();

        /// Frees all of it, once.
        void free();
    }

    private final Supplier<T> maker;
    private final int mostIdle;
    private final ConcurrentLinkedDeque<T> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();

    NativePool(int mostIdle, Supplier<T> maker) {
        this.mostIdle = mostIdle;
        this.maker = maker;
        ALL.add(this);
    }

    /// An object in whatever state it was given back.
    T take() {
        T item = poll();
        if (item == null) {
            item = maker.get();
        }
        NativeMemory.use(item.bytes());
        return item;
    }

    /// Takes an object back. What it has grown by since it was taken, it has counted itself.
    void give(T item) {
        NativeMemory.use(-item.bytes());
        if (idleCount.incrementAndGet() <= mostIdle) {
            NativeMemory.keep(item.bytes());
            idle.addFirst(item);
        } else {
            idleCount.decrementAndGet();
            item.free();
        }
    }

    /// Frees an object that was taken and cannot be used again.
    void discard(T item) {
        NativeMemory.use(-item.bytes());
        item.free();
    }

    /// Lends an object for the life of its owner.
    NativeLease<T> lend(Object owner) {
        return new NativeLease<>(owner, take(), this::give);
    }

    private @Nullable T poll() {
        T item = idle.pollFirst();
        if (item != null) {
            idleCount.decrementAndGet();
            NativeMemory.keep(-item.bytes());
        }
        return item;
    }

    private void trim() {
        for (T item = poll(); item != null; item = poll()) {
            item.free();
        }
    }

    static void trimAll() {
        ALL.forEach(NativePool::trim);
    }
}
