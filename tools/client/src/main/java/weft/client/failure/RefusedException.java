package weft.client.failure;

/// The server does not want this client, or the client does not believe the server: a wrong
/// password, no common security type, too many viewers, an unknown certificate. The message holds
/// the server's reason if it gave one.
public final class RefusedException extends VncClientException {
    private static final long serialVersionUID = 1L;

    /// With the reason.
    public RefusedException(String message) {
        super(message, null);
    }
}
