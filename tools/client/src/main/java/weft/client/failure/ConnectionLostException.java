package weft.client.failure;

import org.jspecify.annotations.Nullable;

/// The connection has ended, other than by closing the client.
public final class ConnectionLostException extends VncClientException {
    private static final long serialVersionUID = 1L;

    /// With what the system said, if anything.
    public ConnectionLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
