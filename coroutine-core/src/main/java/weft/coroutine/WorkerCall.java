package weft.coroutine;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;

/// One task on its way through a worker while its coroutine is parked.
final class WorkerCall<T extends @Nullable Object, X extends Exception> implements Runnable {
    private final Coroutine waiter;
    private final String what;
    private final Loop.Task<T, X> task;

    // Written by the worker before it wakes the coroutine, read by the coroutine after it.
    private @Nullable T result;
    private @Nullable Throwable thrown;

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
        waiter.park(this, false);
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
        waiter.schedule("worker for " + what);
    }

    @Override
    public String toString() {
        return "worker: " + what;
    }
}
