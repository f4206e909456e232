package weft.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// A connected TCP socket. Not a channel: to find who provides those, the JDK opens every file of
/// the class path.
final class TcpTransport implements Transport {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    TcpTransport(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        return in.read(dst, off, len);
    }

    @Override
    public void write(byte[] src, int off, int len) throws IOException {
        out.write(src, off, len);
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isLocal() {
        return socket.getInetAddress().isLoopbackAddress();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public String toString() {
        return String.valueOf(socket.getRemoteSocketAddress());
    }
}
