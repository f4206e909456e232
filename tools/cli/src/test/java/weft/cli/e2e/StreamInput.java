package weft.cli.e2e;

import weft.rfb.BufferedRfbInput;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The wire as it comes out of a stream.
final class StreamInput extends BufferedRfbInput {

    private final InputStream stream;

    StreamInput(InputStream stream) {
        this.stream = stream;
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        try {
            return stream.read(dst, off, len);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
