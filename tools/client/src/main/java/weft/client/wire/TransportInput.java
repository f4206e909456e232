package weft.client.wire;

import weft.rfb.BufferedRfbInput;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The server's bytes as the protocol's numbers.
public final class TransportInput extends BufferedRfbInput {

    private static final int BUFFER = 32 << 10;

    private final Transport transport;

    /// What comes from an open transport.
    public TransportInput(Transport transport) {
        super(BUFFER);
        this.transport = transport;
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        try {
            return transport.read(dst, off, len);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
