package weft.server;

/// What becomes of the others when a viewer asks for the display alone (the shared-flag of
/// ClientInit, RFC 6143 §7.3.1). The names and meanings are those of QEMU's `-vnc …,share=`.
public enum SharePolicy {
    /// A viewer that does not share disconnects the others, and nobody can join it; the default,
    /// and what the specification says.
    ALLOW_EXCLUSIVE("allow-exclusive"),
    /// A viewer that does not share is refused.
    FORCE_SHARED("force-shared"),
    /// The flag is ignored: everybody comes in.
    IGNORE("ignore");

    private final String option;

    SharePolicy(String option) {
        this.option = option;
    }

    /// How it is written on a command line.
    @Override
    public String toString() {
        return option;
    }
}
