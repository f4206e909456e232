package weft.server.connection;

import weft.rfb.RfbBuffer;

/// A byte stream to one peer. All calls are under the global lock; those that wait park the running
/// coroutine.
public interface Connection {

    /// Who is on the other side, for messages: an address and port.
    String peer();

    /// Where it comes from.
    Origin origin();

    /// Whether it is known that [#read] would return at once.
    boolean isReadable();

    /// Whether it is neither lost nor closed.
    boolean isOpen();

    /// Reads up to `len` bytes; waits for the first one. Returns -1 at the end of the stream.
    int read(byte[] dst, int off, int len);

    /// Sends a whole message; waits until the operating system has taken all of it, so nothing is
    /// ever queued behind it. The buffer must not be changed meanwhile, nor after a cancellation.
    ///
    /// @throws ConnectionLostException if the peer is gone
    void send(RfbBuffer message);

    /// Closes it, also while others wait for it. Closing twice has no effect.
    void close();

    /// Closes it with `last` behind what was sent, if the peer takes that at once and nothing is
    /// being sent: nobody waits. The buffer must not be changed any more.
    default void close(RfbBuffer last) {
        close();
    }
}
