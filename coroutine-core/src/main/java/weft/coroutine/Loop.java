package weft.coroutine;

import org.jspecify.annotations.Nullable;

import weft.coroutine.internal.Backend;
import weft.coroutine.internal.Backends;
import weft.coroutine.internal.LockCheck;
import weft.coroutine.internal.ThreadBackend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The one loop that runs coroutines, and the global lock that it takes around every enter.
///
/// A subclass brings the thread: [ThreadLoop] has one of its own, [ManualLoop] is driven by a test,
/// and a server adapts its event loop. It says how to run a task later ([#execute]), how to keep a
/// timer ([#schedule]) and what time it is ([#nanoTime]); everything else is here.
///
/// The lock is taken by the loop **around** entering coroutines, in batches, and let go before it
/// waits. A host's thread may take it too, through [#locked], to touch what coroutines touch.
/// Nothing slow belongs under it: hand that to [#runOnWorker].
public abstract class Loop {

    /// A timer that was started; see [#after].
    public interface Timer {
        /// Stops it; no effect if it has fired or was cancelled.
        void cancel();
    }

    /// Work for a worker thread: returns a result or throws.
    ///
    /// @param <T> the result
    /// @param <X> the checked exception that it may throw
    @FunctionalInterface
    public interface Task<T extends @Nullable Object, X extends Exception> {
        /// Does the work, on a worker thread, without the global lock.
        T run() throws X;
    }

    /* Maintainer's notes.
     *
     * Who is here? A coroutine may be resumed by another platform thread than the one it yielded on,
     * as long as that one holds the lock. The JIT treats Thread.currentThread() as constant within a
     * compiled method, inlined callees and yields included, so thread locals and
     * ReentrantLock.isHeldByCurrentThread() can answer for the thread of before (seen: wrong in 170,000
     * of 600,000 resumptions). Hence nothing that runs inside a coroutine asks for the current
     * thread: `current` is plain data of the loop, and whether it runs here is asked of its stack.
     *
     * The global lock is a ReentrantLock and not a monitor: a monitor held around a continuation that
     * yields is not reliably released by its owner (seen: a second thread waits for ever).
     */

    private static final System.Logger LOG = System.getLogger("weft.coroutine");

    /// So many coroutines are entered, and so long, before the lock is let go once.
    private static final int BATCH = 64;

    private static final long BATCH_NANOS = Duration.ofMillis(2).toNanos();

    /// A century: clocks overflow where nobody waits any more.
    private static final long LONGEST_TIMER = Duration.ofDays(36_525).toNanos();

    final Backend backend;
    private final String name;
    private final Executor workers;
    private final @Nullable LockCheck lockCheck;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Resumption> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean batchPosted = new AtomicBoolean();

    /// Guarded by the lock.
    private long batch;

    // Guarded by the global lock.
    @Nullable Coroutine current;
    final Parking.Live live = new Parking.Live();
    private boolean closing;
    private int ownedOutside;

    private volatile long longestHoldNanos;

    /// A loop over the back end of this JVM.
    ///
    /// A yield with a monitor or a lock held is refused if it is seen. The property
    /// `weft.coroutine.checkLocks` says when to look: `true` at every yield, which takes the JVM
    /// milliseconds, `false` never; without it each stack is looked at when it yields for the first
    /// time, for monitors, where assertions are enabled (as in test runs) and the back end is
    /// `continuation`.
    ///
    /// @param name for messages and thread names
    /// @param workers runs what [#runOnWorker] is given; never on the loop's own thread
    protected Loop(String name, Executor workers) {
        this(name, workers, LockCheck.byProperty(Coroutine.BOTTOM));
    }

    Loop(String name, Executor workers, @Nullable LockCheck lockCheck) {
        this.name = name;
        this.workers = workers;
        this.lockCheck = lockCheck;
        Events.initialise();
        Backend chosen = Backends.choose();
        // The JVM lists held locks of platform threads only.
        this.backend =
                lockCheck != null && lockCheck.isForEveryYield() && chosen instanceof ThreadBackend
                        ? new ThreadBackend(true)
                        : chosen;
    }

    // ---- what a subclass brings ----

    /// Runs `task` soon on the loop's thread, without the lock. From any thread.
    protected abstract void execute(Runnable task);

    /// Runs `task` on the loop's thread, without the lock, after sockets and timers have had a
    /// turn. On the loop's thread; for a loop whose [#execute] does not see to that.
    protected void executeNextTurn(Runnable task) {
        execute(task);
    }

    /// Runs `task` on the loop's thread, without the lock, after `nanos`. From any thread.
    protected abstract Timer schedule(long nanos, Runnable task);

    /// The loop's clock, in nanoseconds from an arbitrary start, as [System#nanoTime].
    public abstract long nanoTime();

    /// The clock that says how long somebody has had the loop, so that others have their turn: that
    /// of the loop, unless it is one that stands still meanwhile.
    public long workNanoTime() {
        return nanoTime();
    }

    /// Called on the loop's thread after each batch, with the lock let go: the place to flush what
    /// the coroutines have written. Does nothing unless overridden.
    protected void afterBatch() {}

