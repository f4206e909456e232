package weft.client.handshake;

import weft.rfb.security.VncPassword;

import java.util.Optional;
import java.util.function.Supplier;

/// Who the client is. Any thread may use it.
public final class Credentials {

    /// Nobody in particular.
    public static final Credentials NONE =
            new Credentials(Optional.empty(), Optional.empty(), Optional::empty);

    private final Optional<String> username;
    private final Optional<VncPassword> vncPassword;
    private final Supplier<Optional<String>> source;
    private Optional<String> password = Optional.empty();
    private boolean asked;

    private Credentials(
            Optional<String> username,
            Optional<VncPassword> vncPassword,
            Supplier<Optional<String>> source) {
        this.username = username;
        this.vncPassword = vncPassword;
        this.source = source;
    }

    /// The same with this name.
    public Credentials named(String user) {
        return new Credentials(Optional.of(user), vncPassword, source);
    }

    /// The same with this password, of any length.
    public Credentials with(String secret) {
        return asking(() -> Optional.of(secret));
    }

    /// The same with a password for VNC authentication only.
    public Credentials with(VncPassword secret) {
        return new Credentials(username, Optional.of(secret), Optional::empty);
    }

    /// The same; who is asked for a password when a server wants one, once.
    public Credentials asking(Supplier<Optional<String>> asking) {
        return new Credentials(username, Optional.empty(), asking);
    }

    /// The name, if there is one.
    public Optional<String> username() {
        return username;
    }

    /// The password, if there is one.
    public synchronized Optional<String> password() {
        if (!asked) {
            asked = true;
            password = source.get();
        }
        return password;
    }

    /// The password for VNC authentication, if there is one.
    ///
    /// @throws IllegalArgumentException if there is one that is too long for it
    public Optional<VncPassword> vncPassword() {
        return vncPassword.or(() -> password().map(VncPassword::of));
    }
}
