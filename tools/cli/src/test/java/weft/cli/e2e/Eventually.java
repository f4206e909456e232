package weft.cli.e2e;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what other processes do in their own time.
final class Eventually {

    private static final long LIMIT_SECONDS = 20;
    private static final long INTERVAL_MILLIS = 10;

    private Eventually() {}

    /// Looks until there is a value.
    ///
    /// @param otherwise what to say after 20 seconds without one
    static <T> T get(Supplier<Optional<T>> look, Supplier<String> otherwise) {
        // Another process tells nobody when its window is drawn, so there is only looking again.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            boolean last = System.nanoTime() - deadline >= 0;
            Optional<T> value = look.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (last) {
                throw new AssertionError(otherwise.get());
            }
            pass(INTERVAL_MILLIS);
        }
    }

    /// Lets time pass: between two looks, or two pictures of a film.
    static void pass(long millis) {
        try {
            // Never counted down.
            boolean _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Looks until `condition` holds.
    static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
        Boolean _ =
                get(
                        () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(),
                        otherwise);
    }
}
