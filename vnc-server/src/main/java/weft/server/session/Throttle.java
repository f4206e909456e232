package weft.server.session;

import weft.coroutine.Loop;

import java.util.concurrent.TimeUnit;

/// How often a viewer may do something that costs others: so often a second in the long run, and as
/// often again at once. Who does it more often waits.
///
/// All calls are under the global lock.
final class Throttle {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final long nanos;
    private long until;

    Throttle(Loop loop, int perSecond) {
        this.loop = loop;
        nanos = SECOND / perSecond;
        until = loop.nanoTime() - SECOND;
    }

    /// Lets the running coroutine wait, if it is too early.
    void pass() {
        long now = loop.nanoTime();
        until = Math.max(until, now - SECOND) + nanos;
        if (until > now) {
            loop.sleep(until - now);
        }
    }
}
