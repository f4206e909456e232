package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import weft.rfb.security.VncPassword;
import weft.server.VncServerBuilder;
import weft.server.access.Authenticator;
import weft.server.access.Pam;
import weft.server.access.Passwords;
import weft.server.access.Right;
import weft.server.access.Role;
import weft.server.access.Security;
import weft.server.access.Tls;
import weft.server.access.UsersFile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The options about who may come in, and how they show it.
final class AccessOptions {

    /// The password, for those who have no file.
    private static final String VARIABLE = "WEFT_PASSWORD";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "Asks viewers for the password in FILE; if it has a second one, who gives that"
                            + " may only watch. "
                            + PasswordSource.DESCRIPTION
                            + ". WEFT_PASSWORD in the environment does without a file.")
    private @Nullable String passwordFile;

    @Option(
            names = "--view-password-file",
            paramLabel = "FILE",
            description = "Who gives the password in FILE may only watch.")
    private @Nullable String viewPasswordFile;

    @Option(
            names = "--password-valid-until",
            paramLabel = "TIME",
            converter = Converters.ToInstant.class,
            description =
                    "When the passwords cease to let anybody in: 2027-01-31T12:00:00Z, or a day, of"
                            + " which it is the beginning. Who is in stays.")
    private @Nullable Instant validUntil;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "Asks viewers for a name and a password of weft passwd --user; what is changed"
                            + " in FILE counts from the next login on.")
    private @Nullable Path users;

    @Option(
            names = "--pam",
            paramLabel = "SERVICE",
            description =
                    "Asks viewers for a name and a password of this machine, as /etc/pam.d/SERVICE"
                            + " says; as root, or for your own user only.")
    private @Nullable String pam;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TlsOptions tls;

    @Option(
            names = "--security-types",
            paramLabel = "LIST",
            split = ",",
            converter = Converters.ToSecurity.class,
            description =
                    "Offers viewers these, the strongest first, instead of what there is a"
                            + " certificate, users or a password for: X509Plain, X509Vnc, X509None,"
                            + " RA2_256, RA2, RA2ne_256, RA2ne, SASL, X509SASL, AppleDH, VncAuth,"
                            + " None.")
    private @Nullable List<Security> types;

    @Option(
            names = "--allow-insecure",
            description =
                    "Lets other machines in although nobody asks who they are, or their sessions"
                            + " are not encrypted.")
    private boolean allowInsecure;

    /// What they say, with all files read.
    ///
    /// @throws IOException that says in one line what cannot be used
    Settings read() throws IOException {
        Optional<Set<Security>> offered =
                types == null ? Optional.empty() : Optional.of(EnumSet.copyOf(types));
        return new Settings(passwords(), users(), tls.read(), offered, allowInsecure);
    }

    private Optional<Authenticator> users() throws IOException {
        if (pam == null) {
            return users == null ? Optional.empty() : Optional.of(UsersFile.open(users));
        }
        if (users != null) {
            throw new UsageException("--users and --pam exclude each other");
        }
        return Optional.of(Pam.open(pam, Role.OPERATOR.rights()));
    }

    /// Those of VncAuth; empty if no option tells one.
    private Optional<Passwords> passwords() throws IOException {
        PasswordSource source = PasswordSource.ofProcess();
        Optional<String> full = source.variable(VARIABLE);
        Optional<String> watching = Optional.empty();
        if (passwordFile != null) {
            full = Optional.of(source.read(passwordFile));
            watching = source.readViewOnly(passwordFile);
        }
        if (viewPasswordFile != null) {
            watching = Optional.of(source.read(viewPasswordFile));
        }
        try {
            Passwords passwords =
                    new Passwords(
                            full.map(VncPassword::of),
                            watching.map(VncPassword::of),
                            List.of(),
                            Optional.ofNullable(validUntil));
            return full.isEmpty() && watching.isEmpty() ? Optional.empty() : Optional.of(passwords);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// What a server is told.
    record Settings(
            Optional<Passwords> passwords,
            Optional<Authenticator> users,
            Optional<Tls> tls,
            Optional<Set<Security>> offered,
            boolean allowInsecure) {

        /// Whether viewers need not say who they are.
        boolean asksNobody() {
            return passwords.isEmpty() && users.isEmpty();
        }

        /// Tells it.
        ///
        /// @param most what nobody may do more than, whoever it is
        void tell(VncServerBuilder server, Set<Right> most) {
            server.allowInsecureRemote(allowInsecure);
            passwords.ifPresent(server::passwords);
            users.ifPresent(known -> server.authenticator(known.limitedTo(most)));
            tls.ifPresent(server::tls);
            offered.ifPresent(server::security);
        }
    }
}
