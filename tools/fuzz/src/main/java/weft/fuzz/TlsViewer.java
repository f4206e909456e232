package weft.fuzz;

import weft.rfb.RfbBuffer;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A viewer's side of TLS, which believes every server. What the server says that is no TLS ends
/// it: then it says and opens nothing more.
final class TlsViewer {

    private static final SSLContext CONTEXT = context();

    /// More turns than a handshake has.
    private static final int MOST_TURNS = 100;

    private final SSLEngine engine = CONTEXT.createSSLEngine();
    private final RfbBuffer received = new RfbBuffer();
    private boolean failed;

    TlsViewer() {
        engine.setUseClientMode(true);
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /// Carries the handshake on as far as the server does.
    void talk(Supplier<byte[]> heard, Consumer<byte[]> say) {
        try {
            for (int turn = 0; turn < MOST_TURNS && !failed; turn++) {
                received.bytes(heard.get());
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> {
                        for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
                            task.run();
                        }
                    }
                    case NEED_WRAP -> say.accept(wrapped(ByteBuffer.allocate(0)));
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        if (!unwrap(new RfbBuffer())) {
                            return;
                        }
                    }
                    case FINISHED, NOT_HANDSHAKING -> {
                        if (engine.getSession().getCipherSuite().startsWith("SSL_NULL")) {
                            engine.beginHandshake();
                        } else {
                            return;
                        }
                    }
                }
            }
        } catch (SSLException e) {
            failed = true;
        }
    }

    /// Records with these bytes; none, if there is no handshake yet.
    byte[] seal(byte[] plain) {
        try {
            return failed ? new byte[0] : wrapped(ByteBuffer.wrap(plain));
        } catch (SSLException e) {
            failed = true;
            return new byte[0];
        }
    }

    private byte[] wrapped(ByteBuffer plain) throws SSLException {
        ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(plain, packet);
        byte[] bytes = new byte[packet.position()];
        packet.get(0, bytes);
        return bytes;
    }

    /// What is in records.
    byte[] open(byte[] heard) {
        received.bytes(heard);
        var plain = new RfbBuffer();
        try {
            for (int turn = 0; turn < MOST_TURNS && !failed && unwrap(plain); turn++) {
                // the next record
            }
        } catch (SSLException e) {
            failed = true;
        }
        return plain.toByteArray();
    }

    /// Opens a record if there is one.
    private boolean unwrap(RfbBuffer plain) throws SSLException {
        ByteBuffer in = ByteBuffer.wrap(received.array(), 0, received.length());
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(in, out);
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        received.clear();
        received.bytes(rest);
        plain.bytes(out.array(), 0, out.position());
        return result.getStatus() == SSLEngineResult.Status.OK
                && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
    }

    void close() {
        engine.closeOutbound();
    }

    /// Another handshake, which TLS 1.3 calls an update of keys.
    void beginAgain() {
        try {
            engine.beginHandshake();
        } catch (SSLException e) {
            failed = true;
        }
    }
}
