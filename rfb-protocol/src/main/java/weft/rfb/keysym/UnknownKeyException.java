package weft.rfb.keysym;

import org.jspecify.annotations.Nullable;

/// A name that means no key, or more than one; the message says which are near.
public final class UnknownKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnknownKeyException(String message) {
        super(message);
    }

    UnknownKeyException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
