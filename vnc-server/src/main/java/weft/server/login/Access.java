package weft.server.login;

import weft.rfb.security.RsaAesKeyPair;
import weft.rfb.security.RsaAesVariant;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VncPassword;
import weft.server.access.Authenticator;
import weft.server.access.Passwords;
import weft.server.access.Passwords.Match;
import weft.server.access.Right;
import weft.server.access.Security;
import weft.server.access.SecurityPlugin;
import weft.server.access.Tls;
import weft.server.connection.Origin;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/// Who may come in, and how they show it. The fields that change are guarded by the global lock.
public final class Access {
    private static final Set<Security> RSA_AES =
            EnumSet.of(Security.RA2_256, Security.RA2, Security.RA2NE_256, Security.RA2NE);

    /// The length of a key that is made for one run of the server.
    private static final int RSA_BITS = 3072;

    private final Set<Right> rights;
    private final Optional<Tls> tls;
    private final Optional<Authenticator> authenticator;
    private final List<SecurityPlugin> plugins;
    private final boolean insecureRemote;
    private final InstantSource clock;
    private final Executor logins;
    private final Guesses guesses = new Guesses();
    private Optional<CompletableFuture<RsaAesKeyPair>> rsaKey;
    private Optional<Passwords> passwords;

    /// @param rights what a viewer may do that comes in by the password, or without one
    /// @param passwords of VNC authentication; empty if it is not asked for
    /// @param rsaKey of RSA-AES; if it is needed and there is none, one is made
    /// @param plugins security types of the host's own
    /// @param insecureRemote whether viewers on other machines may come in by those
    /// @param clock tells when passwords cease to be valid
    /// @param logins runs what takes long
    public Access(
            Set<Right> rights,
            Optional<Passwords> passwords,
            Optional<Authenticator> authenticator,
            Optional<Tls> tls,
            Optional<RsaAesKeyPair> rsaKey,
            List<SecurityPlugin> plugins,
            boolean insecureRemote,
            InstantSource clock,
            Executor logins) {
        this.rights = rights;
        this.passwords = passwords;
        this.authenticator = authenticator;
        this.tls = tls;
        this.rsaKey = rsaKey.map(CompletableFuture::completedFuture);
        this.plugins = List.copyOf(plugins);
        this.insecureRemote = insecureRemote;
        this.clock = clock;
        this.logins = logins;
    }

    /// The ways to log in that viewers are offered unless the host says which: those that there is
    /// something for, certificates, keys, passwords, users. Where there is TLS, none without; from
    /// other machines, none that leaves the session in clear or asks for nothing.
    public Set<Security> usual(boolean remote) {
        Set<Security> usual = EnumSet.noneOf(Security.class);
        boolean byPassword = passwords.isPresent() || authenticator.isPresent();
        boolean asks = byPassword || offersPlugins(remote);
        boolean isAlone = tls.isEmpty() && (remote || authenticator.isPresent());
        if (byPassword && (rsaKey.isPresent() || isAlone)) {
            usual.add(Security.RA2_256);
        }
        if (tls.isPresent()) {
            if (authenticator.isPresent()) {
                usual.add(Security.X509_PLAIN);
            }
            if (passwords.isPresent()) {
                usual.add(Security.X509_VNC);
            }
            if (!asks && (!remote || asksWhoItIs(Security.X509_NONE))) {
                usual.add(Security.X509_NONE);
            }
        } else if (!remote) {
            if (passwords.isPresent()) {
                usual.add(Security.VNC_AUTH);
            }
            if (!asks) {
                usual.add(Security.NONE);
            }
        }
        return usual;
    }

    /// The same for browsers, which know few ways, none of them with TLS: that is around all, or is
    /// not needed.
    public Set<Security> usualForBrowsers() {
        Set<Security> usual = EnumSet.noneOf(Security.class);
        if (passwords.isPresent()) {
            usual.add(Security.VNC_AUTH);
        }
        if (authenticator.isPresent()) {
            usual.add(Security.RA2NE);
        }
        if (usual.isEmpty() && plugins.isEmpty()) {
            usual.add(Security.NONE);
        }
        return usual;
    }

    /// Whether viewers are offered security types of the host's own.
    ///
    /// @param remote whether they come from other machines and none may come in without encryption
    public boolean offersPlugins(boolean remote) {
        return !plugins.isEmpty() && !remote;
    }

