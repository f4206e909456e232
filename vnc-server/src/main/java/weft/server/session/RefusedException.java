package weft.server.session;

/// A viewer may not come in; the message is for the viewer and the log.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Refused, for a reason from a fixed list: it goes out to a peer that nobody knows.
    public RefusedException(String reason) {
        super(reason, null, false, false);
    }
}
