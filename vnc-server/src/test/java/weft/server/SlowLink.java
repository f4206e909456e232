package weft.server;

import weft.coroutine.CoQueue;
import weft.coroutine.ManualLoop;
import weft.rfb.RfbBuffer;
import weft.server.connection.Connection;
import weft.server.connection.Origin;

import java.util.Arrays;
import java.util.function.Consumer;

/// A connection over a line of a rate and a delay, in the loop's virtual time. Downwards there is a
/// socket buffer that takes what the line does not take yet, as operating systems have one; upwards
/// only the delay.
final class SlowLink implements Connection {

    /// What Linux lets a socket's buffer grow to, by default.
    private static final long SOCKET_BUFFER = 4 << 20;

    private final ManualLoop loop;
    private final long bytesPerSecond;
    private final long delayNanos;
    private final Consumer<byte[]> viewer;
    private final CoQueue readable;
    private final CoQueue writable;
    private byte[] arrived = {};
    private long buffered;
    private long busyUntil;
    private long delivered;
    private boolean closed;

    /// @param delayNanos in each direction
    /// @param viewer is given each message when its last byte arrives
    SlowLink(ManualLoop loop, long bytesPerSecond, long delayNanos, Consumer<byte[]> viewer) {
        this.loop = loop;
        this.bytesPerSecond = bytesPerSecond;
        this.delayNanos = delayNanos;
        this.viewer = viewer;
        readable = new CoQueue(loop, "bytes");
        writable = new CoQueue(loop, "room");
    }

    /// The viewer sends.
    void up(byte[] bytes) {
        loop.after(delayNanos, () -> loop.locked(() -> arrive(bytes)));
    }

    private void arrive(byte[] bytes) {
        int before = arrived.length;
        arrived = Arrays.copyOf(arrived, before + bytes.length);
        System.arraycopy(bytes, 0, arrived, before, bytes.length);
        readable.restartAll();
    }

    /// How many bytes have come to the viewer.
    long delivered() {
        return delivered;
    }

    @Override
    public void send(RfbBuffer message) {
        byte[] bytes = message.toByteArray();
        while (buffered > 0 && buffered + bytes.length > SOCKET_BUFFER) {
            writable.await();
        }
        buffered += bytes.length;
        busyUntil =
                Math.max(busyUntil, loop.nanoTime())
                        + bytes.length * ServerUnderTest.SECOND / bytesPerSecond;
        loop.after(
                busyUntil - loop.nanoTime(),
                () ->
                        loop.locked(() -> {
                            buffered -= bytes.length;
                            writable.restartAll();
                        }));
        loop.after(
                busyUntil + delayNanos - loop.nanoTime(),
                () -> {
                    delivered += bytes.length;
                    viewer.accept(bytes);
                });
    }

    @Override
    public String peer() {
        return "a viewer far away";
    }

    @Override
    public Origin origin() {
        return Origin.IN_PROCESS;
    }

    @Override
    public boolean isReadable() {
        return arrived.length > 0 || closed;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public int read(byte[] dst, int off, int len) {
        while (arrived.length == 0) {
            if (closed) {
                return -1;
            }
            readable.await();
        }
        int count = Math.min(len, arrived.length);
        System.arraycopy(arrived, 0, dst, off, count);
        arrived = Arrays.copyOfRange(arrived, count, arrived.length);
        return count;
    }

    @Override
    public void close() {
        closed = true;
    }
}
