package weft.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Two streams that are connected to a server already. Closing the input must wake its reader, and
/// closing the output its writer.
public final class StreamTransport implements Transport {

    private final InputStream in;
    private final OutputStream out;

    /// Takes the streams over.
    public StreamTransport(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        return in.read(dst, off, len);
    }

    @Override
    public void write(byte[] src, int off, int len) throws IOException {
        out.write(src, off, len);
        out.flush();
    }

    @Override
    public void endOutput() throws IOException {
        out.close();
    }

    @Override
    public void close() throws IOException {
        try (in) {
            out.close();
        }
    }

    @Override
    public String toString() {
        return "the server at the other end of the streams";
    }
}
