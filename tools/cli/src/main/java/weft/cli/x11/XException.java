package weft.cli.x11;

import java.io.IOException;

/// An X display cannot be used, or no more; the message says why in one line.
public class XException extends IOException {
    private static final long serialVersionUID = 1;

    /// Says why.
    public XException(String message) {
        super(message);
    }

    /// Says why, and what it comes from.
    public XException(String message, Throwable cause) {
        super(message, cause);
    }
}
