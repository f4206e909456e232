package weft.server.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLEngine;

/// Certificates in files, and those that a server makes itself, against OpenSSL.
@Timeout(60)
class TlsTest {
    @TempDir Path folder;
    private OpenSsl openssl;

    @BeforeEach
    void makeOpenSsl() {
        openssl = new OpenSsl(folder);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private String fingerprint(String name) throws Exception {
        String said = openssl.run("x509", "-in", name, "-noout", "-fingerprint", "-sha256");
        return said.substring(said.indexOf('=') + 1).strip();
    }

    // ---- files ----

    @ParameterizedTest
    @CsvSource({
        "rsa:2048, pkey, -traditional, BEGIN RSA PRIVATE KEY",
        "rsa:2048, pkey, -text, BEGIN PRIVATE KEY",
        "ec, ec, -param_out, BEGIN EC PRIVATE KEY",
        "ec, pkey, -text, BEGIN PRIVATE KEY"
    })
    void key_inEachFormatOfOpenSsl_isRead(String type, String tool, String option, String begin)
            throws Exception {
        if (type.equals("ec")) {
            openssl.selfSigned("server", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1");
        } else {
            openssl.selfSigned("server", type);
        }
        String converted = "converted.key";
        if (option.equals("-param_out")) {
            // "EC PARAMETERS" before the key, as `openssl ecparam -genkey` writes it
            openssl.run("ecparam", "-name", "secp384r1", "-out", "parameters.pem");
            openssl.run(tool, "-in", "server.key", "-out", "bare.key");
            Files.writeString(
                    file(converted),
                    Files.readString(file("parameters.pem")) + Files.readString(file("bare.key")));
        } else {
            openssl.run(tool, "-in", "server.key", option, "-out", converted);
        }
        Files.setPosixFilePermissions(
                file(converted), PosixFilePermissions.fromString("rw-------"));
        assertTrue(Files.readString(file(converted)).contains(begin), begin);
        Tls tls = Tls.of(file("server.pem"), file(converted));
        assertEquals(fingerprint("server.pem"), tls.fingerprint().orElseThrow());
    }

    private String refusal(String certificate, String key) {
        var e = assertThrows(IOException.class, () -> Tls.of(file(certificate), file(key)));
        String message = String.valueOf(e.getMessage());
        assertFalse(message.contains("\n"), message);
        return message.replace(folder + "/", "");
    }

    @Test
    void files_thatCannotBeUsed_areRefusedWithTheReason() throws Exception {
        openssl.selfSigned("a", "rsa:2048");
        openssl.selfSigned("b", "rsa:2048");
        openssl.selfSigned("ec", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
        openssl.selfSigned("ed", "ed25519");
        openssl.run("pkey", "-in", "a.key", "-aes256", "-passout", "pass:x", "-out", "locked.key");
        openssl.run(
                "rsa",
                "-in",
                "a.key",
                "-traditional",
                "-aes128",
                "-passout",
                "pass:x",
                "-out",
                "locked1.key");
        Files.writeString(file("empty"), "");
        Files.writeString(
                file("damaged.pem"),
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Files.writeString(
                file("damaged.key"),
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        for (Path one : List.of(file("empty"), file("damaged.key"), file("locked1.key"))) {
            Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-------"));
        }
        assertEquals("cannot use none.pem: there is no such file", refusal("none.pem", "a.key"));
        assertEquals("cannot use none.key: there is no such file", refusal("a.pem", "none.key"));
        assertEquals("cannot use empty: there is no certificate in it", refusal("empty", "a.key"));
        assertEquals("cannot use empty: there is no private key in it", refusal("a.pem", "empty"));
        assertEquals(
                "cannot use b.key: it is not the key of the certificate a.pem",
                refusal("a.pem", "b.key"));
        assertEquals(
                "cannot use ec.key: it is not the key of the certificate a.pem",
                refusal("a.pem", "ec.key"));
        assertEquals(
                "cannot use damaged.pem: a certificate in it is damaged",
                refusal("damaged.pem", "a.key"));
        assertEquals(
                "cannot use damaged.key: its key is damaged, or neither RSA nor EC",
                refusal("a.pem", "damaged.key"));
        assertEquals(
                "cannot use ed.key: its key is damaged, or neither RSA nor EC",
                refusal("ed.pem", "ed.key"));
        String locked = ": its key is encrypted, and there is nobody to ask for the phrase";
        assertEquals("cannot use locked.key" + locked, refusal("a.pem", "locked.key"));
        assertEquals("cannot use locked1.key" + locked, refusal("a.pem", "locked1.key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void key_thatOthersHaveAccessTo_isRefused(String mode) throws Exception {
        openssl.selfSigned("a", "rsa:2048");
        Files.setPosixFilePermissions(file("a.key"), PosixFilePermissions.fromString(mode));
        assertEquals(
                "cannot use a.key: others have access to it (" + mode + "), it takes chmod 600",
                refusal("a.pem", "a.key"));
        Files.setPosixFilePermissions(file("a.key"), PosixFilePermissions.fromString("r--------"));
        assertTrue(Tls.of(file("a.pem"), file("a.key")).fingerprint().isPresent());
    }

    // ---- changes ----

    private void replace(String from, String to) throws IOException {
        Files.copy(
                file(from),
                file(to),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void files_thatChange_areUsedFromTheNextHandshakeOn() throws Exception {
        openssl.selfSigned("one", "rsa:2048");
        openssl.selfSigned("two", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
        replace("one.pem", "server.pem");
        replace("one.key", "server.key");
        Tls tls = Tls.of(file("server.pem"), file("server.key"));
        try (var server = new EchoServer(tls)) {
            assertTrue(subject(server).contains("CN = one"));
            replace("two.pem", "server.pem");
            assertTrue(subject(server).contains("CN = one"), "half of it is there");
            replace("two.key", "server.key");
            assertTrue(subject(server).contains("CN = two"));
            assertEquals(fingerprint("two.pem"), tls.fingerprint().orElseThrow());
            Files.delete(file("server.key"));
            assertTrue(subject(server).contains("CN = two"), "gone");
            Files.writeString(file("server.pem"), "no longer a certificate");
            assertTrue(subject(server).contains("CN = two"), "damaged");
            replace("one.pem", "server.pem");
            replace("one.key", "server.key");
            assertTrue(subject(server).contains("CN = one"), "good again");
        }
    }

    private String subject(EchoServer server) throws Exception {
        return openssl.run("s_client", "-connect", server.address(), "-showcerts");
    }

    // ---- self-signed ----

    @Test
    void selfSigned_isMadeForUsAloneAndKept() throws Exception {
        Path home = file("a").resolve("tls");
        Tls first = Tls.selfSigned(home);
        assertEquals("rwx------", mode(home));
        assertEquals("rw-------", mode(home.resolve("key.pem")));
        Tls second = Tls.selfSigned(home);
        assertEquals(first.fingerprint(), second.fingerprint());
        assertEquals(fingerprint("a/tls/cert.pem"), first.fingerprint().orElseThrow());
        assertNotEquals(first.fingerprint(), Tls.selfSigned().fingerprint());
        try (var entries = Files.list(home)) {
            assertEquals(2, entries.count());
        }
    }

    @Test
    void selfSigned_openSslAgreesWithWhatIsInIt() throws Exception {
        Tls.selfSigned(folder);
        String text = openssl.run("x509", "-in", "cert.pem", "-noout", "-text");
        for (String wanted :
                List.of(
                        "Version: 3 (0x2)",
                        "Signature Algorithm: ecdsa-with-SHA256",
                        "NIST CURVE: P-256",
                        "X509v3 Basic Constraints: critical\n                CA:FALSE",
                        "X509v3 Key Usage: critical\n                Digital Signature\n",
                        "TLS Web Server Authentication",
                        "DNS:localhost",
                        "IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1")) {
            assertTrue(text.contains(wanted), () -> wanted + " in " + text);
        }
        openssl.run(
                "verify",
                "-x509_strict",
                "-CAfile",
                "cert.pem",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                "localhost",
                "-verify_ip",
                "127.0.0.1",
                "cert.pem");
        openssl.run("pkey", "-in", "key.pem", "-check", "-noout");
        assertTrue(openssl.run("asn1parse", "-in", "cert.pem").contains("SEQUENCE"));
    }

    @Test
    void selfSigned_theJdkAgreesToo() throws Exception {
        var generator = java.security.KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var pair = generator.generateKeyPair();
        var now = java.time.Instant.parse("2045-06-01T12:34:56Z");
        X509Certificate certificate = SelfSigned.certify(pair, now);
        certificate.verify(pair.getPublic());
        assertEquals(
                java.time.Instant.parse("2045-05-31T12:34:56Z"),
                certificate.getNotBefore().toInstant());
        assertEquals(
                java.time.Instant.parse("2055-06-02T12:34:56Z"),
                certificate.getNotAfter().toInstant(),
                "beyond 2049 in another form");
        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertEquals(Set.of("2.5.29.15", "2.5.29.19"), certificate.getCriticalExtensionOIDs());
        assertTrue(certificate.getKeyUsage()[0]);
        assertTrue(certificate.getSerialNumber().signum() > 0);
        assertEquals(certificate.getIssuerX500Principal(), certificate.getSubjectX500Principal());
    }

    // ---- what is spoken ----

    @Test
    void versionsAndSuites_ofOpenSsl_areThoseThatAreSafeOnly() throws Exception {
        openssl.selfSigned("rsa", "rsa:2048");
        try (var server = new EchoServer(Tls.of(file("rsa.pem"), file("rsa.key")))) {
            assertTrue(speaks(server, "-tls1_3").contains("TLS_AES_256_GCM_SHA384"));
            assertTrue(speaks(server, "-tls1_2").contains("ECDHE-RSA-AES256-GCM-SHA384"));
            assertTrue(
                    speaks(
                                    server,
                                    "-tls1_2",
                                    "-cipher",
                                    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384")
                            .contains("Cipher is ECDHE-RSA-AES256-GCM-SHA384"),
                    "the server's favourite");
            refuses(server, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
            refuses(server, "-tls1", "-cipher", "ALL:@SECLEVEL=0");
            refuses(server, "-tls1_2", "-cipher", "ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA");
            refuses(server, "-tls1_2", "-cipher", "DHE-RSA-AES256-GCM-SHA384");
            refuses(server, "-tls1_2", "-cipher", "AES256-GCM-SHA384");
            refuses(server, "-tls1_2", "-cipher", "ADH-AES256-GCM-SHA384:NULL-SHA256:@SECLEVEL=0");
        }
    }

    private String speaks(EchoServer server, String... options) throws Exception {
        return openssl.run(arguments(server, options));
    }

    private void refuses(EchoServer server, String... options) throws Exception {
        OpenSsl.Result result = openssl.attempt(arguments(server, options));
        assertNotEquals(0, result.status(), () -> Arrays.toString(options));
        assertTrue(result.output().contains("alert"), result::output);
    }

    private static String[] arguments(EchoServer server, String... options) {
        var all = new java.util.ArrayList<>(List.of("s_client", "-connect", server.address()));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    @Test
    void engine_hasNoOtherSuites() {
        SSLEngine engine = Tls.selfSigned().newEngine();
        assertArrayEquals(new String[] {"TLSv1.3", "TLSv1.2"}, engine.getEnabledProtocols());
        assertEquals(
                Set.of(
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
                Set.of(engine.getEnabledCipherSuites()));
    }

    @Test
    void clientCa_letsInWhoseCertificateItHasSigned() throws Exception {
        openssl.selfSigned("ca", "rsa:2048");
        openssl.selfSigned("other", "rsa:2048");
        openssl.signedBy("ca", "alice");
        Tls tls = Tls.selfSigned().clientCa(file("ca.pem"));
        assertTrue(tls.asksForCertificates());
        try (var server = new EchoServer(tls)) {
            openssl.run(
                    "s_client",
                    "-connect",
                    server.address(),
                    "-tls1_2",
                    "-cert",
                    "alice.pem",
                    "-key",
                    "alice.key");
            assertEquals("CN=alice,O=Weft", server.lastSubject());
            refuses(server, "-tls1_2");
            refuses(server, "-tls1_2", "-cert", "other.pem", "-key", "other.key");
        }
        var e = assertThrows(IOException.class, () -> Tls.selfSigned().clientCa(file("alice.key")));
        assertEquals(
                "cannot use " + file("alice.key") + ": there is no certificate in it",
                e.getMessage());
    }

    @Test
    void toString_ofWhatIsLoaded_saysNothingOfTheKey() throws Exception {
        openssl.selfSigned("a", "rsa:2048");
        TlsFiles files = TlsFiles.of(file("a.pem"), file("a.key"));
        TlsFiles.Contents contents = files.read();
        String said = contents + " " + files.load(contents);
        String secret = Files.readString(file("a.key")).lines().toList().get(3);
        assertFalse(said.contains(secret) || said.contains("exponent"), said);
    }
}
