package weft.cli.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Stands between one viewer and the server, hands on what both say and keeps it.
///
/// Viewers do not all tell what they use; the wire does.
final class Tap implements AutoCloseable {

    /// The system doubles it, and the server has one of its own.
    private static final int SMALL_BUFFER = 8 << 10;

    private final ServerSocket listener;
    private final Socket server;
    private final ByteArrayOutputStream fromViewer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();
    private final Gate gate = new Gate();
    private final boolean keeps;
    private final Thread thread;

    private Tap(int serverPort, boolean keeps) throws IOException {
        this.keeps = keeps;
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server = new Socket();
        if (!keeps) {
            server.setReceiveBufferSize(SMALL_BUFFER);
        }
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
        thread = Thread.ofVirtual().name("tap").start(this::run);
    }

    /// A tap for one viewer of the server on this port.
    static Tap of(int serverPort) {
        return of(serverPort, true);
    }

    /// A tap that keeps nothing of what is said, for a long time; its [#gate] is soon felt by the
    /// server.
    static Tap withoutRecord(int serverPort) {
        return of(serverPort, false);
    }

    private static Tap of(int serverPort, boolean keeps) {
        try {
            return new Tap(serverPort, keeps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the server says passes here.
    Gate gate() {
        return gate;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void run() {
        try (Socket viewer = listener.accept()) {
            viewer.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            InputStream viewerSays = viewer.getInputStream();
            InputStream serverSays = gate.behind(server.getInputStream());
            Thread up =
                    Thread.ofVirtual()
                            .start(() -> relay(viewer, viewerSays, server, record(fromViewer)));
            relay(server, serverSays, viewer, record(fromServer));
            up.join();
        } catch (IOException | InterruptedException e) {
            // Closed before a viewer came.
        }
    }

    private OutputStream record(OutputStream record) {
        return keeps ? record : OutputStream.nullOutputStream();
    }

    private static void relay(Socket from, InputStream in, Socket to, OutputStream record) {
        byte[] buffer = new byte[1 << 16];
        try {
            OutputStream out = to.getOutputStream();
            for (int count; (count = in.read(buffer)) >= 0; ) {
                record.write(buffer, 0, count);
                out.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side broke off, the other must learn of it.
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    /// The bytes that the viewer has sent so far.
    byte[] fromViewer() {
        return fromViewer.toByteArray();
    }

    /// The bytes that the server has sent so far.
    byte[] fromServer() {
        return fromServer.toByteArray();
    }

    /// What was said so far, understood.
    Conversation conversation() {
        return Conversation.parse(fromViewer.toByteArray(), fromServer.toByteArray());
    }

    @Override
    public void close() {
        gate.open();
        try {
            listener.close();
            server.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
