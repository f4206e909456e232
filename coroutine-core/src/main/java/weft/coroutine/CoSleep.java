package weft.coroutine;

import org.jspecify.annotations.Nullable;

/// A sleep that can be woken, after QEMU's `QemuCoSleep`. One coroutine sleeps on it at a time; all
/// calls are under the global lock.
public final class CoSleep {
    private final Loop loop;
    private @Nullable Coroutine sleeper;

    /// A sleep on `loop`, by its clock.
    public CoSleep(Loop loop) {
        this.loop = loop;
    }

    /// Parks the running coroutine until `nanos` are over or [#wake] is called; says whether it was
    /// woken.
    public boolean sleep(long nanos) {
        boolean[] expired = new boolean[1];
        Loop.Timer timer =
                loop.after(
                        nanos,
                        () -> {
                            expired[0] = true;
                            wake();
                        });
        try {
            park("a sleep of " + nanos / 1_000_000 + " ms");
        } finally {
            timer.cancel();
        }
        return !expired[0];
    }

    /// Parks the running coroutine until [#wake] is called.
    public void sleep() {
        park("a wake");
    }

    /// Ends the sleep, if there is one. The sleeper runs when the loop comes to it.
    public void wake() {
        loop.checkLocked("woken");
        Coroutine woken = sleeper;
        sleeper = null;
        if (woken != null && !woken.isScheduled()) {
            woken.wake();
        }
    }

    private void park(String what) {
        Coroutine self = loop.self();
        if (sleeper != null) {
            throw new CoroutineMisuseException(
                    self + " sleeps where " + sleeper + " sleeps already");
        }
        sleeper = self;
        try {
            self.park(what, true);
        } finally {
            sleeper = null;
        }
    }
}
