package weft.client;

import weft.client.failure.TimedOutException;

import java.time.Duration;
import java.util.Optional;

/// Who talks to the server now, where it could not tell the answers to two apart. The wait for the
/// turn is a part of the caller's wait, and ends as that does.
final class Turn {
    private final Status status;

    /// Guarded by this.
    private boolean taken;

    Turn(Status status) {
        this.status = status;
    }

    /// Waits for the turn; [#give] follows.
    ///
    /// @param timeout what the deadline was made of
    /// @throws TimedOutException if it does not come
    void take(long deadline, Duration timeout) {
        boolean _ =
                status.await(
                        () -> deadline,
                        () -> isTaken() ? Optional.empty() : Optional.of(true),
                        () -> {
                            throw new TimedOutException(
                                    "Waited %s for another thread to be answered by the server"
                                            .formatted(Waits.text(timeout)),
                                    status.frame());
                        });
    }

    /// Takes it if nobody has. Says whether somebody had.
    private synchronized boolean isTaken() {
        boolean had = taken;
        taken = true;
        return had;
    }

    /// Lets the next one take it.
    void give() {
        synchronized (this) {
            taken = false;
        }
        status.changed();
    }
}
