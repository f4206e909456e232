package weft.coroutine.internal;

import org.jspecify.annotations.Nullable;

import java.lang.StackWalker.StackFrame;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Finds a lock that a coroutine holds while it yields: a monitor, or whatever
/// `java.util.concurrent` counts as owned.
///
/// The JVM has no cheap question for that: it stops all threads, and for locks walks the heap,
/// which takes milliseconds. But a yield that leaves a lock held is a place in the code. So unless
/// every yield is asked for, each stack is looked at when it yields for the first time, which costs
/// later yields a few microseconds. With `synchronized` that misses nothing: which monitors are
/// held follows from the frames.
public final class LockCheck {

    /// So many stacks are remembered before the memory starts afresh.
    private static final int MOST_STACKS = 100_000;

    /// What stacks were found clean, by hash; of all loops, for code is the same in each.
    private static final Set<Long> CLEAN = ConcurrentHashMap.newKeySet();

    private final boolean everyYield;
    private final String bottom;

    private LockCheck(boolean everyYield, Class<?> bottom) {
        this.everyYield = everyYield;
        this.bottom = bottom.getName();
    }

    /// What the property `weft.coroutine.checkLocks` says: `true` for every yield, `false` for none
    /// (null). Without it, new stacks are looked at where assertions are enabled, as test runs do.
    ///
    /// @param bottom the class of the outermost frame of each coroutine
    public static @Nullable LockCheck byProperty(Class<?> bottom) {
        String property = System.getProperty("weft.coroutine.checkLocks");
        if (property == null) {
            return LockCheck.class.desiredAssertionStatus() ? new LockCheck(false, bottom) : null;
        }
        return Boolean.parseBoolean(property) ? everyYield(bottom) : null;
    }

    /// Looks at every yield.
    ///
    /// @param bottom the class of the outermost frame of each coroutine
    public static LockCheck everyYield(Class<?> bottom) {
        return new LockCheck(true, bottom);
    }

    /// Whether every yield is looked at.
    public boolean isForEveryYield() {
        return everyYield;
    }

    /// A lock that the calling coroutine holds, or null.
    ///
    /// @param globalLock held by right
    /// @param alone whether nothing below the coroutine on this thread may hold a lock that is not
    ///   the coroutine's
    public @Nullable String heldHere(ReentrantLock globalLock, boolean alone) {
        if (everyYield) {
            return find(globalLock, true);
        }
        long stack =
                StackWalker.getInstance()
                        .walk(frames ->
                                frames.takeWhile(frame -> !frame.getClassName().equals(bottom))
                                        .mapToLong(LockCheck::hash)
                                        .reduce(
                                                alone ? 1 : 2,
                                                (all, one) -> all * 0x9E3779B97F4A7C15L + one));
        if (CLEAN.contains(stack)) {
            return null;
        }
        String found = find(globalLock, alone);
        if (found == null) {
            if (CLEAN.size() >= MOST_STACKS) {
                CLEAN.clear();
            }
            CLEAN.add(stack);
        }
        return found;
    }

    private static long hash(StackFrame frame) {
        return ((long) frame.getClassName().hashCode() << 32)
                ^ frame.getMethodName().hashCode() * 31L
                ^ frame.getByteCodeIndex();
    }

    private @Nullable String find(ReentrantLock globalLock, boolean locksToo) {
        long[] here = {Thread.currentThread().threadId()};
        ThreadInfo info =
                ManagementFactory.getThreadMXBean().getThreadInfo(here, true, locksToo)[0];
        if (info == null) { // a virtual thread: the JVM lists no locks of theirs
            return null;
        }
        int frames = 0;
        while (frames < info.getStackTrace().length
                && !info.getStackTrace()[frames].getClassName().equals(bottom)) {
            frames++;
        }
        for (MonitorInfo monitor : info.getLockedMonitors()) {
            if (monitor.getLockedStackDepth() < frames) { // else of whoever entered the coroutine
                return "the monitor of " + monitor;
            }
        }
        // The JVM lists a ReentrantLock as its private synchroniser, so the global one cannot be
        // told apart by identity, only counted.
        LockInfo[] owned =
                Arrays.stream(info.getLockedSynchronizers())
                        .filter(lock -> !isOfAnExecutor(lock))
                        .toArray(LockInfo[]::new);
        int allowed = globalLock.isHeldByCurrentThread() ? 1 : 0;
        return owned.length > allowed ? "a lock, one of " + Arrays.toString(owned) : null;
    }

    /// A pool's thread holds a lock of its own while it works.
    private static boolean isOfAnExecutor(LockInfo lock) {
        return lock.getClassName().equals("java.util.concurrent.ThreadPoolExecutor$Worker");
    }
}
