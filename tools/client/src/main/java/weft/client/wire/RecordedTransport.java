package weft.client.wire;

import weft.client.recording.Recorder;
import weft.rfb.message.ServerInit;

import java.io.IOException;

/// A transport of which a [Recorder] is told, from [#begin] on.
public final class RecordedTransport implements Transport {

    private final Transport transport;
    private final Recorder recorder;

    /// Set before there is a second thread.
    private boolean begun;

    /// A transport of which nothing is told yet.
    public RecordedTransport(Transport transport, Recorder recorder) {
        this.transport = transport;
        this.recorder = recorder;
    }

    /// The login is over.
    ///
    /// @param received what has come after it already
    public void begin(ServerInit init, byte[] received) {
        recorder.began(init);
        if (received.length > 0) {
            recorder.received(received, 0, received.length);
        }
        begun = true;
    }

    @Override
    public void open() throws IOException {
        transport.open();
    }

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        int count = transport.read(dst, off, len);
        if (begun && count > 0) {
            recorder.received(dst, off, count);
        }
        return count;
    }

    @Override
    public void write(byte[] src, int off, int len) throws IOException {
        if (begun) {
            recorder.sent(src, off, len);
        }
        transport.write(src, off, len);
    }

    @Override
    public void endOutput() throws IOException {
        transport.endOutput();
    }

    @Override
    public boolean isPrivate() {
        return transport.isPrivate();
    }

    @Override
    public boolean isLocal() {
        return transport.isLocal();
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }

    @Override
    public String toString() {
        return transport.toString();
    }
}
