package weft.coroutine;

import org.jspecify.annotations.Nullable;

import weft.coroutine.internal.LockCheck;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The deterministic loop, for tests: it runs on the thread that calls [#runReady] or [#advance],
/// its clock stands still in between, and its workers are tasks of its own. What a coroutine throws
/// comes out of the call that ran it.
///
/// Not thread-safe but for [#execute]: drive it from one thread.
public final class ManualLoop extends Loop {
    private final Queue<Runnable> tasks;
    private final NavigableSet<Alarm> alarms = new TreeSet<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private long now;
    private long alarmCount;

    private ManualLoop(Queue<Runnable> tasks, @Nullable LockCheck lockCheck) {
        super("manual", tasks::add, lockCheck);
        this.tasks = tasks;
    }

    /// A loop whose clock is at 0.
    public static ManualLoop create() {
        return new ManualLoop(
                new ConcurrentLinkedQueue<>(), LockCheck.byProperty(Coroutine.BOTTOM));
    }

    /// A loop that looks at every yield for a monitor or lock that is held; slow.
    public static ManualLoop checkingLocks() {
        return new ManualLoop(
                new ConcurrentLinkedQueue<>(), LockCheck.everyYield(Coroutine.BOTTOM));
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    protected void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    protected Timer schedule(long nanos, Runnable task) {
        var alarm = new Alarm(now + nanos, ++alarmCount, task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    protected void uncaught(String who, Throwable e) {
        thrown.add(e);
    }

    /// Runs every task and coroutine that is ready, until none is; the clock stands still.
    public void runReady() {
        if (inCoroutine()) {
            throw new CoroutineMisuseException(this + " is driven by one of its own coroutines");
        }
        for (Runnable task; (task = tasks.poll()) != null; ) {
            task.run();
        }
        if (!thrown.isEmpty()) {
            Throwable first = thrown.removeFirst();
            thrown.forEach(first::addSuppressed);
            thrown.clear();
            Coroutine.<RuntimeException>throwSneakily(first);
        }
    }

    /// Moves the clock on by `nanos`, timer by timer, and runs what becomes ready.
    public void advance(long nanos) {
        long end = now + nanos;
        runReady();
        while (!alarms.isEmpty() && alarms.first().due <= end) {
            Alarm next = alarms.removeFirst();
            now = next.due;
            next.task.run();
            runReady();
        }
        now = end;
        runReady();
    }

    /// Cancels every parked coroutine and runs until all have been unwound.
    public void unwind() {
        boolean[] again = {true};
        while (again[0]) { // what a finally block has started is unwound too
            locked(() -> again[0] = cancelLive());
            runReady();
        }
    }

    /// How many timers are pending.
    public int timerCount() {
        return alarms.size();
    }

    private record Alarm(long due, long order, Runnable task) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
