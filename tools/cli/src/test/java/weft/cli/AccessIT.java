package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.failure.VncClientException;
import weft.client.trust.Fingerprint;
import weft.client.trust.ServerTrust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// Who may come in at `weft serve`: users and passwords from wherever they come.
@Timeout(120)
class AccessIT {
    private static final String ALICES = "a password of more than 8 letters";

    @TempDir private Path directory;

    private static Outcome run(String line, String... arguments) throws Exception {
        try (Started weft = Started.weft(arguments)) {
            weft.input().write(line.getBytes(StandardCharsets.UTF_8));
            weft.input().close();
            return weft.end();
        }
    }

    private static VncClientBuilder to(Started weft) throws IOException {
        return VncClient.to("127.0.0.1::" + weft.readyPort()).trust(ServerTrust.SYSTEM.anybody());
    }

    private static void assertRefused(VncClientBuilder client) {
        assertThrows(VncClientException.class, client::connect);
    }

    @Test
    void users_areWrittenListedAndDeleted() throws Exception {
        String file = directory.resolve("users").toString();
        Outcome.assertDone(run(ALICES + "\n", "passwd", "--user", "alice", file));
        String[] bob = {
            "passwd", "--user", "bob", "--role", "view-only", "--valid-until", "2100-01-01", file
        };
        Outcome.assertDone(run("b\n", bob));
        Outcome.assertDone(run("c\n", "passwd", "--user", "bob", file));
        assertEquals(
                new Outcome(0, "alice: operator\nbob: view-only until 2100-01-01T00:00:00Z\n", ""),
                Outcome.of("passwd", "--list", file));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))));
        assertFalse(Files.readString(Path.of(file)).contains(ALICES));
        Outcome.assertDone(Outcome.of("passwd", "--delete", "--user", "bob", file));
        assertEquals(
                "there is no user bob in " + file,
                Outcome.of("passwd", "--delete", "--user", "bob", file).complaint(Main.FAILURE));
        assertEquals("alice: operator\n", Outcome.of("passwd", "--list", file).out());
        assertEquals(
                "a user name has no colon, and no # at its beginning",
                run("x\n", "passwd", "--user", "a:b", file).complaint(Main.FAILURE));
        assertEquals(
                "The password is empty",
                run("\n", "passwd", "--user", "carol", file).complaint(Main.FAILURE));
    }

    @Test
    void serve_users_comeInByTheirNames() throws Exception {
        String file = directory.resolve("users").toString();
        Outcome.assertDone(run(ALICES + "\n", "passwd", "--user", "alice", file));
        try (Started weft = Started.weft("serve", "::0", "--users", file)) {
            VncClientBuilder alice = to(weft).username("alice");
            try (VncClient client = alice.password(ALICES).connect()) {
                assertEquals(1024, client.frame().width());
            }
            assertRefused(alice.password("guess"));
            Outcome.assertDone(Outcome.of("passwd", "--delete", "--user", "alice", file));
            assertRefused(alice.password(ALICES));
            weft.signal("TERM");
            assertFalse(weft.end().err().contains(ALICES));
        }
    }

    @Test
    void serve_passwordOfTheEnvironment_isAskedFor() throws Exception {
        try (Started weft = Started.weft(Map.of("WEFT_PASSWORD", "secret"), "serve", "::0", "-v")) {
            VncClientBuilder client = to(weft);
            client.password("secret").connect().close();
            assertRefused(client.password("guess"));
            weft.signal("TERM");
            assertFalse(weft.end().err().contains("secret"));
        }
        for (String useless : List.of("", "123456789")) {
            try (Started weft = Started.weft(Map.of("WEFT_PASSWORD", useless), "serve", "::0")) {
                String complaint = weft.end().complaint(Main.FAILURE);
                assertEquals(
                        useless.isEmpty()
                                ? "The password is empty, expected 1 to 8 characters"
                                : "The password has 9 characters, VNC authentication knows only 8",
                        complaint);
            }
        }
    }

    @Test
    void serve_passwordOnStandardInput_isAskedFor() throws Exception {
        try (Started weft = Started.weft("serve", "::0", "--password-file", "-")) {
            weft.input().write("secret\n".getBytes(StandardCharsets.UTF_8));
            weft.input().flush();
            VncClientBuilder client = to(weft);
            client.password("secret").connect().close();
            assertRefused(client.password("guess"));
            weft.signal("TERM");
            Outcome _ = weft.end();
        }
    }

    @Test
    void serve_credentialOfSystemd_isAskedFor() throws Exception {
        Files.writeString(directory.resolve("vnc"), "secret\n");
        var environment = Map.of("CREDENTIALS_DIRECTORY", directory.toString());
        String[] serve = {"serve", "::0", "--password-file", "credential:vnc"};
        try (Started weft = Started.weft(environment, serve)) {
            VncClientBuilder client = to(weft);
            client.password("secret").connect().close();
            assertRefused(client.password("guess"));
        }
    }

    @Test
    void serve_selfSigned_tellsTheFingerprintAndKeepsTheCertificate() throws Exception {
        String file = directory.resolve("users").toString();
        Outcome.assertDone(run(ALICES + "\n", "passwd", "--user", "alice", file));
        var environment = Map.of("XDG_CONFIG_HOME", directory.toString());
        String[] serve = {"serve", "::0", "--tls-self-signed", "--users", file};
        String told = "";
        for (int i = 0; i < 2; i++) {
            try (Started weft = Started.weft(environment, serve)) {
                int _ = weft.readyPort();
                weft.signal("TERM");
                String said = weft.end().err();
                assertTrue(
                        said.matches(
                                "weft: the certificate has the SHA-256 fingerprint"
                                        + " [0-9A-F:]{95}\\R"),
                        said);
                assertTrue(told.isEmpty() || told.equals(said), said);
                told = said;
            }
        }
        String fingerprint = told.strip().replaceFirst(".* ", "");
        try (Started weft = Started.weft(environment, serve)) {
            VncClientBuilder client =
                    VncClient.to("127.0.0.1::" + weft.readyPort())
                            .username("alice")
                            .password(ALICES);
            try (VncClient alice =
                    client.trust(ServerTrust.SYSTEM.pinned(Fingerprint.parse(fingerprint)))
                            .connect()) {
                assertEquals(1024, alice.frame().width());
            }
            assertRefused(client.trust(ServerTrust.SYSTEM));
        }
    }

    @Test
    void do_passwordOnStandardInputOrOfSystemd_logsIn() throws Exception {
        Files.writeString(directory.resolve("vnc"), "secret\n");
        var environment = Map.of("CREDENTIALS_DIRECTORY", directory.toString());
        try (Started weft = Started.weft(Map.of("WEFT_PASSWORD", "secret"), "serve", "::0")) {
            String server = "127.0.0.1::" + weft.readyPort();
            Outcome.assertDone(
                    run("secret\n", "do", "--password-file", "-", "-s", server, "key", "a"));
            String[] byCredential = {
                "do", "--password-file", "credential:vnc", "-s", server, "key", "a"
            };
            try (Started client = Started.weft(environment, byCredential)) {
                Outcome.assertDone(client.end());
            }
            assertEquals(
                    3,
                    run("guess\n", "do", "--password-file=-", "-s", server, "key", "a").exitCode());
        }
    }
}
