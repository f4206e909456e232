package weft.client.handshake;

import weft.client.wire.Transport;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.io.IOException;

/// Both directions of a connection while question and answer alternate.
final class Line {

    private final RfbInput in;
    private final Transport transport;
    private final RfbBuffer out = new RfbBuffer(64);

    Line(RfbInput in, Transport transport) {
        this.in = in;
        this.transport = transport;
    }

    RfbInput in() {
        return in;
    }

    /// What is written here is sent by [#flush()].
    RfbOutput out() {
        return out;
    }

    void flush() throws IOException {
        transport.write(out.array(), 0, out.length());
        out.clear();
    }
}
