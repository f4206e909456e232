package weft.client.failure;

import org.jspecify.annotations.Nullable;

/// Why a client cannot do what it was asked to. The kinds are those that a command tells apart by
/// its exit code.
public abstract sealed class VncClientException extends RuntimeException
        permits CannotConnectException,
                RefusedException,
                ConnectionLostException,
                ServerProtocolException,
                RequestFailedException,
                TimedOutException {
    private static final long serialVersionUID = 1L;

    VncClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
