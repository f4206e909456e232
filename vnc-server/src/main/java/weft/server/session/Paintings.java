package weft.server.session;

import weft.coroutine.CoQueue;
import weft.coroutine.Loop;

import java.util.NavigableSet;
import java.util.TreeSet;

/// The changes of the picture that the host has begun and not finished.
public final class Paintings {
    private final Loop loop;
    private final CoQueue finished;
    private final NavigableSet<Long> open = new TreeSet<>();
    private long begun;

    /// None is open.
    public Paintings(Loop loop) {
        this.loop = loop;
        finished = new CoQueue(loop, "the host to paint");
    }

    /// Begins one; from any thread.
    ///
    /// @return its number, for [#finish]
    public long begin() {
        return loop.computeLocked(() -> {
            open.add(++begun);
            return begun;
        });
    }

    /// The picture shows it; from any thread. Once more has no effect.
    public void finish(long number) {
        loop.locked(() -> {
            if (open.remove(number)) {
                finished.restartAll();
            }
        });
    }

    /// Waits until all that were begun before are finished; in a coroutine, under the global lock.
    void await() {
        long last = begun;
        while (!open.isEmpty() && open.first() <= last) {
            finished.await();
        }
    }
}
