package weft.cli.bench.serve;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/// A viewer that asks for the next update as soon as one begins to arrive, on a virtual thread of
/// its own, until it is closed.
final class Viewer implements AutoCloseable {

    private final ViewerConnection connection;
    private final Thread thread;
    private final AtomicLong updates = new AtomicLong();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /// Logs in and begins.
    Viewer(SocketAddress server, ViewerSettings settings, Throttle throttle) throws IOException {
        connection = ViewerConnection.open(server, settings, throttle);
        thread = Thread.ofVirtual().name("viewer").start(this::watch);
    }

    private void watch() {
        try {
            connection.request(false, connection.area());
            while (!closed) {
                int rectangles = connection.awaitUpdate();
                connection.request(true, connection.area());
                connection.readRectangles(rectangles);
                updates.incrementAndGet();
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!closed) {
                failure = e;
            }
        } finally {
            connection.free();
        }
    }

    /// How many updates have come. Any thread.
    long updates() {
        return updates.get();
    }

    /// How many bytes have come. Any thread.
    long received() {
        return connection.received();
    }

    /// Fails if it has lost its connection or could not understand the server. Any thread.
    void check() throws IOException {
        Throwable cause = failure;
        if (cause != null) {
            throw new IOException(
                    "a viewer failed after %d updates: %s".formatted(updates(), cause.getMessage()),
                    cause);
        }
    }

    /// Disconnects, and returns when it has ended.
    @Override
    public void close() {
        closed = true;
        try {
            connection.close();
            thread.join();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
