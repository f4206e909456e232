package weft.client.failure;

import org.jspecify.annotations.Nullable;

/// The server broke the protocol, or speaks what the client does not know.
public final class ServerProtocolException extends VncClientException {
    private static final long serialVersionUID = 1L;

    /// With what was expected and what came.
    public ServerProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
