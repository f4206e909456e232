package weft.client.handshake;

/// A server has not shown that it has to do with the password. If it refuses us, that is why; if it
/// does not, somebody else pretends to be it.
final class UnprovenServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnprovenServerException() {
        super("The server has not shown that it has to do with the password");
    }
}
