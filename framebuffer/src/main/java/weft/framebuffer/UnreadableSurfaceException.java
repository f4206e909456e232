package weft.framebuffer;

/// The host's memory cannot be read any more: its arena was closed, or its mapped file cut off.
public final class UnreadableSurfaceException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    UnreadableSurfaceException(String message, Throwable cause) {
        super(message, cause);
    }
}
