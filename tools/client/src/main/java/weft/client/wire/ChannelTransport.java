package weft.client.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/// A connected channel that blocks.
public final class ChannelTransport implements Transport {

    /// The JDK copies what is read through native memory of the same size.
    private static final int LARGEST_READ = 64 << 10;

    private final ByteChannel channel;
    private final String name;

    /// Takes the channel over.
    ///
    /// @param name the other side, for messages
    public ChannelTransport(ByteChannel channel, String name) {
        this.channel = channel;
        this.name = name;
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        return channel.read(ByteBuffer.wrap(dst, off, Math.min(len, LARGEST_READ)));
    }

    @Override
    public void write(byte[] src, int off, int len) throws IOException {
        for (int at = off; at < off + len; at += LARGEST_READ) {
            var bytes = ByteBuffer.wrap(src, at, Math.min(LARGEST_READ, off + len - at));
            while (bytes.hasRemaining()) {
                int _ = channel.write(bytes);
            }
        }
    }

    @Override
    public void endOutput() throws IOException {
        if (channel instanceof SocketChannel socket) {
            socket.shutdownOutput();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
