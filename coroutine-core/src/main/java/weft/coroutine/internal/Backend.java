package weft.coroutine.internal;

/// A way to give coroutines stacks of their own: the SPI that each back end implements.
public interface Backend {

    /// The name by which `weft.coroutine.backend` selects it, `weft --version` shows it.
    String name();

    /// A new stack that will run `body`, which must not throw, at its first [#enter]. A stack is
    /// whatever object the back end likes: one more around it would be felt in every create.
    Object create(Runnable body, String name);

    /// Switches to `stack`; returns when it yields or its body has ended.
    void enter(Object stack);

    /// Switches back to whoever entered `stack`; called on that stack only.
    ///
    /// @throws IllegalStateException if the stack cannot be left, because a native frame or a class
    ///   initialiser is on it
    void yield(Object stack);

    /// Whether the calling thread is running on `stack` right now, and on no other one above it.
    boolean isMountedHere(Object stack);

    /// The frames of a parked stack, innermost first.
    StackTraceElement[] stackTrace(Object stack);
}
