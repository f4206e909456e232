package weft.client.recording;

import java.io.IOException;

/// A recording that cannot be used; the message says in one line which, where and why.
public final class RecordingException extends IOException {

    private static final long serialVersionUID = 1L;

    /// With what was expected and what there is.
    public RecordingException(String message) {
        super(message);
    }
}
