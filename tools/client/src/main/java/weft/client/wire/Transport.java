package weft.client.wire;

import java.io.IOException;

/// A way for bytes to a server and back. One thread reads, one writes; any thread may close.
public interface Transport extends AutoCloseable {

    /// Connects, where that is still to be done. After [#close] this fails.
    void open() throws IOException;

    /// Waits until at least one byte is there, then takes up to `len`, which is not 0.
    ///
    /// @return how many bytes were taken, or -1 at the end
    int read(byte[] dst, int off, int len) throws IOException;

    /// Writes all the bytes.
    void write(byte[] src, int off, int len) throws IOException;

    /// Tells the server that nothing more will come.
    void endOutput() throws IOException;

    /// Ends the connection. Whoever opens, reads or writes gets an exception.
    @Override
    void close() throws IOException;

    /// Whether nobody on the way can read the bytes, be it that there is no way.
    default boolean isPrivate() {
        return false;
    }

    /// Whether the bytes stay on this machine, where moving them is cheaper than compressing them.
    /// To be asked once it is open.
    default boolean isLocal() {
        return false;
    }

    /// The other side, for messages.
    @Override
    String toString();
}
