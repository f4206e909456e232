package weft.cli.bench.serve;

import weft.cli.bench.MeasuredInput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/// What a server sends, counted, and at no more than the viewer's rate.
final class SocketInput extends MeasuredInput {

    private static final int BUFFER = 256 << 10;

    private final SocketChannel channel;
    private final Throttle throttle;
    private final AtomicLong received = new AtomicLong();

    SocketInput(SocketChannel channel, Throttle throttle) {
        super(BUFFER);
        this.channel = channel;
        this.throttle = throttle;
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        try {
            int count = channel.read(ByteBuffer.wrap(dst, off, throttle.atMost(len)));
            if (count > 0) {
                received.addAndGet(count);
                throttle.read(count);
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many bytes have come. Any thread.
    long received() {
        return received.get();
    }

    @Override
    public long position() {
        return received() - available();
    }
}
