package weft.coroutine;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/// A piece of sequential code with a stack of its own that can stop in the middle and go on later.
///
/// It is created with an entry function by [Loop#create], **entered** by somebody, runs until it
/// **yields** back to whoever entered it, and is entered again later. Everything happens under the
/// global lock of its [Loop], so the coroutines of one loop never run at the same time: what they
/// share is plain data, and changes only across a yield.
///
/// The contract is that of QEMU's `include/qemu/coroutine.h`; entering with an argument that
/// reaches the coroutine is that of its first version.
///
/// ```
/// CREATED    -> RUNNING     // first enter
/// RUNNING    -> YIELDED     // yield, or any wait
/// YIELDED    -> RUNNING     // enter, or the loop after wake
/// RUNNING    -> TERMINATED  // the entry function returned or threw
/// CREATED    -> TERMINATED  // cancelled before it ever ran
/// ```
///
/// A coroutine that has entered another one stays `RUNNING` until it ends or yields itself.
public abstract sealed class Coroutine extends Resumption {

    /// Where a coroutine is in its life.
    public enum State {
        /// Never entered yet.
        CREATED,
        /// Running, or waiting for a coroutine that it has entered.
        RUNNING,
        /// Stopped at a yield.
        YIELDED,
        /// Ended; it cannot be entered again.
        TERMINATED
    }

    /* All fields are guarded by the global lock, but for scheduledBy, which any thread may set.
     *
     * Every 8 bytes of this object are 2 % of what create and run to the end costs (see
     * BENCHMARKS.md), hence the small numbers, the one field for two kinds of entry, Parking, and
     * that it is itself what its stack runs (Running). */

    private static final VarHandle SCHEDULED_BY;