    /// Why one of them cannot be offered, if so.
    public Optional<String> problem(Security one) {
        if (one.isVeNCrypt() && tls.isEmpty()) {
            return Optional.of("there is no certificate");
        }
        return switch (one) {
            case X509_PLAIN ->
                    authenticator.isPresent()
                            ? Optional.empty()
                            : Optional.of("there are no users");
            case X509_VNC, VNC_AUTH ->
                    passwords.isPresent() ? Optional.empty() : Optional.of("there is no password");
            case RA2_256, RA2, RA2NE_256, RA2NE, APPLE_DH ->
                    passwords.isPresent() || authenticator.isPresent()
                            ? Optional.empty()
                            : Optional.of("there is neither a password nor a user");
            case X509_SASL, SASL ->
                    authenticator
                                    .filter(users -> SaslMethod.isFor(users, one.encrypts()))
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of("there are no users that a mechanism could ask");
            case X509_NONE, NONE -> Optional.empty();
        };
    }

    /// Whether one of them asks a viewer who it is.
    public boolean asksWhoItIs(Security one) {
        return switch (one) {
            case NONE -> false;
            case X509_NONE -> tls.map(Tls::asksForCertificates).orElse(false);
            default -> true;
        };
    }

    /// The methods behind some of them, the strongest first, then the host's own for a viewer that
    /// comes from where those may be used.
    List<SecurityMethod> methods(Set<Security> offered, Origin origin) {
        List<SecurityMethod> methods = new ArrayList<>();
        List<Security> inTls = new ArrayList<>();
        for (Security one : Security.values()) {
            if (!offered.contains(one)) {
                continue;
            }
            if (one.isVeNCrypt()) {
                if (inTls.isEmpty()) {
                    methods.add(new VeNCryptMethod(tls.orElseThrow(), inTls));
                }
                inTls.add(one);
            } else {
                methods.add(method(one));
            }
        }
        if (offersPlugins(!origin.isLocal() && !insecureRemote)) {
            plugins.forEach(plugin -> methods.add(new PluginMethod(plugin)));
        }
        return methods;
    }

    private static SecurityMethod method(Security one) {
        return switch (one) {
            case NONE -> new NoneMethod();
            case VNC_AUTH -> new VncAuthMethod();
            case RA2_256 -> new RsaAesMethod(RsaAesVariant.RA2_256);
            case RA2 -> new RsaAesMethod(RsaAesVariant.RA2);
            case RA2NE_256 -> new RsaAesMethod(RsaAesVariant.RA2NE_256);
            case RA2NE -> new RsaAesMethod(RsaAesVariant.RA2NE);
            case SASL -> new SaslMethod(false);
            case APPLE_DH -> new AppleDhMethod();
            case X509_PLAIN, X509_SASL, X509_VNC, X509_NONE ->
                    throw new IllegalArgumentException(one + " is inside of VeNCrypt");
        };
    }

    /// Whether the server has a security type of this number itself.
    public static boolean isOwn(int number) {
        return number == SecurityType.VENCRYPT.number()
                || Arrays.stream(Security.values())
                        .filter(one -> !one.isVeNCrypt())
                        .anyMatch(one -> method(one).number() == number);
    }

    /// Makes ready what takes long and is needed for some of them.
    public void prepare(Set<Security> offered) {
        boolean isRsa = offered.stream().anyMatch(one -> RSA_AES.contains(one));
        if (isRsa && rsaKey.isEmpty()) {
            rsaKey =
                    Optional.of(
                            CompletableFuture.supplyAsync(
                                    () -> RsaAesKeyPair.generate(RSA_BITS), logins));
        }
    }

    /// The key of RSA-AES, which may be still on its way.
    CompletableFuture<RsaAesKeyPair> rsaKey() {
        return rsaKey.orElseThrow();
    }

    /// What a viewer may do that comes in by the password, or without one.
    Set<Right> rights() {
        return rights;
    }

    /// Which of the passwords it is, as they are now, that a viewer has shown to know. One for one
    /// viewer is used up by that.
    Match match(Predicate<VncPassword> isIt) {
        Passwords now = passwords.orElse(Passwords.NONE);
        Match match = now.match(isIt, clock.instant());
        if (match == Match.ONCE) {
            passwords = Optional.of(now.used(isIt));
        }
        return match;
    }

    /// Changes the passwords.
    public void passwords(Passwords changed) {
        passwords = Optional.of(changed);
    }

    /// Who knows users by name and password.
    Optional<Authenticator> authenticator() {
        return authenticator;
    }

    /// Who has guessed wrongly.
    Guesses guesses() {
        return guesses;
    }

    Executor logins() {
        return logins;
    }
}
