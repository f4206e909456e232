package weft.cli.bench;

import java.io.IOException;

/// A recording that cannot be used, or what was made of one and is wrong; the message says which,
/// where and why.
public final class RecordingException extends IOException {

    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }
}
