package weft.cli.script;

import weft.client.ServerEvents;
import weft.client.WaitClock;

import java.time.Duration;
import java.util.Optional;

/// What the server has put into its cut buffer last, until somebody takes it.
public final class Clipboard implements ServerEvents {

    private final WaitClock clock;
    private Optional<String> text = Optional.empty();

    /// @param clock that waits go by
    public Clipboard(WaitClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void cutText(String newest) {
        text = Optional.of(newest);
        notifyAll();
    }

    /// The text, after which there is none until the server sends one again; empty if none comes in
    /// time.
    synchronized Optional<String> take(Duration timeout) throws InterruptedException {
        long end = clock.nanoTime() + timeout.toNanos();
        while (text.isEmpty() && clock.nanoTime() - end < 0) {
            clock.await(this, end);
        }
        Optional<String> taken = text;
        text = Optional.empty();
        return taken;
    }
}
