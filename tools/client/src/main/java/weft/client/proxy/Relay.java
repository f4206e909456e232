package weft.client.proxy;

import weft.client.address.Destination;
import weft.client.failure.CannotConnectException;
import weft.client.failure.ConnectionLostException;
import weft.client.failure.ServerProtocolException;
import weft.client.failure.VncClientException;
import weft.client.recording.Recorder;
import weft.client.wire.ChannelTransport;
import weft.client.wire.SocketTransport;
import weft.client.wire.Transport;
import weft.rfb.EndOfStreamException;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.ServerInit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.ByteChannel;
import java.time.Duration;

/// Passes on what a viewer and a server say to each other, and tells a [Recorder] of it.
///
/// After the login bytes go through as they come, neither read nor held back, so that viewer and
/// server see each other's pace.
public final class Relay implements AutoCloseable {

    private static final int BUFFER = 64 << 10;

    /// How long a server may take to hang up once the viewer has.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Transport viewer;
    private final Transport server;
    private final Recorder recorder;

    /// A relay that has not connected to the server yet.
    ///
    /// @param viewer who has connected; the relay takes it over
    /// @param server at a socket
    /// @param recorder is told of all after the login
    /// @throws IllegalArgumentException if the server is one behind WebSockets
    public Relay(ByteChannel viewer, Destination server, Recorder recorder) {
        if (server.webSocket().isPresent()) {
            throw new IllegalArgumentException(
                    "%s: WebSockets cannot be passed on, expected a TCP or UNIX socket"
                            .formatted(server));
        }
        this.viewer = new ChannelTransport(viewer, "the viewer");
        this.server = new SocketTransport(server.address(), server.toString());
        this.recorder = recorder;
    }

    /// Connects to the server, and returns when either side has hung up.
    ///
    /// @throws VncClientException if it did not come to a session; the viewer has been told why
    ///   where the protocol has a way to do so
    public void run() throws InterruptedException {
        try (viewer;
                server) {
            connect();
            var viewerPeer = new Peer(viewer);
            var serverPeer = new Peer(server);
            ServerInit init = logIn(viewerPeer, serverPeer);
            recorder.began(init);
            relay(viewerPeer.rest(), serverPeer.rest());
        } catch (IOException e) {
            throw new ConnectionLostException("Closing a connection failed: " + e.getMessage(), e);
        }
    }

    private void connect() {
        try {
            server.open();
        } catch (UnknownHostException e) {
            throw new CannotConnectException(
                    "Cannot connect to %s: there is no such host".formatted(server), e);
        } catch (IOException e) {
            throw new CannotConnectException(
                    "Cannot connect to %s: %s".formatted(server, e.getMessage()), e);
        }
    }

    private static ServerInit logIn(Peer viewer, Peer server) {
        try {
            return new Login(viewer, server).run();
        } catch (RfbProtocolException e) {
            throw new ServerProtocolException("In the login: " + e.getMessage(), e);
        } catch (EndOfStreamException | UncheckedIOException | IOException e) {
            throw new ConnectionLostException(
                    "One side has hung up in the login: " + e.getMessage(), e);
        }
    }

    private void relay(byte[] fromViewer, byte[] fromServer) throws InterruptedException {
        Thread upwards =
                Thread.ofVirtual()
                        .name("weft-relay to the server")
                        .start(() -> pass(viewer, server, fromViewer, recorder::sent));
        Thread downwards =
                Thread.ofVirtual()
                        .name("weft-relay to the viewer")
                        .start(() -> {
                            pass(server, viewer, fromServer, recorder::received);
                            close();
                        });
        upwards.join();
        boolean _ = downwards.join(PATIENCE);
        close();
        downwards.join();
    }

    private interface Note {
        void take(byte[] src, int off, int len);
    }

    /// Passes on what comes from one side, until it ends or the other one takes no more.
    private static void pass(Transport from, Transport to, byte[] first, Note note) {
        byte[] bytes = new byte[BUFFER];
        try {
            if (first.length > 0) {
                note.take(first, 0, first.length);
                to.write(first, 0, first.length);
            }
            int count = from.read(bytes, 0, bytes.length);
            while (count >= 0) {
                note.take(bytes, 0, count);
                to.write(bytes, 0, count);
                count = from.read(bytes, 0, bytes.length);
            }
            to.endOutput();
        } catch (IOException e) {
            // this direction is over; the other one finds out in its turn
        }
    }

    /// Ends it at once, from any thread.
    @Override
    public void close() {
        for (Transport side : new Transport[] {viewer, server}) {
            try {
                side.close();
            } catch (IOException e) {
                // there is nothing to be lost any more
            }
        }
    }
}
