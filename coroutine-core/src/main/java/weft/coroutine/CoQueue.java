package weft.coroutine;

/// A queue of coroutines that wait for something to happen, after QEMU's `CoQueue`: the condition
/// variable of the coroutines. All calls are under the global lock.
///
/// Waiting and waking cannot race, so the usual shape is
///
/// ```
/// while (!readable) {
///     readers.await();
/// }
/// ```
public final class CoQueue {
    private final Loop loop;
    private final String what;
    private final Waiters waiters = new Waiters();

    /// A queue on `loop`; `what` says in the dump what its coroutines wait for.
    public CoQueue(Loop loop, String what) {
        this.loop = loop;
        this.what = what;
    }

    /// Parks the running coroutine at the end of the queue until it is woken.
    public void await() {
        Coroutine self = loop.self();
        waiters.addLast(self);
        park(self);
    }

    /// Parks the running coroutine at the front of the queue until it is woken.
    public void awaitAtFront() {
        Coroutine self = loop.self();
        waiters.addFirst(self);
        park(self);
    }

    /// Releases `mutex`, parks the running coroutine until it is woken, and takes `mutex` again,
    /// also when it is unwound.
    public void await(CoMutex mutex) {
        Coroutine self = loop.self();
        mutex.unlock();
        waiters.addLast(self);
        try {
            park(self);
        } finally {
            mutex.lockUncancellably();
        }
    }

    /// Schedules the coroutine that has waited longest; says whether there was one.
    public boolean next() {
        loop.checkLocked("woken");
        Coroutine first = waiters.poll();
        if (first == null) {
            return false;
        }
        first.wakeUnlessScheduled();
        return true;
    }

    /// Schedules every waiting coroutine, in order; the loop enters them in batches.
    public void restartAll() {
        loop.checkLocked("woken");
        while (next()) {
            // until nobody waits
        }
    }

    /// Enters the coroutine that has waited longest, now; says whether there was one.
    public boolean enterNext() {
        loop.checkLocked("entered");
        Coroutine first = waiters.poll();
        if (first == null) {
            return false;
        }
        enterOrLeaveToTheLoop(first);
        return true;
    }

    /// Enters every coroutine that is waiting now, one after the other; not those that come to wait
    /// meanwhile.
    public void enterAll() {
        loop.checkLocked("entered");
        for (Coroutine each : waiters.snapshot()) {
            // One that was entered before it may have woken or cancelled this one.
            if (!each.isBeingUnwound() && waiters.remove(each)) {
                enterOrLeaveToTheLoop(each);
            }
        }
    }

    private static void enterOrLeaveToTheLoop(Coroutine taken) {
        if (!taken.isScheduled()) {
            taken.enter();
        }
    }

    /// Whether nobody waits.
    public boolean isEmpty() {
        return waiters.isEmpty();
    }

    /// Being taken out of the queue is what ends the wait: a wake by anybody else does not.
    private void park(Coroutine self) {
        boolean woken = false;
        try {
            while (waiters.contains(self)) {
                self.park(this, true);
            }
            woken = true;
        } finally {
            if (!woken && !waiters.remove(self)) {
                next(); // it was woken and cannot act on it: somebody else may have to
            }
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
