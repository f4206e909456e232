package weft.client.wire;

import org.jspecify.annotations.Nullable;

import weft.client.address.ServerAddress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;

/// A TCP or UNIX socket to an address, connected when it is opened.
public final class SocketTransport implements Transport {

    private final ServerAddress address;
    private final String name;
    private @Nullable SocketChannel socket;
    private boolean closed;
    private volatile @Nullable ChannelTransport connected;

    /// A socket that is not connected yet.
    ///
    /// @param name the address, for messages
    public SocketTransport(ServerAddress address, String name) {
        this.address = address;
        this.name = name;
    }

    @Override
    public void open() throws IOException {
        SocketAddress remote = address.resolve();
        boolean inet = remote instanceof InetSocketAddress;
        SocketChannel channel =
                inet ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
        adopt(channel);
        channel.connect(remote);
        if (inet) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        connected = new ChannelTransport(channel, name);
    }

    private synchronized void adopt(SocketChannel channel) throws IOException {
        if (closed) {
            channel.close();
            throw new AsynchronousCloseException();
        }
        socket = channel;
    }

    private ChannelTransport connected() {
        ChannelTransport transport = connected;
        if (transport == null) {
            throw new IllegalStateException("not connected to " + name);
        }
        return transport;
    }

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        return connected().read(dst, off, len);
    }

    @Override
    public void write(byte[] src, int off, int len) throws IOException {
        connected().write(src, off, len);
    }

    @Override
    public void endOutput() throws IOException {
        connected().endOutput();
    }

    @Override
    public boolean isPrivate() {
        return address instanceof ServerAddress.Unix;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
