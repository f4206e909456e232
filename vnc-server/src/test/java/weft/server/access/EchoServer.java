package weft.server.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// TLS on a port with the engines of a [Tls]: shakes hands, says `hello` and closes.
final class EchoServer implements AutoCloseable {
    private static final int MOST = 64 << 10;

    private final Tls tls;
    private final ServerSocket listening;
    private final ExecutorService accepting = Executors.newSingleThreadExecutor();
    private final AtomicReference<String> subject = new AtomicReference<>("");

    EchoServer(Tls tls) throws IOException {
        this.tls = tls;
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        accepting.execute(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /// Whose certificate the last one has shown.
    String lastSubject() {
        return String.valueOf(subject.get());
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                serve(socket);
            } catch (IOException e) {
                subject.set("failed: " + e.getMessage()); // each test looks at what the peer says
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        SSLEngine engine = tls.newEngine();
        ByteBuffer in = ByteBuffer.allocate(MOST).flip();
        try {
            engine.beginHandshake();
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                step(engine, socket, in);
            }
            wrap(engine, socket, "hello\n");
            if (tls.asksForCertificates()) {
                subject.set(engine.getSession().getPeerPrincipal().getName());
            }
            engine.closeOutbound();
            wrap(engine, socket, "");
        } catch (SSLException e) {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrap(engine, socket, "");
            }
            throw e;
        }
    }

    private static void step(SSLEngine engine, Socket socket, ByteBuffer in) throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> wrap(engine, socket, "");
            default -> {
                var result = engine.unwrap(in, ByteBuffer.allocate(MOST));
                if (result.bytesConsumed() == 0
                        && result.getStatus() != javax.net.ssl.SSLEngineResult.Status.OK) {
                    byte[] more = new byte[in.compact().remaining()];
                    int got = socket.getInputStream().read(more);
                    if (got < 0) {
                        throw new IOException("the peer went away");
                    }
                    in.put(more, 0, got).flip();
                }
            }
        }
    }

    private static void wrap(SSLEngine engine, Socket socket, String text) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(MOST);
        engine.wrap(
                ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)), packet);
        socket.getOutputStream().write(packet.array(), 0, packet.position());
    }

    @Override
    public void close() throws IOException {
        listening.close();
        accepting.shutdownNow();
    }
}
