package weft.coroutine;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;

/// The coroutines that wait in one place, in order. Each removes itself in constant time when it is
/// unwound, so that many can be, and being in it is what it waits for the end of.
final class Waiters {
    private final LinkedHashSet<Coroutine> waiting = new LinkedHashSet<>();

    void addLast(Coroutine waiter) {
        waiting.addLast(waiter);
    }

    void addFirst(Coroutine waiter) {
        waiting.addFirst(waiter);
    }

    /// Says whether it was in.
    boolean remove(Coroutine waiter) {
        return waiting.remove(waiter);
    }

    boolean contains(Coroutine waiter) {
        return waiting.contains(waiter);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<Coroutine> snapshot() {
        return List.copyOf(waiting);
    }

    /// Takes out the one that has waited longest, and those before it that are about to be unwound.
    @Nullable Coroutine poll() {
        while (!waiting.isEmpty()) {
            Coroutine first = waiting.removeFirst();
            if (!first.isBeingUnwound()) {
                return first;
            }
        }
        return null;
    }
}
