package weft.coroutine;

import org.jspecify.annotations.Nullable;

/// A mutex between coroutines, held across yields, after QEMU's `CoMutex`: handed over in the order
/// in which it was asked for, its holder known. All calls are under the global lock.
///
/// Unlocking only schedules the next holder: it runs after the unlocker has yielded or ended.
public final class CoMutex {
    private final Loop loop;
    private final String name;
    private final Waiters waiters = new Waiters();
    private @Nullable Coroutine holder;

    /// A free mutex on `loop`.
    public CoMutex(Loop loop, String name) {
        this.loop = loop;
        this.name = name;
    }

    /// Takes it, or parks the running coroutine until it is handed over.
    ///
    /// @throws CoroutineMisuseException if the running coroutine holds it already
    public void lock() {
        lock(true);
    }

    /// As [#lock], but cancellation does not interrupt the wait: for a coroutine that is being
    /// unwound.
    void lockUncancellably() {
        lock(false);
    }

    private void lock(boolean cancellable) {
        Coroutine self = loop.self();
        if (holder == self) {
            throw new CoroutineMisuseException(
                    self + " locks " + this + ", which it holds already");
        }
        if (holder == null) {
            holder = self;
            self.locksHeld++;
            return;
        }
        waiters.addLast(self);
        boolean taken = false;
        try {
            while (holder != self) {
                self.park(this, cancellable);
            }
            taken = true;
        } finally {
            if (!taken) {
                waiters.remove(self);
                if (holder == self) { // it was handed over and cannot be used
                    unlock();
                }
            }
        }
    }

    /// Lets it go and hands it to the coroutine that has waited longest.
    ///
    /// @throws CoroutineMisuseException if the running coroutine does not hold it
    public void unlock() {
        Coroutine self = loop.self();
        if (holder != self) {
            throw new CoroutineMisuseException(
                    self
                            + " unlocks "
                            + this
                            + ", which "
                            + (holder == null ? "nobody" : holder.toString())
                            + " holds");
        }
        self.locksHeld--;
        Coroutine next = waiters.poll();
        holder = next;
        if (next != null) {
            next.locksHeld++;
            next.wakeUnlessScheduled();
        }
    }

    /// Fails unless the running coroutine holds it.
    public void assertLocked() {
        Coroutine self = loop.self();
        if (holder != self) {
            throw new CoroutineMisuseException(self + " does not hold " + this);
        }
    }

    /// Whether any coroutine holds it.
    public boolean isLocked() {
        return holder != null;
    }

    @Override
    public String toString() {
        Coroutine held = holder;
        return "mutex '" + name + "'" + (held == null ? "" : ", held by '" + held.name() + "'");
    }
}
