package weft.coroutine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/// The deterministic loop, for tests: it runs on the thread that calls [#runReady] or [#advance],
/// its clock stands still in between, and its workers are tasks of its own. What a coroutine throws
/// comes out of the call that ran it.
///
/// Not thread-safe but for [#execute]: drive it from one thread.
public final class ManualLoop extends Loop {
    private final Queue<Runnable> tasks;
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private long now;
    private long alarmCount;

    private ManualLoop(Queue<Runnable> tasks, boolean checkLocks) {
        super("manual", task -> addTo(tasks, task), checkLocks);
        this.tasks = tasks;
    }

    /// A loop whose clock is at 0.
    public static ManualLoop create() {
        return new ManualLoop(new ArrayDeque<>(), false);
    }

    /// A loop that refuses a yield with any monitor or lock held; slow.
    public static ManualLoop checkingLocks() {
        return new ManualLoop(new ArrayDeque<>(), true);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    protected void execute(Runnable task) {
        addTo(tasks, task);
    }

    private static void addTo(Queue<Runnable> tasks, Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
        }
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
        for (Runnable task; (task = nextTask()) != null; ) {
            task.run();
        }
        if (!thrown.isEmpty()) {
            Throwable first = thrown.removeFirst();
            thrown.forEach(first::addSuppressed);
            thrown.clear();
            if (first instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) first;
        }
    }

    /// Moves the clock on by `nanos`, timer by timer, and runs what becomes ready.
    public void advance(long nanos) {
        long end = now + nanos;
        runReady();
        for (Alarm next; (next = alarms.peek()) != null && next.due <= end; ) {
            alarms.remove();
            now = next.due;
            next.task.run();
            runReady();
        }
        now = end;
        runReady();
    }

    /// Cancels every parked coroutine and runs until all have been unwound.
    public void unwind() {
        locked(this::cancelAll);
        runReady();
    }

    /// How many timers are pending.
    public int timerCount() {
        return alarms.size();
    }

    private @org.jspecify.annotations.Nullable Runnable nextTask() {
        synchronized (tasks) {
            return tasks.poll();
        }
    }

    private record Alarm(long due, long order, Runnable task) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
