package weft.server.hostile;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A viewer's end of a connection: says what it is told to in just those pieces, and can be rude.
/// It belongs to one thread.
interface Line extends AutoCloseable {

    /// How long a server that does nothing is waited for.
    long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("weft.hostile.patience", 60));

    /// Writes what fits; returns how many bytes did, -1 if the server has gone. What did not is to
    /// be written next.
    int write(byte[] bytes, int from, int to);

    /// Reads what is here; 0 if nothing is, -1 at the end.
    int read(byte[] bytes);

    /// Waits until there is something to read, or room to write if that is asked for; says whether
    /// that came true within `nanos`.
    boolean await(boolean room, long nanos) throws IOException;

    /// Says that there is nothing more (FIN).
    void finish() throws IOException;

    /// Goes without a word (RST over TCP).
    void reset() throws IOException;

    @Override
    void close() throws IOException;
}
