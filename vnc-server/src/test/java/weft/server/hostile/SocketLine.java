package weft.server.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/// A line over a socket. All of a [Stage] share one selector.
class SocketLine implements Line {
    private static final int SMALL = 2048;

    private final Selector selector;
    private final SocketChannel channel;
    private final SelectionKey key;

    /// Connects.
    ///
    /// @param deaf whether as little as possible is taken of what is not read
    SocketLine(Selector selector, SocketAddress address, boolean deaf) throws IOException {
        this.selector = selector;
        boolean isInet = address instanceof InetSocketAddress;
        channel = isInet ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
        if (deaf && isInet) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
        }
        channel.connect(address);
        if (isInet) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        channel.configureBlocking(false);
        key = channel.register(selector, 0);
    }

    @Override
    public int write(byte[] bytes, int from, int to) {
        try {
            return channel.write(ByteBuffer.wrap(bytes, from, to - from));
        } catch (IOException e) {
            return -1;
        }
    }

    /// Says a byte out of band.
    void urgent(int data) throws IOException {
        channel.socket().sendUrgentData(data);
    }

    @Override
    public int read(byte[] bytes) {
        try {
            return channel.read(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            return -1; // reset, which is an end, too
        }
    }

    @Override
    public boolean await(boolean room, long nanos) throws IOException {
        key.interestOps(SelectionKey.OP_READ | (room ? SelectionKey.OP_WRITE : 0));
        try {
            int ready =
                    nanos == 0
                            ? selector.selectNow()
                            : selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
            selector.selectedKeys().clear();
            return ready > 0;
        } finally {
            key.interestOps(0);
        }
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void reset() throws IOException {
        if (channel.getRemoteAddress() instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        int _ = selector.selectNow(); // only now it is really closed
    }
}
