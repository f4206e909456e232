package weft.coroutine;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;

/// One task on its way through a worker while its coroutine is parked.
final class WorkerCall<T extends @Nullable Object, X extends Exception> extends Resumption
        implements Runnable {
    private final Coroutine waiter;
    private final String what;
    private final Loop.Task<T, X> task;

    // Written by the worker before it queues this, read by the coroutine after the loop took it.
    private @Nullable T result;
    private @Nullable Throwable thrown;

    // Guarded by the global lock, so that no other wake can be taken for the worker's.
    private boolean done;

    WorkerCall(Coroutine waiter, String what, Loop.Task<T, X> task) {
        this.waiter = waiter;
        this.what = what;
        this.task = task;
    }

    /// The checked exceptions of `task` are X by its signature, the unchecked ones pass as they
    /// are; the result is null only where T allows it.
    @SuppressWarnings({"unchecked", "NullAway"})
    T run(Executor workers) throws X {
        workers.execute(this);
        while (!done) {
            waiter.park(this, false);
        }
        if (waiter.isCancelled()) {
            throw new CoroutineCancelledException(waiter.name());
        }
        if (thrown != null) {
            throw (X) thrown;
        }
        return result;
    }

    /// Runs on the worker.
    @Override
    public void run() {
        try {
            result = task.run();
        } catch (Throwable e) {
            thrown = e;
        }
        waiter.loop().enqueue(this);
    }

    @Override
    void resume() {
        done = true;
        if (!waiter.isScheduled()) {
            waiter.enter();
        }
    }

    @Override
    String who() {
        return waiter.who();
    }

    @Override
    public String toString() {
        return "worker: " + what;
    }
}
