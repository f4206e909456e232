package weft.server.login;

/// A viewer may not come in; the message is for the viewer and the log.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean hasResult;

    private RefusedException(String reason, boolean hasResult) {
        super(reason, null, false, false);
        this.hasResult = hasResult;
    }

    /// Refused, for a reason from a fixed list: it goes out to a peer that nobody knows.
    public RefusedException(String reason) {
        this(reason, true);
    }

    /// Refused where the protocol has an answer of its own, which was sent.
    public static RefusedException withoutResult(String reason) {
        return new RefusedException(reason, false);
    }

    /// Whether the SecurityResult tells the viewer.
    boolean hasResult() {
        return hasResult;
    }
}
