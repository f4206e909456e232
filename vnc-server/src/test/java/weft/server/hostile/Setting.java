package weft.server.hostile;

import weft.rfb.security.RsaAesKeyPair;
import weft.server.SharePolicy;
import weft.server.VncServerBuilder;
import weft.server.access.Role;
import weft.server.access.Security;
import weft.server.access.Tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/// A kind of server: what it offers over each [Transport].
enum Setting {
    /// Everybody may come in, and do all but switch the machine.
    OPEN(builder -> {}, Role.OPERATOR, ""),
    /// A password is needed.
    PASSWORD(builder -> {}, Role.OPERATOR, "pass1234"),
    /// Everybody may come in, and watch.
    VIEW_ONLY(builder -> {}, Role.VIEW_ONLY, ""),
    /// A password is needed, inside of TLS or without, as the viewer likes.
    TLS(builder -> {}, Role.OPERATOR, "pass1234"),
    /// Inside of TLS and of RSA-AES a name and its password are needed.
    USERS(builder -> {}, Role.OPERATOR, ""),
    /// Whoever wants the display alone is refused.
    SHARED(builder -> builder.share(SharePolicy.FORCE_SHARED), Role.OPERATOR, ""),
    /// All of RSA-AES is offered, with a password.
    RSA_AES(builder -> {}, Role.OPERATOR, "pass1234"),
    /// Apple's Diffie-Hellman is offered, for a name and its password.
    APPLE_DH(builder -> {}, Role.OPERATOR, ""),
    /// No more than four may log in at a time.
    FEW(builder -> builder.maxClients(4).maxLogins(4, 4), Role.OPERATOR, ""),
    /// Everybody may come in, and there is neither TLS nor RSA-AES.
    CLEAR(builder -> {}, Role.OPERATOR, "");

    /// The one whom [#USERS] knows.
    static final String USER = "alice";

    static final String PASSWORD_OF_USER = "wonderland";

    private static final int RSA_BITS = 2048;
    private static final RsaAesKeyPair RSA_KEY = RsaAesKeyPair.generate(RSA_BITS);

    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<VncServerBuilder> settings;

    private final Role role;
    private final String password;

    Setting(Consumer<VncServerBuilder> settings, Role role, String password) {
        this.settings = settings;
        this.role = role;
        this.password = password;
    }

    Stage stage() throws IOException {
        return new Stage(this, builder -> {}, new Host(), Line.PATIENCE_NANOS);
    }

    /// What a viewer gets in with, empty if it needs none.
    String password() {
        return password;
    }

    /// Makes a server of this kind, which listens for each [Transport], in their order.
    void apply(VncServerBuilder builder, Path socket, Host host) {
        builder.role(role);
        if (!password.isEmpty()) {
            builder.password(password);
        }
        settings.accept(builder);
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        builder.listen(anyPort, inClear());
        builder.listen(UnixDomainSocketAddress.of(socket), inClear());
        if (this == CLEAR) {
            return;
        }
        builder.tls(Tls.selfSigned()).rsaKey(RSA_KEY);
        if (password.isEmpty()) {
            builder.authenticator(
                    (given, _) -> host.known(given, this == USERS || this == APPLE_DH, role));
        }
        builder.listen(anyPort, EnumSet.of(inTls()));
        builder.listen(
                anyPort,
                this == RSA_AES
                        ? EnumSet.of(
                                Security.RA2_256, Security.RA2, Security.RA2NE_256, Security.RA2NE)
                        : EnumSet.of(Security.RA2_256));
    }

    private Set<Security> inClear() {
        if (this == TLS) {
            return EnumSet.of(Security.X509_VNC, Security.VNC_AUTH);
        }
        if (this == APPLE_DH) {
            return EnumSet.of(Security.APPLE_DH, Security.NONE);
        }
        return EnumSet.of(password.isEmpty() ? Security.NONE : Security.VNC_AUTH);
    }

    private Security inTls() {
        if (this == USERS) {
            return Security.X509_PLAIN;
        }
        return password.isEmpty() ? Security.X509_NONE : Security.X509_VNC;
    }
}
