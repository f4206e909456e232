package weft.client.handshake;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.client.recording.Recorder;
import weft.client.wire.RecordedTransport;
import weft.client.wire.Transport;
import weft.client.wire.TransportInput;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.ServerInit;

import java.io.IOException;

/// Both directions of a connection while question and answer alternate. What they go through may
/// change meanwhile.
public final class Line {

    private final RfbBuffer out = new RfbBuffer(64);
    private final Recorder recorder;
    private RecordedTransport transport;
    private TransportInput in;

    /// Over an open transport.
    ///
    /// @param recorder is told of what goes through the last one, from [#begin] on
    public Line(Transport transport, Recorder recorder) {
        this.recorder = recorder;
        this.transport = new RecordedTransport(transport, recorder);
        in = new TransportInput(this.transport);
    }

    /// The login is over.
    public void begin(ServerInit init) {
        transport.begin(init, in.buffered());
    }

    /// What comes from the server.
    public TransportInput in() {
        return in;
    }

    /// What it comes through.
    public Transport transport() {
        return transport;
    }

    /// What is written here is sent by [#flush()].
    public RfbOutput out() {
        return out;
    }

    /// Sends what was written.
    public void flush() throws IOException {
        transport.write(out.array(), 0, out.length());
        out.clear();
    }

    /// From here on, all goes through another transport, which is around the one so far.
    ///
    /// @throws RfbProtocolException if there are bytes already: they were sent in clear, by anybody
    void upgrade(Transport around) {
        if (in.available() > 0) {
            throw new RfbProtocolException(
                    SECURITY,
                    "Expected nothing before the encryption begins, got %d bytes"
                            .formatted(in.available()));
        }
        transport = new RecordedTransport(around, recorder);
        in = new TransportInput(transport);
    }
}
