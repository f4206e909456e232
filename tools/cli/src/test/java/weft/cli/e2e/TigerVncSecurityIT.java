package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.testcard.TestCard;
import weft.server.VncServerBuilder;
import weft.server.access.Role;
import weft.server.access.Security;
import weft.server.access.Tls;
import weft.server.access.User;
import weft.server.access.UsersFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// TigerVNC's viewer logs in by every security type that it has in common with the server, and is
/// told when it does not pass. Users are in a file, certificates in PEM files of openssl.
@ExtendWith(Programs.class)
@Timeout(120)
class TigerVncSecurityIT {
    private static final String USER = "alice";
    private static final String USERS_PASSWORD = "a password of more than 8 letters";
    private static final String PASSWORD = "s3cret!";

    @TempDir Path home;

    private CardServer server(Set<Security> offered) throws IOException {
        Certificates certificates = Certificates.make(home);
        Files.setPosixFilePermissions(
                certificates.key(), PosixFilePermissions.fromString("rw-------"));
        Path users = home.resolve("users");
        UsersFile.put(users, User.of(USER, USERS_PASSWORD.toCharArray()).withRole(Role.VIEW_ONLY));
        Tls tls = Tls.of(certificates.certificate(), certificates.key());
        UsersFile known = UsersFile.open(users);
        return CardServer.start(
                TestCard.still(320, 240),
                (VncServerBuilder builder) ->
                        builder.listen(0)
                                .tls(tls)
                                .authenticator(known)
                                .password(PASSWORD)
                                .security(offered));
    }

    private static Set<Security> all() {
        return EnumSet.of(
                Security.X509_PLAIN,
                Security.X509_VNC,
                Security.X509_NONE,
                Security.VNC_AUTH,
                Security.NONE);
    }

    /// Starts the viewer; it gets name and password by its environment.
    private Running viewer(XServer x, int port, String types, String user, String password) {
        List<String> arguments =
                TigerVnc.arguments(
                        "localhost::" + port,
                        "-SecurityTypes=" + types,
                        "-X509CA=" + new Certificates(home.resolve("tls")).authority());
        return x.run(
                Map.of("VNC_USERNAME", user, "VNC_PASSWORD", password),
                "xtigervncviewer",
                arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"X509Plain, alice", "X509Vnc, ''", "X509None, ''", "VncAuth, ''", "None, ''"})
    void viewer_comesInByEachType(String type, String user) throws IOException {
        try (var x = XServer.start(home);
                var server = server(EnumSet.of(Security.byName(type).orElseThrow()));
                var _ =
                        viewer(
                                x,
                                server.port(),
                                type,
                                user,
                                user.isEmpty() ? PASSWORD : USERS_PASSWORD)) {
            var _ = x.await("tigervnc by " + type, server::picture);
            var came = server.server().viewers().getFirst();
            assertEquals(user, came.user());
            assertEquals((user.isEmpty() ? Role.OPERATOR : Role.VIEW_ONLY).rights(), came.rights());
        }
    }

    @Test
    void viewer_thatTakesAll_isGivenTheStrongest() throws IOException {
        try (var x = XServer.start(home);
                var server = server(all());
                var _ =
                        viewer(
                                x,
                                server.port(),
                                "X509Plain,X509Vnc,X509None,VncAuth,None",
                                USER,
                                USERS_PASSWORD)) {
            var _ = x.await("tigervnc by what the server prefers", server::picture);
            assertEquals(USER, server.server().viewers().getFirst().user());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X509Plain, alice, guess",
        "X509Plain, bob, a password of more than 8 letters",
        "X509Vnc, '', guess",
        "VncAuth, '', guess"
    })
    void viewer_withAWrongPassword_isToldSo(String type, String user, String password)
            throws IOException {
        try (var x = XServer.start(home);
                var server = server(all());
                var viewer = viewer(x, server.port(), type, user, password)) {
            int _ = viewer.exitCode(); // 0 in spite of the failure
            assertTrue(viewer.output().contains("authentication failed"), viewer::toString);
            assertEquals(List.of(), server.server().viewers());
        }
    }

    @Test
    void viewer_withoutATypeThatIsOffered_doesNotComeIn() throws IOException {
        try (var x = XServer.start(home);
                var server = server(EnumSet.of(Security.X509_PLAIN));
                var viewer = viewer(x, server.port(), "VncAuth,None", "", PASSWORD)) {
            int _ = viewer.exitCode();
            assertTrue(viewer.output().contains("No matching security types"), viewer::toString);
            assertEquals(List.of(), server.server().viewers());
        }
    }
}
