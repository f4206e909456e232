package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.RfbBuffer;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.access.Credentials;
import weft.server.access.Identity;
import weft.server.access.Role;
import weft.server.access.Security;
import weft.server.access.Tls;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// VeNCrypt with certificates, spoken by the JDK's TLS (rfbproto, VeNCrypt).
@Timeout(60)
class VeNCryptTest {
    private static final int WIDTH = 1024;
    private static final int HEIGHT = 768;
    private static TestCertificate certificate;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        certificate = TestCertificate.make(folder);
    }

    private static VncServer serve(Consumer<VncServerBuilder> settings)
            throws IOException, GeneralSecurityException {
        VncServerBuilder builder =
                VncServer.builder(WIDTH, HEIGHT).listen(0).tls(Tls.of(certificate.server()));
        settings.accept(builder);
        return builder.start();
    }

    private static Optional<Identity> aliceOnly(Credentials given, String peer) {
        return given.user().equals("alice") && new String(given.password()).equals("wonderland")
                ? Optional.of(new Identity("alice", Role.OWNER.rights()))
                : Optional.empty();
    }

    /// A socket that keeps what has come.
    private static final class RecordingSocket extends Socket {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        RecordingSocket(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int b = super.read();
                    if (b >= 0) {
                        read.write(b);
                    }
                    return b;
                }

                @Override
                public int read(byte[] bytes, int off, int len) throws IOException {
                    int count = super.read(bytes, off, len);
                    read.write(bytes, off, Math.max(0, count));
                    return count;
                }
            };
        }

        /// The type and the length of the last TLS record.
        String lastRecord(int begin) {
            ByteBuffer records = ByteBuffer.wrap(read.toByteArray()).position(begin);
            String last = "";
            while (records.hasRemaining()) {
                byte type = records.get();
                records.position(records.position() + 2);
                int length = records.getShort() & 0xffff;
                records.position(records.position() + length);
                last = type + ", " + length;
            }
            return last;
        }
    }

    /// A viewer on a socket, in clear until it has chosen a subtype.
    private static final class Peer implements AutoCloseable {
        private Socket socket;
        private DataInputStream in;
        private OutputStream out;

        Peer(VncServer server) throws IOException {
            socket = new RecordingSocket(server.port());
            use(socket);
        }

        private void use(Socket next) throws IOException {
            socket = next;
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        Peer send(String hex) throws IOException {
            return send(HexFormat.of().parseHex(hex.replace(" ", "")));
        }

        Peer send(byte[] bytes) throws IOException {
            out.write(bytes);
            return this;
        }

        Peer expect(String hex) throws IOException {
            byte[] wanted = HexFormat.of().parseHex(hex.replace(" ", ""));
            byte[] got = new byte[wanted.length];
            in.readFully(got);
            assertEquals(HexFormat.of().formatHex(wanted), HexFormat.of().formatHex(got));
            return this;
        }

        void expectEnd() throws IOException {
            assertEquals(-1, in.read());
        }

        Peer greet() throws IOException {
            byte[] version = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
            in.readFully(new byte[12]);
            return send(version);
        }

        /// Up to the choice of a subtype.
        Peer toSubtypes(String subtypes) throws IOException {
            return greet().expect("01 13")
                    .send("13")
                    .expect("0002")
                    .send("0002")
                    .expect("00" + subtypes);
        }

        Peer startTls(String... protocols) throws IOException, GeneralSecurityException {
            return startTls(certificate.viewer(), protocols);
        }

        Peer startTls(SSLContext context, String... protocols) throws IOException {
            SSLSocket tls =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, "localhost", socket.getPort(), true);
            if (protocols.length > 0) {
                tls.setEnabledProtocols(protocols);
            }
            tls.startHandshake();
            use(tls);
            return this;
        }

        /// Asks for the whole picture raw and compares it.
        void expectPicture(int[] pixels) throws IOException {
            send("01");
            in.readFully(new byte[24 + 4]); // ServerInit, named Weft
            send("03 00 0000 0000 0400 0300").expect("00 00");
            int[] got = new int[pixels.length];
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                readRectangle(got);
            }
            assertArrayEquals(pixels, got);
        }

        private void readRectangle(int[] picture) throws IOException {
            int x = in.readUnsignedShort();
            int y = in.readUnsignedShort();
            int width = in.readUnsignedShort();
            int height = in.readUnsignedShort();
            assertEquals(0, in.readInt(), "Raw");
            byte[] row = new byte[4 * width];
            for (int at = y * WIDTH + x; at < (y + height) * WIDTH; at += WIDTH) {
                in.readFully(row);
                ByteBuffer.wrap(row)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asIntBuffer()
                        .get(picture, at, width);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static int[] noise() {
        var random = new java.util.Random(1);
        return random.ints((long) WIDTH * HEIGHT, 0, 1 << 24).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void x509None_carriesLargePicturesExactly(String protocol) throws Exception {
        try (VncServer server = serve(_ -> {});
                var peer = new Peer(server)) {
            int[] pixels = noise();
            server.publish(pixels);
            peer.toSubtypes("01 00000104").send("00000104").expect("01").startTls(protocol);
            peer.expect("00000000").expectPicture(pixels);
        }
    }

    /// A viewer takes an end without close_notify for an attack, and says so.
    @ParameterizedTest
    @CsvSource({"TLSv1.2, '21, 26'", "TLSv1.3, '23, 35'"}) // two bytes, and what hides them
    void end_ofTheServer_isSaidInTls(String protocol, String closeNotify) throws Exception {
        VncServer server = serve(_ -> {});
        try (server;
                var peer = new Peer(server)) {
            peer.toSubtypes("01 00000104").send("00000104").expect("01");
            var recorded = (RecordingSocket) peer.socket;
            int begin = recorded.read.size();
            peer.startTls(protocol).expect("00000000").send("01");
            peer.in.readFully(new byte[24 + 4]); // ServerInit, named Weft
            server.close();
            peer.expectEnd();
            assertEquals(closeNotify, recorded.lastRecord(begin));
        }
    }

    @Test
    void x509Vnc_rightPassword_comesIn() throws Exception {
        try (VncServer server = serve(builder -> builder.password("secret"));
                var peer = new Peer(server)) {
            peer.toSubtypes("01 00000105").send("00000105").expect("01").startTls();
            byte[] challenge = new byte[16];
            peer.in.readFully(challenge);
            peer.send(VncAuth.response(VncPassword.of("secret"), challenge)).expect("00000000");
        }
    }

    private static byte[] plain(String user, String password) {
        var out = new RfbBuffer();
        new PlainCredentials(user, password).write(out);
        return out.toByteArray();
    }

    @Test
    void x509Plain_userAndPassword_decideWhoItIs() throws Exception {
        try (VncServer server = serve(builder -> builder.authenticator(VeNCryptTest::aliceOnly))) {
            try (var peer = new Peer(server)) {
                peer.toSubtypes("01 00000106").send("00000106").expect("01").startTls();
                peer.send(plain("alice", "wonderland")).expect("00000000");
                peer.send("01").expect("0400 0300");
                assertEquals("alice", server.viewers().getFirst().user());
                assertEquals(Role.OWNER.rights(), server.viewers().getFirst().rights());
            }
            try (var peer = new Peer(server)) {
                peer.toSubtypes("01 00000106").send("00000106").expect("01").startTls();
                peer.send(plain("alice", "Wonderland")).expect("00000001 00000015");
            }
        }
    }

    @Test
    void x509None_withAuthorities_isForThoseWhoseCertificateTheyHaveSigned(@TempDir Path folder)
            throws Exception {
        TestCertificate alice = TestCertificate.make(folder);
        Tls tls =
                Tls.selfSigned(folder.resolve("tls"))
                        .clientCa(alice.pem(folder.resolve("authorities.pem")));
        SSLContext knowsTheServer =
                TestCertificate.trusting(folder.resolve("tls/cert.pem"), Optional.of(alice));
        SSLContext nobody =
                TestCertificate.trusting(folder.resolve("tls/cert.pem"), Optional.empty());
        var anywhere = new InetSocketAddress("0.0.0.0", 0);
        try (VncServer server = VncServer.builder(4, 2).listen(anywhere).tls(tls).start()) {
            try (var peer = new Peer(server)) {
                peer.toSubtypes("01 00000104").send("00000104").expect("01");
                peer.startTls(knowsTheServer).expect("00000000").send("01").expect("0004 0002");
                assertEquals("CN=localhost", server.viewers().getFirst().user());
            }
            try (var peer = new Peer(server)) {
                peer.toSubtypes("01 00000104").send("00000104").expect("01");
                peer.startTls(nobody); // TLS 1.3 tells the client that it is done first
                assertThrows(IOException.class, () -> peer.expect("00000000"));
            }
        }
    }

    @Test
    void certificate_thatChanges_dropsNobody(@TempDir Path folder) throws Exception {
        Path live = folder.resolve("live");
        Tls tls = Tls.selfSigned(live);
        Path later = folder.resolve("later");
        Tls.selfSigned(later);
        SSLContext before = TestCertificate.trusting(live.resolve("cert.pem"), Optional.empty());
        SSLContext after = TestCertificate.trusting(later.resolve("cert.pem"), Optional.empty());
        try (VncServer server = serve(builder -> builder.tls(tls));
                var peer = new Peer(server);
                var next = new Peer(server)) {
            peer.toSubtypes("01 00000104").send("00000104").expect("01");
            peer.startTls(before).expect("00000000");
            for (String name : java.util.List.of("cert.pem", "key.pem")) {
                Files.move(
                        later.resolve(name),
                        live.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            next.toSubtypes("01 00000104").send("00000104").expect("01");
            next.startTls(after).expect("00000000");
            int[] pixels = noise();
            server.publish(pixels);
            peer.expectPicture(pixels);
            next.expectPicture(pixels);
        }
    }

    @Test
    void subtypes_areOfferedTheStrongestFirst() throws Exception {
        try (VncServer server =
                        serve(builder ->
                                builder.password("secret")
                                        .authenticator(VeNCryptTest::aliceOnly)
                                        .security(
                                                EnumSet.of(
                                                        Security.X509_VNC,
                                                        Security.VNC_AUTH,
                                                        Security.X509_PLAIN)));
                var peer = new Peer(server)) {
            peer.greet().expect("02 13 02").send("13").expect("0002").send("0002");
            peer.expect("00 02 00000106 00000105");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000",
                "00000100",
                "00000101",
                "00000103",
                "00000013",
                "ffffffff",
                "00000105"
            })
    void subtype_thatIsNotOffered_isRefused(String subtype) throws Exception {
        try (VncServer server = serve(_ -> {});
                var peer = new Peer(server)) {
            peer.toSubtypes("01 00000104").send(subtype).expect("00").expectEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0001", "ffff", "0003"})
    void version_otherThan02_isRefused(String version) throws Exception {
        try (VncServer server = serve(_ -> {});
                var peer = new Peer(server)) {
            peer.greet().expect("01 13").send("13").expect("0002").send(version);
            peer.expect("ff").expectEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 003.003\n", "RFB 003.005\n"})
    void version33_whenAllIsEncrypted_isRefusedAndNotLetInInClear(String version) throws Exception {
        try (VncServer server = serve(_ -> {});
                var peer = new Peer(server)) {
            peer.in.readFully(new byte[12]);
            peer.send(version.getBytes(StandardCharsets.US_ASCII)).expect("00000000");
            byte[] reason = new byte[peer.in.readInt()];
            peer.in.readFully(reason);
            assertEquals(
                    "RFB 3.7 or later is needed to log in here",
                    new String(reason, StandardCharsets.US_ASCII));
            peer.expectEnd();
        }
    }

    /// As CVE-2011-0411 had it: what comes with the choice of TLS is not taken for what comes in
    /// it.
    @Test
    void credentialsInClear_behindTheSubtype_areNeverLookedAt() throws Exception {
        var asked = new java.util.concurrent.atomic.AtomicInteger();
        try (VncServer server =
                        serve(builder ->
                                builder.authenticator((given, _) -> {
                                    asked.incrementAndGet();
                                    return Optional.of(new Identity(given.user(), Set.of()));
                                }));
                var peer = new Peer(server)) {
            peer.toSubtypes("01 00000106").send("00000106 00000001 00000001 61 61").expect("01");
            byte[] alert = peer.in.readAllBytes();
            assertEquals(0x15, alert[0], "an alert of TLS");
            assertEquals(0, asked.get());
        }
    }

    @Test
    void renegotiation_isRefused() throws Exception {
        try (VncServer server = serve(_ -> {});
                var peer = new Peer(server)) {
            peer.toSubtypes("01 00000104").send("00000104").expect("01").startTls("TLSv1.2");
            peer.expect("00000000");
            ((SSLSocket) peer.socket).startHandshake();
            assertThrows(
                    IOException.class,
                    () -> {
                        peer.send("01");
                        peer.in.readFully(new byte[28]);
                        peer.in.readFully(new byte[28]);
                    });
        }
    }

    @Test
    void tls11_isRefused() throws Exception {
        try (VncServer server = serve(_ -> {});
                var peer = new Peer(server)) {
            peer.toSubtypes("01 00000104").send("00000104").expect("01");
            // a ClientHello of TLS 1.1 with one suite
            peer.send("16 0301 002d 01 000029 0302" + "00".repeat(32) + "00 0002 002f 01 00");
            byte[] alert = peer.in.readAllBytes();
            assertEquals(0x15, alert[0], "an alert of TLS");
        }
    }

    @Test
    void remoteAddress_withoutAuthentication_isRefused() throws Exception {
        var anywhere = new InetSocketAddress("0.0.0.0", 0);
        for (Consumer<VncServerBuilder> settings :
                java.util.List.<Consumer<VncServerBuilder>>of(
                        _ -> {},
                        builder ->
                                builder.password("secret").security(EnumSet.of(Security.VNC_AUTH)),
                        builder -> builder.security(EnumSet.of(Security.X509_NONE)))) {
            VncServerBuilder builder = VncServer.builder(1, 1).listen(anywhere);
            settings.accept(builder);
            var e = assertThrows(IllegalArgumentException.class, builder::start);
            assertTrue(String.valueOf(e.getMessage()).contains("0.0.0.0::0"), e.getMessage());
        }
        try (VncServer server =
                VncServer.builder(1, 1).listen(anywhere).allowInsecureRemote(true).start()) {
            assertTrue(server.port() > 0);
        }
        try (VncServer server =
                VncServer.builder(1, 1)
                        .listen(anywhere)
                        .password("secret")
                        .tls(Tls.of(certificate.server()))
                        .start()) {
            assertTrue(server.port() > 0);
        }
    }
}
