package weft.coroutine.internal;

/// Chooses the back end: the property `weft.coroutine.backend` (`continuation` or `thread`) if it
/// is set, else continuations where the JVM was started with the export, else threads with one log
/// line that says how to get the other.
public final class Backends {

    private static final String PROPERTY = "weft.coroutine.backend";

    private Backends() {}

    /// The back end of this JVM.
    ///
    /// @throws IllegalStateException if the property names none, or one that is not available
    public static Backend choose() {
        return Chosen.BACKEND;
    }

    /// What a JVM must be started with for the continuation back end.
    public static String requiredFlag() {
        Module own = Backends.class.getModule();
        return "--add-exports java.base/jdk.internal.vm="
                + (own.isNamed() ? own.getName() : "ALL-UNNAMED");
    }

    private static final class Chosen {
        static final Backend BACKEND = choose(System.getProperty(PROPERTY));

        private static Backend choose(@org.jspecify.annotations.Nullable String wanted) {
            return switch (wanted) {
                case null -> automatic();
                case "continuation" -> {
                    if (!ContinuationBackend.isAvailable()) {
                        throw new IllegalStateException(
                                PROPERTY + "=continuation needs the JVM flag " + requiredFlag());
                    }
                    yield new ContinuationBackend();
                }
                case "thread" -> new ThreadBackend(false);
                default ->
                        throw new IllegalStateException(
                                PROPERTY
                                        + " must be continuation or thread, but is '"
                                        + wanted
                                        + "'");
            };
        }

        private static Backend automatic() {
            if (ContinuationBackend.isAvailable()) {
                return new ContinuationBackend();
            }
            System.getLogger("weft.coroutine")
                    .log(
                            System.Logger.Level.INFO,
                            "coroutines run on threads; for the faster back end start the JVM with "
                                    + requiredFlag());
            return new ThreadBackend(false);
        }
    }
}
