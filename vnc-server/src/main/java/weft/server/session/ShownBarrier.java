package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.coroutine.CoQueue;
import weft.coroutine.Loop;
import weft.framebuffer.Region;

/// Waits until a viewer has been sent what the picture shows at one moment, as far as it has asked
/// for it. What is new after that moment does not count, so a video does not keep anybody waiting.
///
/// One coroutine may wait; the update loop says what it does. All calls are under the global lock.
final class ShownBarrier {
    private final CoQueue shown;
    private boolean awaited;

    /// Whether the update that is being made began after the wait.
    private boolean counts;

    /// What is missing still; null before the first update that counts.
    private @Nullable Region missing;

    ShownBarrier(Loop loop) {
        shown = new CoQueue(loop, "the viewer to be sent the picture");
    }

    /// Begins to wait; the update loop must be woken between this and [#await].
    void begin() {
        awaited = true;
        counts = false;
        missing = null;
    }

    boolean isAwaited() {
        return awaited;
    }

    void await() {
        while (awaited) {
            shown.await();
        }
    }

    /// The newest frame was taken for an update.
    void updateBegun() {
        counts = awaited;
    }

    /// The viewer has been told of a new size, and has nothing of the picture.
    void resized() {
        missing = null;
    }

    /// The update is sent.
    ///
    /// @param sent what was in it
    /// @param stale what the viewer does not have of the frame that was taken for it, but wants
    void updateSent(Region sent, Region stale) {
        if (counts) {
            missing = missing == null ? stale : missing.subtract(sent);
            if (missing.isEmpty()) {
                allSent();
            }
        }
    }

    /// The viewer has all of the picture, or has not asked for more.
    void allSent() {
        if (awaited) {
            awaited = false;
            shown.restartAll();
        }
    }
}
