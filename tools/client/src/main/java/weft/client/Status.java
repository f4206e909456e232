package weft.client;

import org.jspecify.annotations.Nullable;

import weft.client.failure.VncClientException;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.rfb.keyboard.KeyboardLeds;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the receiver has found out, and where callers wait for more of it. Its monitor guards all
/// of it.
final class Status {

    private final WaitClock clock;
    private boolean connected;
    private String name = "";
    private @Nullable Frame frame;
    private long frameTime;
    private @Nullable Cursor cursor;
    private @Nullable KeyboardLeds leds;
    private boolean keyCodes;
    private boolean power;
    private long powerFailures;
    private boolean audio;
    private boolean complete;
    private long origins;
    private boolean fence;
    private boolean barriers;
    private long fenceAnswered;
    private boolean continuous;
    private @Nullable VncClientException failure;
    private boolean closed;

    Status(WaitClock clock) {
        this.clock = clock;
    }

    WaitClock clock() {
        return clock;
    }

    /// Changes something and tells all that wait. What is passed must do no more than that.
    private synchronized void change(Runnable change) {
        change.run();
        notifyAll();
    }

    /// Something else has changed that a wait may look at.
    void changed() {
        change(() -> {});
    }

    void connected() {
        change(() -> connected = true);
    }

    void named(String desktop) {
        change(() -> name = desktop);
    }

    /// An update has been applied.
    ///
    /// @param newest the picture, unless a part of it has still to come
    /// @param hasOrigin whether the update had the upper left corner
    void updated(Optional<Frame> newest, boolean hasOrigin) {
        change(() -> {
            if (newest.isPresent()) {
                frame = newest.get();
                frameTime = clock.nanoTime();
            }
            complete = newest.isPresent();
            origins += hasOrigin ? 1 : 0;
        });
    }

    void leds(KeyboardLeds locked) {
        change(() -> leds = locked);
    }

    void keyCodesKnown() {
        change(() -> keyCodes = true);
    }

    void audioKnown() {
        change(() -> audio = true);
    }

    /// Whether the server has sound.
    synchronized boolean hasAudio() {
        return audio;
    }

    synchronized @Nullable KeyboardLeds leds() {
        return leds;
    }

    /// Whether the server takes which key was pressed.
    synchronized boolean hasKeyCodes() {
        return keyCodes;
    }

    void powerKnown() {
        change(() -> power = true);
    }

    void powerFailed() {
        change(() -> powerFailures++);
    }

    /// Whether the server takes requests to shut down, reboot and reset.
    synchronized boolean hasPower() {
        return power;
    }

    /// How many of them it could not do.
    synchronized long powerFailures() {
        return powerFailures;
    }

    void cursor(Cursor shape) {
        change(() -> cursor = shape);
    }

    /// @param hasBarriers whether the server answers some only when the picture has been sent
    void fenceKnown(boolean hasBarriers) {
        change(() -> {
            fence = true;
            barriers |= hasBarriers;
        });
    }

    void fenceAnswered(long number) {
        change(() -> fenceAnswered = Math.max(fenceAnswered, number));
    }

    void continuous(boolean on) {
        change(() -> continuous = on);
    }

    /// The first failure is the one that counts; after [#close()] there is none.
    void fail(VncClientException cause) {
        change(() -> {
            if (failure == null && !closed) {
                failure = cause;
            }
        });
    }

    /// False if it was closed before.
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        notifyAll();
        return first;
    }

    synchronized boolean isConnected() {
        return connected;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// Whether it has failed or was closed.
    synchronized boolean isOver() {
        return closed || failure != null;
    }

    synchronized String name() {
        return name;
    }

    synchronized @Nullable Frame frame() {
        return frame;
    }

    /// When the frame came.
    synchronized long frameTime() {
        return frameTime;
    }

    synchronized @Nullable Cursor cursor() {
        return cursor;
    }

    /// Whether the frame is all that the server has sent.
    synchronized boolean isComplete() {
        return complete;
    }

    /// How many updates had the upper left corner.
    synchronized long origins() {
        return origins;
    }

    synchronized boolean hasFence() {
        return fence;
    }

    /// Whether the answer to a fence comes after all that the picture shows by then. That is so for
    /// who is always owed an update: requests and fences may cross.
    synchronized boolean fencesArePictures() {
        return barriers && continuous;
    }

    synchronized long fenceAnswered() {
        return fenceAnswered;
    }

    synchronized boolean isContinuous() {
        return continuous;
    }

    /// Fails with what the client failed with, if it did.
    synchronized void check() {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
    }

    /// Waits until `found` finds something, which is asked after each change.
    ///
    /// @param timedOut makes the exception, out of the last frame
    <T> T await(
            Duration timeout,
            Supplier<Optional<T>> found,
            Function<@Nullable Frame, ? extends VncClientException> timedOut) {
        long deadline = deadline(timeout);
        return await(
                () -> deadline,
                found,
                () -> {
                    throw timedOut.apply(frame());
                });
    }

    /// Waits until `found` finds something, or the deadline, which may change meanwhile, has come.
    synchronized <T> T await(
            Supplier<Long> deadline, Supplier<Optional<T>> found, Supplier<T> late) {
        try {
            while (true) {
                Optional<T> result = found.get();
                if (result.isPresent()) {
                    return result.get();
                }
                check();
                long until = deadline.get();
                if (clock.nanoTime() - until >= 0) {
                    return late.get();
                }
                clock.await(this, until);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// The time that is so much later than now.
    long deadline(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout of " + timeout);
        }
        Duration bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        return clock.nanoTime() + bounded.toNanos();
    }

    private static final Duration LONGEST = Duration.ofDays(10_000);

    /// What a caller gets whose thread was interrupted while it waited.
    static CancellationException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        var cancelled = new CancellationException("interrupted while waiting for a VNC server");
        cancelled.initCause(cause);
        return cancelled;
    }
}
