package weft.coroutine.internal;

/// A way to give coroutines stacks of their own: the SPI that each back end implements.
public interface Backend {

    /// The name by which `weft.coroutine.backend` selects it, `weft --version` shows it.
    String name();

    /// A new stack that will run `body` at its first [Stack#enter].
    Stack create(Runnable body, String name);

    /// One coroutine's stack. `body` must not throw.
    interface Stack {

        /// Switches to this stack; returns when it yields or its body has ended.
        void enter();

        /// Switches back to whoever entered; called on this stack only.
        ///
        /// @throws IllegalStateException if the stack cannot be left, because a native frame or a
        ///   class initialiser is on it
        void yield();

        /// Whether the calling thread is running on this stack right now.
        boolean isMountedHere();

        /// The frames of a parked stack, innermost first.
        StackTraceElement[] stackTrace();
    }
}
