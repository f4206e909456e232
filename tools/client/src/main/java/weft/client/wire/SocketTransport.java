package weft.client.wire;

import org.jspecify.annotations.Nullable;

import weft.client.address.ServerAddress;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;

/// A TCP or UNIX socket to an address, connected when it is opened.
public final class SocketTransport implements Transport {

    private final ServerAddress address;
    private final String name;
    private @Nullable Closeable socket;
    private boolean closed;
    private volatile @Nullable Transport connected;

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
        if (remote instanceof InetSocketAddress) {
            var tcp = new Socket(Proxy.NO_PROXY);
            adopt(tcp);
            tcp.connect(remote);
            connected = new TcpTransport(tcp);
        } else {
            SocketChannel unix = SocketChannel.open(StandardProtocolFamily.UNIX);
            adopt(unix);
            boolean _ = unix.connect(remote);
            connected = new ChannelTransport(unix, name);
        }
    }

    private synchronized void adopt(Closeable opened) throws IOException {
        if (closed) {
            opened.close();
            throw new AsynchronousCloseException();
        }
        socket = opened;
    }

    private Transport connected() {
        Transport transport = connected;
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
    public boolean isLocal() {
        return isPrivate() || connected().isLocal();
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
