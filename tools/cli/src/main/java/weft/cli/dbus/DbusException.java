package weft.cli.dbus;

import java.io.IOException;

/// Something cannot be reached by D-Bus, or no more; the message says why in one line.
public class DbusException extends IOException {
    private static final long serialVersionUID = 1;

    /// Says why.
    public DbusException(String message) {
        super(message);
    }

    /// Says why, and what it comes from.
    public DbusException(String message, Throwable cause) {
        super(message, cause);
    }
}
