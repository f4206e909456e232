package weft.server.hostile;

import weft.server.SharePolicy;
import weft.server.VncServerBuilder;
import weft.server.access.Role;
import weft.server.access.Security;
import weft.server.access.Tls;

import java.io.IOException;
import java.util.EnumSet;
import java.util.function.Consumer;

/// A kind of server.
enum Setting {
    /// Everybody may come in, and do all but switch the machine.
    OPEN(builder -> {}, ""),
    /// A password is needed.
    PASSWORD(builder -> {}, "pass1234"),
    /// Everybody may come in, and watch.
    VIEW_ONLY(builder -> builder.role(Role.VIEW_ONLY), ""),
    /// A password is needed, inside of TLS or without.
    TLS(
            builder ->
                    builder.tls(Tls.selfSigned())
                            .security(EnumSet.of(Security.X509_VNC, Security.VNC_AUTH)),
            "pass1234"),
    /// Whoever wants the display alone is refused.
    SHARED(builder -> builder.share(SharePolicy.FORCE_SHARED), "");

    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<VncServerBuilder> settings;

    private final String password;

    Setting(Consumer<VncServerBuilder> settings, String password) {
        this.settings = settings;
        this.password = password;
    }

    Stage stage() throws IOException {
        return new Stage(settings, new Host(), password, Line.PATIENCE_NANOS);
    }
}
