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

/// Finds a lock that a coroutine holds while it yields: a monitor, or whatever
/// `java.util.concurrent` counts as owned.
///
/// The JVM has no cheap question for that: it stops all threads, and for locks walks the heap,
/// which takes milliseconds. But a yield that leaves a lock held is a place in the code. So unless
/// every yield is asked for, each stack is looked at when it yields for the first time, which costs
/// later yields a few microseconds. That is done for `synchronized` only, where it misses nothing:
/// which monitors are held follows from the frames. Locks are counted when every yield is asked
/// for: those that the thread held before it entered the coroutine are somebody else's.
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

    /// How many locks the calling thread holds, 0 unless every yield is looked at.
    public int countOwned() {
        ThreadInfo info = everyYield ? info(true) : null;
        return info == null ? 0 : info.getLockedSynchronizers().length;
    }

    /// A lock that the calling coroutine holds, or null.
    ///
    /// @param ownedOutside what [#countOwned] said before the thread entered a coroutine
    public @Nullable String heldHere(int ownedOutside) {
        if (everyYield) {
            return find(ownedOutside);
        }
        long stack =
                StackWalker.getInstance()
                        .walk(frames ->
                                frames.takeWhile(frame -> !frame.getClassName().equals(bottom))
                                        .mapToLong(LockCheck::hash)
                                        .reduce(1, (all, one) -> all * 0x9E3779B97F4A7C15L + one));
        if (CLEAN.contains(stack)) {
            return null;
        }
        String found = find(0);
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

    private @Nullable String find(int ownedOutside) {
        ThreadInfo info = info(everyYield);
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
        LockInfo[] owned = info.getLockedSynchronizers();
        return owned.length > ownedOutside ? "a lock, one of " + Arrays.toString(owned) : null;
    }

    private static @Nullable ThreadInfo info(boolean locksToo) {
        long[] here = {Thread.currentThread().threadId()};
        return ManagementFactory.getThreadMXBean().getThreadInfo(here, true, locksToo)[0];
    }
}
