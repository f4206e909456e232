package weft.client.wire;

import weft.rfb.RfbBuffer;
import weft.rfb.security.RsaAesMessages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// What RSA-AES encrypts, inside of another transport that is open already. Its messages are those
/// of nobody else: where they begin and end means nothing.
public final class RsaAesTransport implements Transport {

    /// What is encrypted at a time.
    private static final int LARGEST_SENT = 8 << 10;

    private final Transport inner;
    private final RsaAesMessages toServer;
    private final RsaAesMessages fromServer;
    private final TransportInput in;
    private final RfbBuffer out = new RfbBuffer(LARGEST_SENT + 64);
    private byte[] plain = {};
    private int position;

    /// Goes on with messages of which some have been exchanged.
    public RsaAesTransport(Transport inner, RsaAesMessages toServer, RsaAesMessages fromServer) {
        this.inner = inner;
        this.toServer = toServer;
        this.fromServer = fromServer;
        in = new TransportInput(inner);
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        try {
            while (position == plain.length) {
                if (in.atEnd()) {
                    return -1;
                }
                plain = fromServer.read(in);
                position = 0;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        int taken = Math.min(len, plain.length - position);
        System.arraycopy(plain, position, dst, off, taken);
        position += taken;
        return taken;
    }

    @Override
    public void write(byte[] src, int off, int len) throws IOException {
        for (int at = off; at < off + len; at += LARGEST_SENT) {
            int end = Math.min(at + LARGEST_SENT, off + len);
            toServer.write(out, Arrays.copyOfRange(src, at, end));
            inner.write(out.array(), 0, out.length());
            out.clear();
        }
    }

    @Override
    public void endOutput() throws IOException {
        inner.endOutput();
    }

    @Override
    public boolean isPrivate() {
        return true;
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    @Override
    public String toString() {
        return inner.toString();
    }
}
