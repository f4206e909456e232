package weft.rfb;

/// The peer broke the protocol, or asks for what is not supported. Thrown where it is found, caught
/// once at the top of a session; the message holds what was expected and what came.
public final class RfbProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What kind of rule was broken.
    public enum Reason {
        /// A protocol version that cannot be spoken.
        VERSION,
        /// A security type that was not offered, or a malformed exchange.
        SECURITY,
        /// The peer refused the connection and said why.
        REFUSED,
        /// An illegal pixel format.
        PIXEL_FORMAT,
        /// A message type that is unknown, or not the expected one.
        MESSAGE_TYPE,
        /// A length or a count beyond its limit.
        LIMIT,
        /// An encoding that was not asked for, or is not supported.
        ENCODING,
        /// Contents that contradict themselves: a bad index, damaged compressed data.
        DATA
    }

    /// The kind of rule.
    private final Reason reason;

    /// A broken rule, with a message for the log.
    public RfbProtocolException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// What kind of rule was broken.
    public Reason reason() {
        return reason;
    }
}
