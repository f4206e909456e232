package weft.server.hostile;

/// What must hold after every hostile input, whatever its fate.
enum Invariant {
    /// The input met the fate that it should.
    FATE("the fate is the right one"),
    /// Another viewer sees every picture exactly.
    G1("another viewer sees every picture exactly"),
    /// A new viewer is let in.
    G2("a new viewer is let in"),
    /// Buffers are given back.
    G3("all buffers are given back"),
    /// Descriptors, coroutines and timers are as many as before.
    G4("descriptors, coroutines and timers are as many as before"),
    /// At most one warning, clean and without a stack trace.
    G5("at most one warning is logged, clean and without a stack trace"),
    /// Nothing of the display is told before the login.
    G6("nothing of the display is told before the login"),
    /// Every byte sent has its place, and padding is zero.
    G7("every byte that was sent has its place, and padding is zero"),
    /// What was pressed is released.
    G8("what the viewer held is released"),
    /// The global lock was not held for long.
    G9("the global lock is not held for long"),
    /// No exception reaches the host, and the loop lives.
    G10("no exception reaches the host, and the loop lives");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
