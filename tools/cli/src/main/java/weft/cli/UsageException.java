package weft.cli;

/// What is wrong with a command line. It says the same as picocli's own exception, and needs none
/// of picocli's classes.
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
