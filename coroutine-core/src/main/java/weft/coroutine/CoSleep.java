package weft.coroutine;

import org.jspecify.annotations.Nullable;

/// A sleep that can be woken, after QEMU's `QemuCoSleep`. One coroutine sleeps on it at a time; all
/// calls are under the global lock.
public final class CoSleep {
    private final Loop loop;
    private @Nullable Sleep current;

    /// A sleep on `loop`, by its clock.
    public CoSleep(Loop loop) {
        this.loop = loop;
    }

    /// Parks the running coroutine until `nanos` are over or [#wake] is called; says whether it was
    /// woken.
    public boolean sleep(long nanos) {
        var sleep = new Sleep(loop.self(), nanos);
        Loop.Timer timer = loop.after(nanos, () -> sleep.end(true));
        try {
            sleep.park();
        } finally {
            timer.cancel();
        }
        return !sleep.expired;
    }

    /// Parks the running coroutine until [#wake] is called.
    public void sleep() {
        new Sleep(loop.self(), -1).park();
    }

    /// Ends the sleep, if there is one. The sleeper runs when the loop comes to it.
    public void wake() {
        loop.checkLocked("woken");
        Sleep sleep = current;
        if (sleep != null) {
            sleep.end(false);
        }
    }

    /// One sleep of one coroutine. It is over before its coroutine runs again, and another may have
    /// begun by then.
    private final class Sleep {
        private final Coroutine sleeper;
        private final long nanos;
        private boolean over;
        private boolean expired;

        Sleep(Coroutine sleeper, long nanos) {
            this.sleeper = sleeper;
            this.nanos = nanos;
        }

        void park() {
            Sleep other = current;
            if (other != null) {
                throw new CoroutineMisuseException(
                        sleeper + " sleeps where " + other.sleeper + " sleeps already");
            }
            current = this;
            try {
                while (!over) {
                    sleeper.park(this, true);
                }
            } finally {
                leave();
            }
        }

        void end(boolean byTimer) {
            if (!over) {
                over = true;
                expired = byTimer;
                leave();
                sleeper.wakeUnlessScheduled();
            }
        }

        private void leave() {
            over = true;
            if (current == this) {
                current = null;
            }
        }

        @Override
        public String toString() {
            return nanos < 0 ? "a wake" : "a sleep of " + nanos / 1_000_000 + " ms";
        }
    }
}
