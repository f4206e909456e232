package weft.client.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.address.ServerAddress;
import weft.client.failure.RefusedException;
import weft.client.trust.ServerTrust;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.FutureTask;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

@Timeout(60)
class TlsTransportTest {

    private static final char[] PASSWORD = "weft-test".toCharArray();

    private interface Script {
        void run(SSLSocket socket) throws Exception;
    }

    private static SSLServerSocket listen() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = TlsTransportTest.class.getResourceAsStream("server.p12")) {
            keys.load(in, PASSWORD);
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static FutureTask<Boolean> serve(SSLServerSocket listener, Script script) {
        var task =
                new FutureTask<>(() -> {
                    try (var socket = (SSLSocket) listener.accept()) {
                        script.run(socket);
                        return true;
                    }
                });
        Thread.ofVirtual().start(task);
        return task;
    }

    private static TlsTransport client(SSLServerSocket listener, ServerTrust trust, String host)
            throws IOException {
        int port = listener.getLocalPort();
        return new TlsTransport(
                new SocketTransport(new ServerAddress.Tcp("", port), "test"), trust, host, port);
    }

    private static ServerTrust trusted() throws IOException, URISyntaxException {
        var pem = Objects.requireNonNull(TlsTransportTest.class.getResource("server.pem"));
        return ServerTrust.SYSTEM.authorities(Path.of(pem.toURI()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void echo_ofMuchMoreThanARecord_comesBack(String version) throws Exception {
        byte[] sent = new byte[300_000];
        new Random(5).nextBytes(sent);
        try (SSLServerSocket listener = listen()) {
            listener.setEnabledProtocols(new String[] {version});
            FutureTask<Boolean> server =
                    serve(
                            listener,
                            socket -> {
                                byte[] heard = new byte[sent.length];
                                new DataInputStream(socket.getInputStream()).readFully(heard);
                                socket.getOutputStream().write(heard);
                                assertEquals(-1, socket.getInputStream().read());
                            });
            try (TlsTransport client = client(listener, trusted(), "localhost")) {
                client.open();
                assertTrue(client.isPrivate());
                client.write(sent, 0, sent.length);
                byte[] back = new byte[sent.length];
                int got = 0;
                while (got < back.length) {
                    int n = client.read(back, got, back.length - got);
                    assertTrue(n > 0);
                    got += n;
                }
                assertArrayEquals(sent, back);
                client.endOutput();
                assertEquals(-1, client.read(back, 0, 1));
            }
            assertTrue(server.get());
        }
    }

    @Test
    void handshake_untrustedOrOfAnotherName_isRefusedWithTheFingerprint() throws Exception {
        for (String host : new String[] {"localhost", "other.example"}) {
            ServerTrust trust = host.equals("localhost") ? ServerTrust.SYSTEM : trusted();
            try (SSLServerSocket listener = listen()) {
                FutureTask<Boolean> server = serve(listener, SSLSocket::startHandshake);
                try (TlsTransport client = client(listener, trust, host)) {
                    var e = assertThrows(RefusedException.class, client::open);
                    String message = String.valueOf(e.getMessage());
                    assertTrue(
                            message.matches(
                                    "The server's certificate is not trusted: .*; its SHA-256"
                                            + " fingerprint is ([0-9A-F]{2}:){31}[0-9A-F]{2}"),
                            message);
                }
                assertThrows(Exception.class, server::get);
            }
        }
    }

    @Test
    void handshake_versionsTooOld_saysThatTlsFailed() throws Exception {
        try (SSLServerSocket listener = listen()) {
            listener.setEnabledProtocols(new String[] {"TLSv1.2"});
            listener.setEnabledCipherSuites(
                    new String[] {"TLS_DHE_DSS_WITH_AES_128_GCM_SHA256"}); // it has no such key
            FutureTask<Boolean> server = serve(listener, SSLSocket::startHandshake);
            try (TlsTransport client = client(listener, trusted(), "localhost")) {
                var e = assertThrows(IOException.class, client::open);
                assertTrue(String.valueOf(e.getMessage()).startsWith("TLS failed: "));
            }
            assertThrows(Exception.class, server::get);
        }
    }

    @Test
    void handshake_notTls_saysSo() throws IOException {
        var server = new FedTransport("RFB 003.008\nRFB 003.008\n".getBytes(US_ASCII), 3);
        var client = new TlsTransport(server, ServerTrust.SYSTEM, "localhost", 1);
        var e = assertThrows(IOException.class, client::open);
        assertTrue(String.valueOf(e.getMessage()).contains("TLS"), e.toString());
    }

    @Test
    void handshake_silence_isAnEnd() throws IOException {
        var server = new FedTransport(new byte[0], 3);
        var client = new TlsTransport(server, ServerTrust.SYSTEM, "localhost", 1);
        var e = assertThrows(IOException.class, client::open);
        assertEquals("the server has ended TLS before it began", e.getMessage());
    }

    @Test
    void record_damaged_endsTheConnection() throws IOException {
        // a record of 65535 bytes, which is more than TLS has
        byte[] record = {22, 3, 3, -1, -1, 0, 0, 0, 0};
        var client =
                new TlsTransport(new FedTransport(record, 100), ServerTrust.SYSTEM, "localhost", 1);
        assertThrows(IOException.class, client::open);
    }
}
