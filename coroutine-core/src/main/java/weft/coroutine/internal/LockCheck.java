package weft.coroutine.internal;

import org.jspecify.annotations.Nullable;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// Names a lock that the current platform thread holds: monitors, and whatever
/// `java.util.concurrent` counts as owned. It takes a safepoint and a walk of the heap, so it is
/// for tests and debugging.
public final class LockCheck {

    private LockCheck() {}

    /// A lock that is held here, or null if there is none but the global one.
    public static @Nullable String heldByCurrentThread(ReentrantLock globalLock) {
        var threads = ManagementFactory.getThreadMXBean();
        long[] here = {Thread.currentThread().threadId()};
        ThreadInfo info = threads.getThreadInfo(here, true, true)[0];
        if (info == null) { // a virtual thread: the JVM lists no locks of theirs
            return null;
        }
        if (info.getLockedMonitors().length > 0) {
            return "the monitor of " + info.getLockedMonitors()[0];
        }
        // The JVM lists a ReentrantLock as its private synchroniser, so the global one cannot be
        // told apart by identity, only counted.
        LockInfo[] owned = info.getLockedSynchronizers();
        int allowed = globalLock.isHeldByCurrentThread() ? 1 : 0;
        return owned.length > allowed ? "a lock, one of " + Arrays.toString(owned) : null;
    }
}
