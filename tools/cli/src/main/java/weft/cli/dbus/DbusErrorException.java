package weft.cli.dbus;

/// A call was answered with an error.
public final class DbusErrorException extends DbusException {
    private static final long serialVersionUID = 1;

    private final String error;

    DbusErrorException(String error, String message) {
        super(message.isEmpty() ? error : message);
        this.error = error;
    }

    /// The error's name, such as `org.freedesktop.DBus.Error.ServiceUnknown`.
    public String error() {
        return error;
    }
}
