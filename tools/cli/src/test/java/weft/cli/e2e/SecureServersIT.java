package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.failure.CannotConnectException;
import weft.client.failure.ConnectionLostException;
import weft.client.failure.RefusedException;
import weft.client.failure.VncClientException;
import weft.client.trust.Fingerprint;
import weft.client.trust.ServerTrust;
import weft.rfb.encoding.Encoding;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VncPassword;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The client on servers behind WebSockets and inside of TLS: websockify, TigerVNC's, QEMU,
/// LibVNCServer's.
@ExtendWith(Programs.class)
@Timeout(120)
class SecureServersIT {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path home;

    private Certificates certificates = new Certificates(Path.of("none"));
    private ServerTrust trusted = ServerTrust.SYSTEM;

    @BeforeEach
    void makeCertificates() throws IOException {
        certificates = Certificates.make(home);
        trusted = ServerTrust.SYSTEM.authorities(certificates.authority());
    }

    private Xtigervnc xtigervnc(String securityTypes, String... more) throws IOException {
        Path password = home.resolve("passwd");
        Files.write(password, VncPassword.of("secret").toFile());
        List<String> options = new ArrayList<>(List.of("-SecurityTypes", securityTypes));
        options.addAll(List.of("-PasswordFile", password.toString()));
        options.addAll(List.of("-X509Cert", certificates.certificate().toString()));
        options.addAll(List.of("-X509Key", certificates.key().toString()));
        options.addAll(List.of(more));
        return Xtigervnc.start(home, options.toArray(String[]::new));
    }

    private static String refusal(VncClientBuilder client) {
        VncClientException e = assertThrows(RefusedException.class, client::connect);
        return String.valueOf(e.getMessage());
    }

    private static void assertContains(String expected, String text) {
        assertTrue(text.contains(expected), () -> "'" + expected + "' in: " + text);
    }