    /// Told of whatever a scheduled coroutine or a timer throws. Logs it unless overridden.
    ///
    /// @param who the coroutine or timer
    /// @param thrown what came out of it
    protected void uncaught(String who, Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, who + " failed", thrown);
    }

    // ---- coroutines ----

    /// A new coroutine that runs `entry` when it is first entered. From any thread.
    public Coroutine create(String name, Runnable entry) {
        return Coroutine.of(this, name, entry);
    }

    /// A new coroutine whose `entry` gets the argument of the first enter. From any thread.
    public Coroutine create(String name, Consumer<@Nullable Object> entry) {
        return Coroutine.of(this, name, entry);
    }

    /// Creates a coroutine and schedules it: lifts a function that waits into a coroutine in one
    /// line. From any thread.
    public Coroutine start(String name, Runnable entry) {
        Coroutine coroutine = create(name, entry);
        coroutine.wake();
        return coroutine;
    }

    /// The coroutine that is running here.
    ///
    /// @throws CoroutineMisuseException outside one
    public Coroutine self() {
        Coroutine here = current;
        if (here == null || !here.isMountedHere()) {
            throw new CoroutineMisuseException("Not in a coroutine of loop '" + name + "'");
        }
        return here;
    }

    /// Whether the caller runs inside a coroutine of this loop. From any thread.
    public boolean inCoroutine() {
        Coroutine here = current;
        return here != null && here.isMountedHere();
    }

    /// Switches back to whoever entered the running coroutine; returns the argument of the next
    /// enter, null if the loop resumed it.
    ///
    /// @throws CoroutineMisuseException outside a coroutine, or where a yield is not allowed
    /// @throws CoroutineCancelledException if the coroutine was cancelled
    public @Nullable Object yield() {
        Coroutine here = current;
        if (here == null || !here.isMountedHere()) {
            throw new CoroutineMisuseException(
                    "Yielding to no one: not in a coroutine of loop '" + name + "'");
        }
        if (here.isCancelled()) {
            throw new CoroutineCancelledException(here.name());
        }
        Object argument = here.switchBack();
        if (here.isCancelled()) {
            throw new CoroutineCancelledException(here.name());
        }
        return argument;
    }

    /// Runs `section` as a part that must not be left by a yield: a yield inside fails at once and
    /// names `what`. Put it around code that holds a lock: a monitor or lock held across a yield
    /// would block the loop or, worse, exclude nobody.
    public void noYield(String what, Runnable section) {
        if (inCoroutine()) {
            self().noYield(what, section);
        } else {
            section.run();
        }
    }

    // ---- waiting ----

    /// Parks the running coroutine for `nanos` by the loop's clock.
    ///
    /// @see CoSleep for a sleep that can be woken
    public void sleep(long nanos) {
        new CoSleep(this).sleep(nanos);
    }

    /// Parks the running coroutine until all that is ready now has run.
    public void reschedule() {
        var behind = new CoSleep(this);
        later(behind::wake);
        behind.sleep();
    }

    /// Runs `entry` in a coroutine of its own and waits for it for at most `nanos`. After that it
    /// goes on, unobserved, and `late` gets its result when it ends.
    ///
    /// @param what names it in the dump
    /// @param late takes the result of an `entry` that came too late, to clean it up
    /// @throws TimeoutException when the time is over
    public <T extends @Nullable Object> T timeout(
            String what, long nanos, Supplier<T> entry, Consumer<T> late) throws TimeoutException {
        return new CoTimeout<>(this, what, entry, late).await(nanos);
    }

    /// Runs `task` on a worker thread and yields until it is done: returns its result, or throws
    /// what it threw, the same object.
    ///
    /// A coroutine that is cancelled meanwhile is unwound when the task is done, and its result is
    /// dropped.
    ///
    /// @param what names it in the dump
    public <T extends @Nullable Object, X extends Exception> T runOnWorker(
            String what, Task<T, X> task) throws X {
        return runOn(workers, what, task);
    }

    /// The same on a thread of `executor`, for work that must not keep the workers from theirs.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException if `executor` takes no more
    public <T extends @Nullable Object, X extends Exception> T runOn(
            Executor executor, String what, Task<T, X> task) throws X {
        return new WorkerCall<>(self(), what, task).run(executor);
    }

    /// Runs `task` under the global lock after `nanos`, on the loop's thread. From any thread.
    public Timer after(long nanos, Runnable task) {
        return schedule(Math.clamp(nanos, 0, LONGEST_TIMER), () -> runLocked("a timer", task));
    }

    // ---- the global lock ----

    /// Runs `section` under the global lock, on this thread, and returns when it is done. From any
    /// thread, inside coroutines too; keep it short.
    public void locked(Runnable section) {
        if (inCoroutine()) {
            section.run();
            return;
        }
        lock.lock();
        long since = System.nanoTime();
        try {
            section.run();
        } finally {
            held(since);
            lock.unlock();
        }
    }

    /// Like [#locked], with a result.
    public <T extends @Nullable Object> T computeLocked(Supplier<T> section) {
        if (inCoroutine()) {
            return section.get();
        }
        lock.lock();
        long since = System.nanoTime();
        try {
            return section.get();
        } finally {
            held(since);
            lock.unlock();
        }
    }

    /// Runs `task` soon under the global lock, on the loop's thread. From any thread.
    public void later(Runnable task) {
        if (inCoroutine()) {
            enqueue(new LoopTask(task)); // in this batch, most likely
        } else {
            execute(() -> runLocked(LoopTask.WHO, task));
        }
    }

    private void runLocked(String who, Runnable task) {
        try {
            locked(task);
        } catch (RuntimeException | Error e) {
            uncaught(who, e);
        }
        runAfterBatch();
    }

    /// The longest time for which the global lock was held so far, in nanoseconds.
    public long longestHoldNanos() {
        return longestHoldNanos;
    }

    /// The same since this was called last.
    public long takeLongestHoldNanos() {
        lock.lock();
        try {
            long nanos = longestHoldNanos;
            longestHoldNanos = 0;
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    private void held(long since) {
        long nanos = System.nanoTime() - since;
        if (nanos > longestHoldNanos) {
            longestHoldNanos = nanos;
        }
    }

    boolean isLockedHere() {
        Coroutine here = current;
        return here != null ? here.isMountedHere() : lock.isHeldByCurrentThread();
    }

    void checkLocked(String verb) {
        if (!isLockedHere()) {
            throw new CoroutineMisuseException(
                    "A coroutine of loop '" + name + "' was " + verb + " without the global lock");
        }
    }

    /// The calling thread, which is on no coroutine, enters one.
    void enteringFromOutside() {
        if (lockCheck != null && !(backend instanceof ThreadBackend)) {
            ownedOutside = lockCheck.countOwned();
        }
    }

    void checkNoLockIsHeld(Coroutine coroutine) {
        if (lockCheck != null) {
            String held = lockCheck.heldHere(ownedOutside);
            if (held != null) {
                throw new CoroutineMisuseException(coroutine + " yields while it holds " + held);
            }
        }
    }

    String whoIsHere() {
        Coroutine here = current;
        return here != null && here.isMountedHere()
                ? here.name()
                : Thread.currentThread().getName();
    }

    // ---- the loop ----

    /// The back end's name, `continuation` or `thread`.
    public String backendName() {
        return backend.name();
    }

    @Override
    public String toString() {
        return "loop '" + name + "'";
    }

    void enqueue(Resumption resumption) {
        ready.add(resumption);
        postBatch();
    }

    /// On the loop's thread, without the lock: enters what is ready now, rather than soon.
    protected void enterReady() {
        if (!ready.isEmpty()) {
            runBatch();
        }
    }

    private void postBatch() {
        if (!batchPosted.get() && batchPosted.compareAndSet(false, true)) {
            execute(this::runBatch);
        }
    }

    /// Enters what is ready, in order, under the lock; then lets sockets and timers have their
    /// turn.
    private void runBatch() {
        batchPosted.set(true); // who becomes ready meanwhile has his turn in this one, or the next
        lock.lock();
        batch++;
        long since = System.nanoTime();
        long begun = workNanoTime();
        try {
            int entered = 0;
            for (Resumption next; (next = ready.poll()) != null; ) {
                try {
                    next.resume();
                } catch (Throwable e) {
                    uncaught(next.who(), e);
                }
                if (++entered == BATCH || workNanoTime() - begun > BATCH_NANOS) {
                    break;
                }
            }
        } finally {
            held(since);
            lock.unlock();
            batchPosted.set(false);
            if (!ready.isEmpty() && batchPosted.compareAndSet(false, true)) {
                executeNextTurn(this::runBatch);
            }
        }
        runAfterBatch();
    }

    /// Counts the batches.
    long batch() {
        return batch;
    }

    private void runAfterBatch() {
        try {
            afterBatch();
        } catch (RuntimeException | Error e) {
            uncaught("what comes after a batch", e);
        }
    }

    // ---- the live coroutines ----

    /// How many coroutines are parked: entered at least once and not ended. Call under the global
    /// lock.
    public int liveCount() {
        return live.count();
    }

    /// The coroutine dump: what each parked coroutine waits for and since when. From any thread.
    ///
    /// @param withStackTraces whether with their frames, at about 10 µs for each coroutine
    public List<CoroutineInfo> dump(boolean withStackTraces) {
        List<CoroutineInfo> all = new ArrayList<>();
        locked(() -> live.forEach(each -> all.add(each.info(withStackTraces))));
        return all;
    }

    /// Cancels every parked coroutine, so that each is unwound; call it under the global lock until
    /// [#liveCount] is 0.
    protected void cancelAll() {
        cancelLive();
    }

    /// As [#cancelAll]; says whether there was any that had not been cancelled before.
    boolean cancelLive() {
        checkLocked("cancelled");
        closing = true;
        boolean[] any = new boolean[1];
        live.forEach(each -> {
            any[0] |= !each.isCancelled();
            each.cancel();
        });
        return any[0];
    }

    /// Whether [#cancelAll] was called. Call under the global lock.
    protected boolean isClosing() {
        return closing;
    }
}
