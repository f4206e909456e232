package weft.client.failure;

/// The server cannot do what this client asked it for, or does not want to. The connection goes on.
public final class RequestFailedException extends VncClientException {
    private static final long serialVersionUID = 1L;

    /// With what was asked for.
    public RequestFailedException(String message) {
        super(message, null);
    }
}
