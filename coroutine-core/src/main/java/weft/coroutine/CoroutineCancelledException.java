package weft.coroutine;

/// Thrown inside a coroutine that was cancelled, at the point where it waits: unwinds its stack, so
/// that every `finally` block runs.
///
/// Do not catch it and go on: each further wait throws it again.
public final class CoroutineCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CoroutineCancelledException(String coroutine) {
        // No stack trace: nobody reads it, and a server throws one for every viewer that goes away.
        super("coroutine '" + coroutine + "' was cancelled", null, false, false);
    }
}
