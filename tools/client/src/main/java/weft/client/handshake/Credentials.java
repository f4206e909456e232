package weft.client.handshake;

import weft.rfb.security.VncPassword;

import java.util.Optional;
import java.util.function.Supplier;

/// Who the client is. Any thread may use it.
public final class Credentials {

    /// Nobody in particular.
    public static final Credentials NONE = asking(Optional::empty);

    private final Supplier<Optional<VncPassword>> source;
    private Optional<VncPassword> password = Optional.empty();
    private boolean asked;

    private Credentials(Supplier<Optional<VncPassword>> source) {
        this.source = source;
    }

    /// Somebody who knows a password for VNC authentication.
    public static Credentials of(VncPassword password) {
        return asking(() -> Optional.of(password));
    }

    /// Somebody who is asked for a password when a server wants one, once.
    public static Credentials asking(Supplier<Optional<VncPassword>> source) {
        return new Credentials(source);
    }

    /// The password, if there is one.
    public synchronized Optional<VncPassword> password() {
        if (!asked) {
            asked = true;
            password = source.get();
        }
        return password;
    }
}
