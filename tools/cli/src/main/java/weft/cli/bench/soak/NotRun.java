package weft.cli.bench.soak;

/// What a fault needs is not to be had here; nothing is known of how the server takes it.
final class NotRun extends Exception {
    private static final long serialVersionUID = 1;

    NotRun(String why) {
        super(why);
    }
}
