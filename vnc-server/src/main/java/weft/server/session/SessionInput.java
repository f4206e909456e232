package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.coroutine.Loop;
import weft.rfb.BufferedRfbInput;
import weft.server.connection.Connection;

import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// The bytes of one viewer, for the parsers: a read that has none yet parks the coroutine. A
/// message that has begun must come to its end within a deadline.
final class SessionInput extends BufferedRfbInput {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// A message that comes at this rate may take as long as it wants: it is long, and its length
    /// has its own limit.
    private static final int LEAST_BYTES_PER_SECOND = 4 << 10;

    /// Most of what a viewer says at a time; there is one for each viewer at rest.
    private static final int BUFFER = 256;

    private Connection connection;
    private final Loop loop;
    private final long messageNanos;
    private final Runnable onDeadline;
    private boolean inMessage;

    /// What has come since the deadline was set.
    private long received;

    private Loop.@Nullable Timer deadline;

    /// @param messageNanos the time that a message may take from its first byte to its last, unless
    ///   it comes fast enough
    /// @param onDeadline called when a message took longer
    SessionInput(Connection connection, Loop loop, long messageNanos, Runnable onDeadline) {
        super(BUFFER);
        this.connection = connection;
        this.loop = loop;
        this.messageNanos = messageNanos;
        this.onDeadline = onDeadline;
    }

    /// Puts another connection in the place of this one.
    ///
    /// @param over makes it, of this one and the bytes that were received over it and not read
    void upgrade(BiFunction<Connection, byte[], Connection> over) {
        byte[] ahead = buffered();
        skip(ahead.length);
        connection = over.apply(connection, ahead);
    }

    Connection connection() {
        return connection;
    }

    /// Waits for the first byte of a message; false at the end of the stream. From here to
    /// [#endMessage] the deadline runs.
    boolean beginMessage() {
        if (atEnd()) {
            return false;
        }
        inMessage = true;
        return true;
    }

    /// The message is complete.
    void endMessage() {
        inMessage = false;
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        // Most messages come whole, and a timer costs more than reading one.
        if (inMessage && deadline == null && !connection.isReadable()) {
            setDeadline();
        }
        int count = connection.read(dst, off, len);
        received += count;
        return count;
    }

    private void setDeadline() {
        received = 0;
        deadline =
                loop.after(
                        messageNanos,
                        () -> {
                            if (received * SECOND / messageNanos >= LEAST_BYTES_PER_SECOND) {
                                setDeadline();
                            } else {
                                onDeadline.run();
                            }
                        });
    }
}
