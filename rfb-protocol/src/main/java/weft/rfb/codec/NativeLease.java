package weft.rfb.codec;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A native object for the life of its owner: it is given back when the lease ends, or when the
/// owner was forgotten and is collected.
final class NativeLease<T extends NativePool.Item> {

    private static final Cleaner CLEANER = Cleaner.create();

    final T item;
    private final Giver<T> giver;
    private final Cleaner.Cleanable cleanable;

    /// @param item one that knows nothing of the owner, or that would never be collected
    /// @param back takes the object back
    NativeLease(Object owner, T item, Consumer<T> back) {
        this.item = item;
        this.giver = new Giver<>(item, back, new AtomicBoolean());
        this.cleanable = CLEANER.register(owner, giver);
    }

    /// Counts an object that is nobody else's, and frees it in the end.
    static <T extends NativePool.Item> NativeLease<T> own(Object owner, T item) {
        NativeMemory.use(item.bytes());
        return new NativeLease<>(
                owner,
                item,
                ended -> {
                    NativeMemory.use(-ended.bytes());
                    ended.free();
                });
    }

    boolean ended() {
        return giver.ended.get();
    }

    /// Gives the object back, the first time that it is called.
    void end() {
        cleanable.clean();
    }

    /// What is run when the owner is collected.
    Runnable whenForgotten() {
        return giver;
    }

    /// Gives back once.
    private record Giver<T>(T item, Consumer<T> back, AtomicBoolean ended) implements Runnable {
        @Override
        public void run() {
            if (ended.compareAndSet(false, true)) {
                back.accept(item);
            }
        }
    }
}
