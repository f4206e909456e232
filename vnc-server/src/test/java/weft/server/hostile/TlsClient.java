package weft.server.hostile;

import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What a viewer speaks TLS with.
final class TlsClient {
    private static final SSLContext CONTEXT = context();

    private TlsClient() {}

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEverybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whose certificate it is is not what is tested here.
    private static final class TrustEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /// An engine for one connection.
    ///
    /// @param protocols that it speaks; all that Java allows if there are none
    static SSLEngine engine(String... protocols) {
        SSLEngine engine = CONTEXT.createSSLEngine();
        engine.setUseClientMode(true);
        if (protocols.length > 0) {
            engine.setEnabledProtocols(protocols);
        }
        return engine;
    }

    /// The first message of a handshake, as it goes over the line.
    static byte[] hello(SSLEngine engine) {
        try {
            engine.beginHandshake();
            ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            SSLEngineResult _ = engine.wrap(ByteBuffer.allocate(0), packet);
            return Arrays.copyOf(packet.array(), packet.position());
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
