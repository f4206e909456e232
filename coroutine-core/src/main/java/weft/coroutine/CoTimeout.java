package weft.coroutine;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One call of [Loop#timeout]: a child coroutine, and its parent that waits for it or for the time.
final class CoTimeout<T extends @Nullable Object> {
    private final Loop loop;
    private final String what;
    private final Supplier<T> entry;
    private final Consumer<T> late;
    private final CoSleep wait;

    private boolean done;
    private boolean given;
    private @Nullable T result;
    private @Nullable Throwable failure;

    CoTimeout(Loop loop, String what, Supplier<T> entry, Consumer<T> late) {
        this.loop = loop;
        this.what = what;
        this.entry = entry;
        this.late = late;
        this.wait = new CoSleep(loop);
    }

    @SuppressWarnings("NullAway") // the result is null only where T allows it
    T await(long nanos) throws TimeoutException {
        loop.self(); // fail before the entry runs, not after it
        Coroutine child = loop.create(what, this::run);
        child.enter();
        if (!done) {
            await(child, nanos);
        }
        if (!done) {
            throw new TimeoutException(
                    "'" + what + "' took more than " + nanos / 1_000_000 + " ms");
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return result;
    }

    private void await(Coroutine child, long nanos) {
        boolean unwound = true;
        try {
            wait.sleep(nanos);
            unwound = false;
        } finally {
            given = !done;
            if (unwound) {
                abandon(child);
            }
        }
    }

    /// Nobody waits any more: the entry is unwound, or, if it has just ended, its result cleaned
    /// up.
    @SuppressWarnings("NullAway")
    private void abandon(Coroutine child) {
        if (!done) {
            child.cancel();
        } else if (failure == null) {
            late.accept(result);
        }
    }

    private void run() {
        T value;
        try {
            value = entry.get();
        } catch (RuntimeException | Error e) {
            if (given) {
                throw e;
            }
            failure = e;
            end();
            return;
        }
        if (given) {
            late.accept(value);
            return;
        }
        result = value;
        end();
    }

    private void end() {
        done = true;
        wait.wake();
    }
}
