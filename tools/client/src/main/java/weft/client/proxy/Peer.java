package weft.client.proxy;

import weft.client.wire.Transport;
import weft.client.wire.TransportInput;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.io.IOException;

/// One of the two sides while they log in.
final class Peer {

    private final Transport transport;
    private final TransportInput in;
    private final RfbBuffer out = new RfbBuffer(64);

    Peer(Transport transport) {
        this.transport = transport;
        in = new TransportInput(transport);
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

    Transport transport() {
        return transport;
    }

    /// What has come already and was not read.
    byte[] rest() {
        return in.buffered();
    }
}
