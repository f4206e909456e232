package weft.cli.e2e;

/// What can be said of the long tests on Maven's command line: `-Dweft.e2e.seconds=600`,
/// `-Dweft.e2e.seed=1`.
///
/// @param seconds how long they last
/// @param seed of all that is random in them
record Settings(long seconds, long seed) {

    private static final long SEED = 20261121;

    /// @param seconds unless others are given
    static Settings of(long seconds) {
        return new Settings(
                Long.getLong("weft.e2e.seconds", seconds), Long.getLong("weft.e2e.seed", SEED));
    }

    /// How to do the same again.
    @Override
    public String toString() {
        return "-Dweft.e2e.seconds=%d -Dweft.e2e.seed=%d".formatted(seconds, seed);
    }
}
