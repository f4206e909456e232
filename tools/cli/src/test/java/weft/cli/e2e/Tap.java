package weft.cli.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Stands between one viewer and the server, hands on what both say and keeps it.
///
/// Viewers do not all tell what they use; the wire does.
final class Tap implements AutoCloseable {

    private final ServerSocket listener;
    private final Socket server;
    private final ByteArrayOutputStream fromViewer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();
    private final Thread thread;

    private Tap(int serverPort) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        thread = Thread.ofVirtual().name("tap").start(this::run);
    }

    /// A tap for one viewer of the server on this port.
    static Tap of(int serverPort) {
        try {
            return new Tap(serverPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    private void run() {
        try (Socket viewer = listener.accept()) {
            viewer.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread up = Thread.ofVirtual().start(() -> relay(viewer, server, fromViewer));
            relay(server, viewer, fromServer);
            up.join();
        } catch (IOException | InterruptedException e) {
            // Closed before a viewer came.
        }
    }

    private static void relay(Socket from, Socket to, ByteArrayOutputStream record) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
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

    /// What was said so far, understood.
    Conversation conversation() {
        return Conversation.parse(fromViewer.toByteArray(), fromServer.toByteArray());
    }

    @Override
    public void close() {
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
