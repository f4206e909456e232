package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.testcard.TestCard;
import weft.rfb.security.ScramVerifier;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VeNCrypt.Subtype;
import weft.server.access.Authenticator;
import weft.server.access.Credentials;
import weft.server.access.Identity;
import weft.server.access.Role;
import weft.server.access.ScramAccounts;
import weft.server.access.ScramAccounts.Account;
import weft.server.access.Security;
import weft.server.access.Tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How gtk-vnc logs in: by VeNCrypt with GnuTLS, inside of it by Cyrus SASL too, and by Apple's
/// Diffie-Hellman.
@ExtendWith(Programs.class)
@Timeout(120)
class GtkVncSecurityIT {

    @TempDir Path home;

    private Certificates certificates = new Certificates(Path.of("none"));
    private Path program = Path.of("none");

    @BeforeEach
    void prepare() throws IOException {
        certificates = Certificates.make(home);
        Path believed = Files.createDirectories(home.resolve(".pki").resolve("CA"));
        Files.copy(certificates.authority(), believed.resolve("cacert.pem"));
        program = CompiledViewers.compile(home, "gvnclogin", "gvnc-1.0");
    }

    private static Optional<Identity> inWonderland(Credentials given, String peer) {
        boolean right =
                given.user().equals("alice") && new String(given.password()).equals("wonderland");
        return right
                ? Optional.of(new Identity(given.user(), Role.OPERATOR.rights()))
                : Optional.empty();
    }

    /// The same user, whose password SASL does not tell.
    private static final class Users implements Authenticator {
        private final ScramVerifier verifier =
                ScramVerifier.of("wonderland".toCharArray(), ScramVerifier.FEWEST_ITERATIONS);

        @Override
        public Optional<Identity> authenticate(Credentials given, String peer) {
            return inWonderland(given, peer);
        }

        @Override
        public Optional<ScramAccounts> scram() {
            return Optional.of(user -> new Account(verifier, () -> identity(user)));
        }

        private static Optional<Identity> identity(String user) {
            return user.equals("alice")
                    ? Optional.of(new Identity(user, Role.OPERATOR.rights()))
                    : Optional.empty();
        }
    }

    private CardServer serve(Security security) throws IOException {
        Tls tls = Tls.of(certificates.certificate(), certificates.key());
        return CardServer.start(
                TestCard.still(400, 300),
                builder -> {
                    var offered = builder.listen(0).name("a card").security(EnumSet.of(security));
                    return switch (security) {
                        case APPLE_DH -> offered.authenticator(GtkVncSecurityIT::inWonderland);
                        case X509_VNC -> offered.tls(tls).password("rabbit");
                        case X509_NONE -> offered.tls(tls);
                        case X509_SASL -> offered.tls(tls).authenticator(new Users());
                        default -> offered.tls(tls).authenticator(GtkVncSecurityIT::inWonderland);
                    };
                });
    }

    /// @return what the viewer says
    private List<String> logIn(CardServer server, String user, String password) {
        try (Running viewer =
                Running.start(
                        home,
                        Map.of("HOME", home.toString()),
                        Path.of("/dev/null"),
                        program.toString(),
                        List.of("" + server.port(), user, password))) {
            viewer.succeed();
            return viewer.output().lines().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X509_PLAIN, alice, wonderland",
        "X509_VNC, '', rabbit",
        "X509_NONE, '', ''",
        "X509_SASL, alice, wonderland",
        "APPLE_DH, alice, wonderland",
    })
    void gtkVnc_withTheRightPassword_comesIn(Security security, String user, String password)
            throws IOException {
        try (CardServer server = serve(security)) {
            List<String> said = logIn(server, user, password);
            assertEquals("initialized 400x300 a card", said.getLast());
            if (security.isVeNCrypt()) {
                int subtype = Subtype.valueOf(security.name()).number();
                assertEquals(
                        List.of("types " + SecurityType.VENCRYPT.number(), "subtypes " + subtype),
                        said.subList(0, 2));
            } else {
                assertEquals("types " + SecurityType.APPLE_DH.number(), said.getFirst());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"X509_PLAIN, alice", "X509_VNC, ''", "APPLE_DH, alice"})
    void gtkVnc_withAWrongPassword_isRefused(Security security, String user) throws IOException {
        try (CardServer server = serve(security)) {
            assertEquals("refused authentication failed", logIn(server, user, "queen").getLast());
        }
    }

    /// Of SASL it says in its own words what it thinks of a server that is not convinced.
    @ParameterizedTest
    @CsvSource({"alice, queen", "bob, wonderland"})
    void gtkVnc_withWrongCredentialsForSasl_isRefused(String user, String password)
            throws IOException {
        try (CardServer server = serve(Security.X509_SASL)) {
            List<String> said = logIn(server, user, password);
            assertFalse(said.getLast().startsWith("initialized"), said::toString);
            assertEquals(List.of(), server.server().viewers());
        }
    }

    @Test
    void gtkVnc_thatDoesNotKnowTheAuthority_doesNotComeIn() throws IOException {
        Files.delete(home.resolve(".pki").resolve("CA").resolve("cacert.pem"));
        try (CardServer server = serve(Security.X509_PLAIN)) {
            assertEquals(
                    "error The certificate is not trusted",
                    logIn(server, "alice", "wonderland").getLast());
        }
    }
}
