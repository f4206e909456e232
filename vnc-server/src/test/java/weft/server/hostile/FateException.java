package weft.server.hostile;

/// An input met another fate than it should.
final class FateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FateException(String what) {
        super(what);
    }
}
