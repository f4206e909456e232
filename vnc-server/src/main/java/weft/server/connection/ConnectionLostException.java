package weft.server.connection;

/// The peer went away while something was to be sent to it.
public final class ConnectionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The connection to `peer` is gone.
    public ConnectionLostException(String peer) {
        super("connection to " + peer + " lost", null, false, false);
    }
}
