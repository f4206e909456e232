package weft.client.failure;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Frame;

import java.util.Optional;

/// What was waited for has not happened in time.
public sealed class TimedOutException extends VncClientException
        permits ExpectationFailedException {
    private static final long serialVersionUID = 1L;

    /// Not serialized: a picture is no part of a message.
    private final transient @Nullable Frame lastFrame;

    /// With what was waited for and for how long.
    ///
    /// @param lastFrame what the server showed then, if it has shown anything
    public TimedOutException(String message, @Nullable Frame lastFrame) {
        super(message, null);
        this.lastFrame = lastFrame;
    }

    /// What the server showed when the time was over; empty if it had not shown anything yet.
    public Optional<Frame> lastFrame() {
        return Optional.ofNullable(lastFrame);
    }
}