    static {
        try {
            SCHEDULED_BY =
                    MethodHandles.lookup()
                            .findVarHandle(Coroutine.class, "scheduledBy", String.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// The class of the outermost frame of every coroutine.
    static final Class<?> BOTTOM = Running.class;

    private static final byte CREATED = 0;
    private static final byte RUNNING = 1;
    private static final byte YIELDED = 2;
    private static final byte TERMINATED = 3;

    final Loop loop;
    private final String name;

    /// A Runnable, or a Consumer of the first argument.
    private final Object entry;

    private final Object stack;

    /// Its [State], as a number, because the collector's barrier for a reference costs more than
    /// all else here.
    private byte state = CREATED;

    private @Nullable Coroutine caller;

    /// What is passed across the next switch: the argument on the way in, and at the end what the
    /// entry threw.
    private @Nullable Object passed;

    private volatile @Nullable String scheduledBy;
    private boolean cancelled;
    short locksHeld;

    /// Since the first yield, until the end.
    private @Nullable Parking parking;

    static Coroutine of(Loop loop, String name, Runnable entry) {
        return new Running(loop, name, entry);
    }

    static Coroutine of(Loop loop, String name, Consumer<@Nullable Object> entry) {
        // Somebody's entry may be both; then the one that was asked for counts.
        return new Running(loop, name, entry instanceof Runnable ? entry.andThen(_ -> {}) : entry);
    }

    private Coroutine(Loop loop, String name, Object entry) {
        this.loop = loop;
        this.name = name;
        this.entry = entry;
        this.stack = loop.backend.create((Running) this, name);
    }

    /// The name it was created with; appears in the dump and in every message about it.
    public String name() {
        return name;
    }

    /// The loop that it belongs to.
    public Loop loop() {
        return loop;
    }

    /// Where it is in its life. Call under the global lock.
    public State state() {
        return switch (state) {
            case CREATED -> State.CREATED;
            case RUNNING -> State.RUNNING;
            case YIELDED -> State.YIELDED;
            default -> State.TERMINATED;
        };
    }

    /// Runs it now, until it yields or ends; like [#enter(Object)] with no argument.
    public void enter() {
        enter(null);
    }

    /// Runs it now, on this thread, until it yields or ends.
    ///
    /// Call under the global lock. `argument` reaches the coroutine: the first one as the argument
    /// of its entry function, each later one as the result of the [Loop#yield] that it resumes
    /// from. What the entry function throws comes out here.
    ///
    /// @throws CoroutineMisuseException if the global lock is not held, or the coroutine has been
    ///   entered already, is scheduled, or has ended
    public void enter(@Nullable Object argument) {
        if (!loop.isLockedHere()) {
            throw new CoroutineMisuseException(
                    "Coroutine '" + name + "' was entered without the global lock");
        }
        String by = scheduledBy;
        if (by != null && !cancelled) { // whoever enters it need not know that it was cancelled
            throw new CoroutineMisuseException(
                    "Coroutine '" + name + "' was already scheduled by '" + by + "'");
        }
        switchTo(argument);
    }

    /// Enters it unless it is running or has entered the running one; says whether it did.
    ///
    /// @throws CoroutineMisuseException as [#enter(Object)], but for recursion
    public boolean enterIfInactive() {
        if (entered()) {
            return false;
        }
        enter(null);
        return true;
    }

    /// Whether it is running now, or has entered a coroutine that is. Call under the global lock.
    public boolean entered() {
        return state == RUNNING;
    }

    /// Schedules it: the loop enters it soon. From any thread, with or without the global lock.
    ///
    /// @throws CoroutineMisuseException if it is scheduled already, unless by its cancellation,
    ///   which may come at any time; the message says by whom
    public void wake() {
        String by = loop.whoIsHere();
        String earlier = schedule(by);
        if (earlier != null && !cancelled) {
            throw new CoroutineMisuseException(
                    "Coroutine '"
                            + name
                            + "' was already scheduled by '"
                            + earlier
                            + "' when '"
                            + by
                            + "' scheduled it");
        }
    }

    /// Ends it early: its next resumption, which is scheduled at once, throws
    /// [CoroutineCancelledException] at the point where it waits, so its `finally` blocks run. A
    /// coroutine that was never entered just ends; one that waits for a worker is unwound when the
    /// worker is done, because the worker may be using what the coroutine owns. Has no effect after
    /// the end. Call under the global lock.
    public void cancel() {
        loop.checkLocked("cancelled");
        if (state == TERMINATED) {
            return;
        }
        cancelled = true;
        if (state == CREATED && scheduledBy == null) {
            state = TERMINATED;
        } else if (state == YIELDED && isBeingUnwound()) {
            wakeUnlessScheduled();
        }
    }

    /// Whether [#cancel] was called.
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public String toString() {
        return "coroutine '" + name + "'";
    }

    // ---- for the loop and the primitives of this package ----

    boolean isScheduled() {
        return scheduledBy != null;
    }

    /// Whether it was cancelled while it waits here: it is scheduled, and will leave the place
    /// where it waits by itself.
    boolean isBeingUnwound() {
        return cancelled && (parking == null || parking.cancellable);
    }

    /// Schedules it, or leaves it to an earlier wake. For a primitive whose waiter looks by itself
    /// whether its wait is over.
    void wakeUnlessScheduled() {
        schedule(loop.whoIsHere());
    }

    /// Says who has scheduled it already, if anybody has.
    private @Nullable String schedule(String by) {
        String earlier = (String) SCHEDULED_BY.compareAndExchange(this, null, by);
        if (earlier == null) {
            loop.enqueue(this);
        }
        return earlier;
    }

    /// The loop's own enter, after a wake.
    @Override
    void resume() {
        scheduledBy = null;
        if (cancelled && state == CREATED) {
            state = TERMINATED;
        }
        if (cancelled && state == TERMINATED) {
            return; // the wake and the cancellation crossed
        }
        switchTo(null);
    }

    @Override
    String who() {
        return toString();
    }

    /// See [Loop#noYield].
    void noYield(String what, Runnable section) {
        Parking own = parking();
        String outer = own.noYieldSection;
        own.noYieldSection = what;
        try {
            section.run();
        } finally {
            own.noYieldSection = outer;
        }
    }

    private void switchTo(@Nullable Object value) {
        byte before = state;
        if (before == RUNNING) {
            throw new CoroutineMisuseException(
                    "Coroutine '"
                            + name
                            + "' was entered recursively: "
                            + (caller == null
                                    ? "the loop has entered it"
                                    : "'" + caller.name + "' has entered it")
                            + ", and '"
                            + loop.whoIsHere()
                            + "' enters it again");
        }
        if (before == TERMINATED) {
            throw new CoroutineMisuseException(
                    "Coroutine '" + name + "' was entered after its end");
        }
        Coroutine from = loop.current;
        Events.enter(from, this, value);
        if (from != null) {
            caller = from;
        } else {
            loop.enteringFromOutside();
        }
        if (value != null) {
            passed = value;
        }
        state = RUNNING;
        loop.current = this;
        try {
            loop.backend.enter(stack);
        } catch (Throwable e) { // no memory for a stack, say; what the entry throws comes otherwise
            state = before;
            throw e;
        } finally {
            loop.current = from;
            if (from != null) {
                caller = null;
            }
        }
        if (state == TERMINATED) {
            ended();
        }
    }

    private void ended() {
        if (parking != null) {
            loop.live.remove(parking);
            parking = null;
        }
        Throwable thrown = (Throwable) passed;
        passed = null;
        if (locksHeld > 0) {
            var misuse =
                    new CoroutineMisuseException(
                            "Coroutine '" + name + "' ended holding " + locksHeld + " lock(s)");
            if (thrown != null) {
                misuse.addSuppressed(thrown);
            }
            throw misuse;
        }
        if (thrown != null) {
            Coroutine.<RuntimeException>throwSneakily(thrown);
        }
    }

    /// Checked exceptions reach the bottom of a stack too, from other languages and by such tricks.
    @SuppressWarnings("unchecked")
    static <X extends Throwable> void throwSneakily(Throwable e) throws X {
        throw (X) e;
    }

    /// The bottom of the coroutine's stack. Nothing may be thrown past it: what the entry throws is
    /// handed over to whoever entered.
    final void body() {
        Object first = takePassed();
        try {
            run(entry, first);
        } catch (CoroutineCancelledException e) {
            if (!cancelled) {
                passed = e;
            }
        } catch (Throwable e) {
            passed = e;
        }
        Events.terminate(this);
        state = TERMINATED;
    }

    @SuppressWarnings("unchecked") // see the constructors
    private static void run(Object entry, @Nullable Object first) {
        if (entry instanceof Runnable plain) {
            plain.run();
        } else {
            ((Consumer<@Nullable Object>) entry).accept(first);
        }
    }

    /// Switches back to whoever entered; returns the argument of the next enter. No check for
    /// cancellation.
    @Nullable Object switchBack() {
        Parking own = parking();
        if (own.noYieldSection != null) {
            throw new CoroutineMisuseException(
                    "Coroutine '"
                            + name
                            + "' yields inside '"
                            + own.noYieldSection
                            + "', which must not be left");
        }
        loop.checkNoLockIsHeld(this);
        Events.yield(this, caller);
        state = YIELDED;
        try {
            loop.backend.yield(stack);
        } catch (IllegalStateException e) {
            state = RUNNING; // pinned
            throw new CoroutineMisuseException(
                    "Coroutine '" + name + "' cannot yield here: " + e.getMessage(), e);
        }
        return takePassed();
    }

    private @Nullable Object takePassed() {
        Object value = passed;
        if (value != null) {
            passed = null;
        }
        return value;
    }

    private Parking parking() {
        Parking own = parking;
        if (own == null) {
            own = loop.live.add(this);
            parking = own;
        }
        return own;
    }

    /// Waits for `what` until somebody wakes or enters it.
    @Nullable Object park(Object what, boolean cancellable) {
        if (cancellable && cancelled) {
            throw new CoroutineCancelledException(name);
        }
        Parking own = parking();
        own.reason = what;
        own.since = loop.nanoTime();
        own.cancellable = cancellable;
        Object value;
        try {
            value = switchBack();
        } finally {
            own.reason = null;
            own.cancellable = true;
        }
        if (cancelled && cancellable) {
            throw new CoroutineCancelledException(name);
        }
        return value;
    }

    boolean isMountedHere() {
        return loop.backend.isMountedHere(stack);
    }

    CoroutineInfo info(boolean withStackTrace) {
        Parking own = parking;
        Object reason = own != null ? own.reason : null;
        return new CoroutineInfo(
                name,
                state(),
                reason != null ? reason.toString() : state == YIELDED ? "enter" : "",
                own != null && reason != null ? loop.nanoTime() - own.since : 0,
                withStackTrace && state == YIELDED
                        ? java.util.List.of(loop.backend.stackTrace(stack))
                        : java.util.List.of());
    }

    /// The only subclass, so that `run` is no method that others see.
    private static final class Running extends Coroutine implements Runnable {

        Running(Loop loop, String name, Object entry) {
            super(loop, name, entry);
        }

        @Override
        public void run() {
            body();
        }
    }
}
