package weft.fuzz;

/// What Jazzer calls: the target that the system property `weft.fuzz.target` names.
public final class JazzerEntry {

    private static final Target TARGET =
            Targets.named(System.getProperty("weft.fuzz.target", ""))
                    .orElseThrow(() -> new IllegalStateException("there is no such target"));

    private JazzerEntry() {}

    /// Judges an input.
    public static void fuzzerTestOneInput(byte[] input) {
        var _ = Oracle.judge(TARGET, input);
    }
}
