package weft.fuzz;

/// An input has done what none may do.
public final class Finding extends AssertionError {

    private static final long serialVersionUID = 1L;

    Finding(String message) {
        super(message);
    }

    Finding(String message, Throwable cause) {
        super(message, cause);
    }
}
