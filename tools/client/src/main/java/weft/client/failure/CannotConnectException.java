package weft.client.failure;

import org.jspecify.annotations.Nullable;

/// There is nobody at the server's address, or no such address.
public final class CannotConnectException extends VncClientException {
    private static final long serialVersionUID = 1L;

    /// With what the system said.
    public CannotConnectException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
