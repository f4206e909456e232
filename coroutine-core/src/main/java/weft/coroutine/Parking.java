package weft.coroutine;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// What a coroutine needs besides once it waits or must not: its place among the live ones, and
/// what it waits for. Apart from [Coroutine], because most of the cost of one that never yields is
/// its size.
final class Parking {
    final Coroutine coroutine;

    /// What it waits for; null after a bare yield and while it runs.
    @Nullable Object reason;

    long since;
    boolean cancellable = true;

    /// The section that must not be left by a yield, if it is in one; see [Loop#noYield].
    @Nullable String noYieldSection;

    private @Nullable Parking previous;
    private @Nullable Parking next;

    Parking(Coroutine coroutine) {
        this.coroutine = coroutine;
    }

    /// All of a loop: those that were entered, have yielded and have not ended. Guarded by the
    /// global lock.
    static final class Live {
        private @Nullable Parking first;
        private int count;

        int count() {
            return count;
        }

        Parking add(Coroutine coroutine) {
            var added = new Parking(coroutine);
            Parking before = first;
            added.next = before;
            if (before != null) {
                before.previous = added;
            }
            first = added;
            count++;
            return added;
        }

        void remove(Parking gone) {
            Parking previous = gone.previous;
            Parking next = gone.next;
            if (previous != null) {
                previous.next = next;
            } else {
                first = next;
            }
            if (next != null) {
                next.previous = previous;
            }
            count--;
        }

        void forEach(Consumer<Coroutine> action) {
            for (Parking each = first; each != null; each = each.next) {
                action.accept(each.coroutine);
            }
        }
    }
}