    /// What the server shows is what X shows, in both directions of the connection.
    private static void assertWorks(Xtigervnc server, VncClient client) {
        client.pointer().move(10, 20);
        var frame = client.sync(LONG);
        Picture expected = server.screenshot();
        Picture seen = Picture.of(frame);
        assertTrue(expected.sameAs(seen), () -> expected.difference(seen, "secure"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void websockify_beforeXtigervnc_isShownExactly(boolean tls) {
        int port = NoVnc.freePort();
        List<String> arguments = new ArrayList<>();
        if (tls) {
            arguments.addAll(List.of("--cert", certificates.certificate().toString()));
            arguments.addAll(List.of("--key", certificates.key().toString(), "--ssl-only"));
        }
        try (Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None")) {
            String socket = server.address().substring("unix:".length());
            arguments.addAll(List.of("--unix-target", socket, "127.0.0.1:" + port));
            try (Running websockify =
                    Running.start(home, "websockify", arguments.toArray(String[]::new))) {
                Eventually.holds(
                        () -> websockify.output().contains("proxying from"),
                        () -> "websockify does not listen: " + websockify);
                String address = (tls ? "wss" : "ws") + "://localhost:" + port + "/websockify";
                for (Encoding encoding : List.of(Encoding.RAW, Encoding.TIGHT)) {
                    try (VncClient client =
                            VncClient.to(address)
                                    .trust(trusted)
                                    .encodings(List.of(encoding))
                                    .connect()) {
                        assertWorks(server, client);
                    }
                }
                if (tls) {
                    assertContains("is not trusted", refusal(VncClient.to(address)));
                }
            }
        }
    }

    @Test
    void websockify_withNothingBehindIt_saysThatItIsOver() {
        int port = NoVnc.freePort();
        int nobody = NoVnc.freePort();
        try (Running websockify =
                Running.start(home, "websockify", "127.0.0.1:" + port, "127.0.0.1:" + nobody)) {
            Eventually.holds(
                    () -> websockify.output().contains("proxying from"),
                    () -> "websockify does not listen: " + websockify);
            assertThrows(
                    VncClientException.class,
                    () -> VncClient.to("ws://localhost:" + port).connect());
            var noTls =
                    assertThrows(
                            CannotConnectException.class,
                            () -> VncClient.to("wss://localhost:" + port).connect());
            assertContains("localhost:" + port, String.valueOf(noTls.getMessage()));
        }
    }

    @Test
    void qemu_overAWebSocket_isShown() {
        int port = NoVnc.freePort();
        int webPort = NoVnc.freePort();
        String vnc = "127.0.0.1:%d,websocket=127.0.0.1:%d".formatted(port - 5900, webPort);
        try (Running qemu = Qemu.start(home, vnc)) {
            String address = "ws://127.0.0.1:" + webPort;
            assertShowsFirmware(qemu, VncClient.to(address));
        }
    }

    /// QEMU listens a little after it was started.
    private static void assertShowsFirmware(Running qemu, VncClientBuilder builder) {
        Eventually.holds(
                () -> {
                    assertTrue(qemu.isAlive(), () -> "ended: " + qemu);
                    try (VncClient client = builder.connect()) {
                        return client.frame().width() >= 640;
                    } catch (CannotConnectException e) {
                        return false;
                    }
                },
                () -> "no screen of " + qemu);
        try (VncClient client = builder.connect()) {
            var _ =
                    client.waitFor(
                            frame -> frame.pixel(frame.width() - 1, frame.height() - 1) == 0, LONG);
            assertTrue(client.sync(LONG).width() >= 640);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void qemu_inTls_isShown(boolean password) {
        Path socket = home.resolve("qemu.socket");
        String vnc = "unix:" + socket + ",tls-creds=tls";
        String tls =
                "tls-creds-x509,id=tls,dir=%s,endpoint=server,verify-peer=off"
                        .formatted(certificates.folder());
        List<String> more = new ArrayList<>(List.of("-object", tls));
        if (password) {
            vnc += ",password-secret=word";
            more.addAll(List.of("-object", "secret,id=word,data=secret"));
        }
        try (Running qemu = Qemu.start(home, vnc, more.toArray(String[]::new))) {
            VncClientBuilder client = VncClient.to(socket.toString()).trust(trusted);
            assertShowsFirmware(qemu, client.password("secret"));
            assertContains("is not trusted", refusal(client.trust(ServerTrust.SYSTEM)));
            if (password) {
                assertContains("refuses", refusal(client.trust(trusted).password("wrong")));
            }
        }
    }

    /// Its SASL library is told of its mechanism and where the passwords are.
    private Map<String, String> sasl(String mechanism) throws IOException {
        Path folder = Files.createDirectories(home.resolve("sasl"));
        Files.writeString(
                folder.resolve("qemu.conf"),
                """
                mech_list: %s
                pwcheck_method: auxprop
                auxprop_plugin: sasldb
                sasldb_path: %s
                """
                        .formatted(mechanism, folder.resolve("passwords")));
        Map<String, String> environment = Map.of("SASL_CONF_PATH", folder.toString());
        String program = CompiledViewers.compile(home, "saslpassword", "libsasl2").toString();
        List<String> arguments = List.of("me", "a long password");
        try (Running setting =
                Running.start(home, environment, Path.of("/dev/null"), program, arguments)) {
            setting.succeed();
        }
        return environment;
    }

    /// SCRAM-SHA-256 and PLAIN of Cyrus SASL, inside of TLS with a certificate.
    @ParameterizedTest
    @ValueSource(strings = {"scram-sha-256", "plain"})
    void qemu_withSaslInTls_isShown(String mechanism) throws IOException {
        int port = NoVnc.freePort();
        String vnc = "127.0.0.1:%d,sasl=on,tls-creds=tls".formatted(port - 5900);
        String tls =
                "tls-creds-x509,id=tls,dir=%s,endpoint=server,verify-peer=off"
                        .formatted(certificates.folder());
        try (Running qemu = Qemu.start(home, sasl(mechanism), vnc, "-object", tls)) {
            VncClientBuilder client = VncClient.to("localhost::" + port).trust(trusted);
            assertShowsFirmware(qemu, client.username("me").password("a long password"));
            assertContains("is not trusted", refusal(client.trust(ServerTrust.SYSTEM)));
            // QEMU hangs up on a wrong password, without a word
            assertThrows(
                    ConnectionLostException.class,
                    () -> client.trust(trusted).password("another").connect());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X509None", "X509Vnc"})
    void xtigervnc_inTls_isShownExactly(String type) throws IOException {
        try (Xtigervnc server = xtigervnc(type)) {
            VncClientBuilder builder = VncClient.to(server.address()).trust(trusted);
            try (VncClient client = builder.password("secret").connect()) {
                assertWorks(server, client);
            }
            Fingerprint fingerprint = Fingerprint.parse(certificates.fingerprint(home));
            ServerTrust pinned = ServerTrust.SYSTEM.pinned(fingerprint);
            try (VncClient client = builder.trust(pinned).tlsServerName("other").connect()) {
                assertWorks(server, client);
            }
            String wrongName = refusal(builder.trust(trusted));
            assertContains("name matching other found", wrongName);
            assertContains(fingerprint.toString(), wrongName);
            ServerTrust another = ServerTrust.SYSTEM.pinned(Fingerprint.of(new byte[1]));
            assertContains("expected the fingerprint", refusal(builder.trust(another)));
            try (VncClient client = builder.trust(ServerTrust.SYSTEM.anybody()).connect()) {
                assertWorks(server, client);
            }
            List<Fingerprint> asked = new ArrayList<>();
            ServerTrust asking = ServerTrust.SYSTEM.asking(shown -> asked.add(shown.fingerprint()));
            try (VncClient client = builder.trust(asking).connect()) {
                assertWorks(server, client);
            }
            assertEquals(List.of(fingerprint), asked);
        }
    }

    @Test
    void xtigervnc_withPlain_isAskedForNameAndPassword() throws IOException {
        try (Xtigervnc server = xtigervnc("X509Plain", "-PlainUsers", "*")) {
            VncClientBuilder builder = VncClient.to(server.address()).trust(trusted);
            assertContains("X509_PLAIN (262) needs a user name", refusal(builder));
            // who may log in is the machine's own matter; that it has understood the name is ours
            String longOne = "a password of more than 8 characters";
            assertContains(
                    "The server refuses: ", refusal(builder.username("nobody").password(longOne)));
        }
    }

    @Test
    void xtigervnc_withoutCertificate_isRefusedWithTheReason() throws IOException {
        try (Xtigervnc server = xtigervnc("TLSNone,TLSVnc,TLSPlain")) {
            String message = refusal(VncClient.to(server.address()).password("secret"));
            assertContains("TLS_NONE (257) needs TLS without a certificate", message);
        }
    }

    @Test
    void xtigervnc_offersTlsAndLess_onlyWhatIsAllowedIsUsed() throws IOException {
        try (Xtigervnc server = xtigervnc("VncAuth,None")) {
            VncClientBuilder builder =
                    VncClient.to(server.address()).securityTypes(Set.of(SecurityType.VENCRYPT));
            assertContains("NONE (1) needs to be allowed", refusal(builder));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void libvncserver_withTightSecurity_isShown(boolean password) {
        int port = NoVnc.freePort();
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
        if (password) {
            arguments.add("secret");
        }
        String program = CompiledViewers.compile(home, "tightserver", "libvncserver").toString();
        try (Running server =
                Running.start(home, Map.of(), Path.of("/dev/null"), program, arguments)) {
            Eventually.holds(
                    () -> server.output().contains("Listening for VNC connections"),
                    () -> "does not listen: " + server);
            VncClientBuilder builder =
                    VncClient.to("::" + port)
                            .securityTypes(Set.of(SecurityType.TIGHT))
                            .password("secret");
            try (VncClient client = builder.connect()) {
                assertEquals(0x50_1e_4e, client.sync(LONG).pixel(0x50, 0x1e));
            }
            if (password) {
                assertContains("refuses", refusal(builder.password("wrong")));
            }
        }
    }
}
