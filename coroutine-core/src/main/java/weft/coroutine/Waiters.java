package weft.coroutine;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The coroutines that wait in one place, in order. Each removes itself in constant time when it is
/// unwound, so that many can be, and being in it is what it waits for the end of.
///
/// In most places there is nobody, or one: a set is there only for as long as there are more, since
/// a viewer at rest has a dozen such places.
final class Waiters {
    /// The only one, if there is no set.
    private @Nullable Coroutine only;

    private @Nullable SequencedSet<Coroutine> several;

    void addLast(Coroutine waiter) {
        if (isEmpty()) {
            only = waiter;
        } else {
            set().addLast(waiter);
        }
    }

    void addFirst(Coroutine waiter) {
        if (isEmpty()) {
            only = waiter;
        } else {
            set().addFirst(waiter);
        }
    }

    private SequencedSet<Coroutine> set() {
        SequencedSet<Coroutine> set = several;
        if (set == null) {
            set = new LinkedHashSet<>();
            several = set;
            if (only != null) {
                set.add(only);
                only = null;
            }
        }
        return set;
    }

    /// Says whether it was in.
    boolean remove(Coroutine waiter) {
        if (several == null) {
            boolean was = only == waiter;
            only = was ? null : only;
            return was;
        }
        boolean was = several.remove(waiter);
        dropEmptySet();
        return was;
    }

    private void dropEmptySet() {
        if (several != null && several.isEmpty()) {
            several = null;
        }
    }

    boolean contains(Coroutine waiter) {
        return several == null ? only == waiter : several.contains(waiter);
    }

    boolean isEmpty() {
        return only == null && several == null;
    }

    List<Coroutine> snapshot() {
        if (several != null) {
            return List.copyOf(several);
        }
        return only == null ? List.of() : List.of(only);
    }

    /// Takes out the one that has waited longest, and those before it that are about to be unwound.
    @Nullable Coroutine poll() {
        for (Coroutine first; (first = pollAny()) != null; ) {
            if (!first.isBeingUnwound()) {
                return first;
            }
        }
        return null;
    }

    private @Nullable Coroutine pollAny() {
        if (several == null) {
            Coroutine first = only;
            only = null;
            return first;
        }
        Coroutine first = several.removeFirst();
        dropEmptySet();
        return first;
    }
}
