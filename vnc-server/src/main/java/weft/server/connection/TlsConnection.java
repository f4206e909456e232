package weft.server.connection;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import org.jspecify.annotations.Nullable;

import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// TLS over another connection, the server's side.
///
/// What the engine reckons with keys runs on `logins`, while the coroutine is parked; records of
/// data are opened in place.
public final class TlsConnection extends LayeredConnection {
    private final SSLEngine engine;
    private final Executor logins;

    /// Bytes of the peer that the engine has not seen, ready to be read.
    private ByteBuffer received;

    /// What it has opened, ready to be read.
    private ByteBuffer opened;

    private @Nullable SSLException failure;
    private boolean established;
    private boolean ended;

    /// @param ahead what the peer has sent on `inner` already
    /// @param logins runs what takes long
    public TlsConnection(
            Connection inner, byte[] ahead, SSLEngine engine, Loop loop, Executor logins) {
        super(inner, loop);
        this.engine = engine;
        this.logins = logins;
        int packet = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(Math.max(packet, ahead.length));
        received.put(ahead).flip();
        opened = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
    }

    /// Makes the keys; waits for the peer.
    ///
    /// @throws RfbProtocolException if it does not come about; the peer has been sent the alert
    public void handshake() {
        try {
            engine.beginHandshake();
            carryOn();
        } catch (SSLException e) {
            throw failed(e);
        }
        established = true;
    }

    /// Does what the engine wants until it wants nothing more than data.
    private void carryOn() throws SSLException {
        while (true) {
            offerNoResumption();
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> sendSealed(this::wrapNothing);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (unwrap()) {
                        openedNothing();
                    } else if (!receive()) {
                        throw new SSLException("the peer went away");
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                throw new SSLException("the peer closed TLS");
            }
        }
    }

    /// No session is taken up again, so nobody is given a ticket for that: TigerVNC's viewer 1.12
    /// waits for ever if one comes together with the first data.
    private void offerNoResumption() {
        SSLSession session = engine.getHandshakeSession();
        if (session != null) {
            session.invalidate();
        }
    }

    private void runTasks() {
        for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
            Runnable next = task;
            loop().runOn(
                            logins,
                            "a TLS handshake",
                            () -> {
                                next.run();
                                return next;
                            });
        }
    }

    /// Writes what the engine itself has to say.
    private void wrapNothing(RfbBuffer out) {
        wrap(ByteBuffer.allocate(0), out);
    }

    @Override
    void seal(byte[] src, int off, int len, RfbBuffer out) {
        ByteBuffer plain = ByteBuffer.wrap(src, off, len);
        while (plain.hasRemaining()) {
            wrap(plain, out);
            if (failure != null) {
                throw new ConnectionLostException(peer());
            }
        }
    }

    /// Writes one record.
    private void wrap(ByteBuffer plain, RfbBuffer out) {
        int most = engine.getSession().getPacketBufferSize();
        ByteBuffer packet = ByteBuffer.allocate(most);
        try {
            SSLEngineResult result = engine.wrap(plain, packet);
            switch (result.getStatus()) {
                case OK -> out.bytes(packet.array(), 0, packet.position());
                case CLOSED -> {
                    out.bytes(packet.array(), 0, packet.position());
                    if (plain.hasRemaining()) {
                        throw new ConnectionLostException(peer());
                    }
                }
                case BUFFER_OVERFLOW, BUFFER_UNDERFLOW ->
                        throw new IllegalStateException(
                                "A TLS record > " + most + " bytes: " + result);
            }
        } catch (SSLException e) {
            failure = e; // the engine has an alert for the peer, which the next call gets
        }
    }

    /// Opens the next record if it is there in whole; says whether it was.
    private boolean unwrap() throws SSLException {
        while (true) {
            opened.compact();
            SSLEngineResult result;
            try {
                result = engine.unwrap(received, opened);
            } finally {
                opened.flip();
            }
            switch (result.getStatus()) {
                case OK -> {
                    return true;
                }
                case CLOSED -> {
                    ended = true;
                    return true;
                }
                case BUFFER_UNDERFLOW -> {
                    return false;
                }
                case BUFFER_OVERFLOW -> {
                    int size = engine.getSession().getApplicationBufferSize();
                    opened = ByteBuffer.allocate(opened.remaining() + size).put(opened).flip();
                }
            }
        }
    }

    /// Waits for more bytes of the peer; false at the end of the stream.
    private boolean receive() throws SSLException {
        received.compact();
        if (!received.hasRemaining()) {
            int size = engine.getSession().getPacketBufferSize();
            if (received.capacity() >= 2 * size) {
                throw new SSLException("a record of more than " + size + " bytes");
            }
            received = ByteBuffer.allocate(2 * size).put(received.flip());
        }
        int got =
                inner().read(
                                received.array(),
                                received.arrayOffset() + received.position(),
                                received.remaining());
        received.position(received.position() + Math.max(0, got)).flip();
        return got >= 0;
    }

    @Override
    public int read(byte[] dst, int off, int len) {
        try {
            while (!opened.hasRemaining()) {
                if (ended) {
                    return -1;
                }
                if (unwrap()) {
                    answerTheEngine();
                    if (!opened.hasRemaining()) {
                        openedNothing();
                    }
                } else if (!receive()) {
                    return -1;
                }
            }
        } catch (SSLException e) {
            throw failed(e);
        }
        int count = Math.min(len, opened.remaining());
        opened.get(dst, off, count);
        return count;
    }

    /// After a record the engine may want to say something, such as that it takes a new key.
    /// Another handshake is more than that, and nobody's right: TLS 1.2 calls it renegotiation.
    private void answerTheEngine() throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (ended || !established || status == HandshakeStatus.NOT_HANDSHAKING) {
            return;
        }
        if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
            throw new SSLException("renegotiation");
        }
        carryOn();
    }

    /// Tells the peer what the engine thinks of it, as far as it takes that at once.
    private RfbProtocolException failed(SSLException e) {
        if (inner().isOpen() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            sendSealed(this::wrapNothing);
        }
        return new RfbProtocolException(SECURITY, "TLS: " + e.getMessage());
    }

    /// The alert close_notify (RFC 8446 §6.1), without which viewers take the end for an attack.
    @Override
    void sealEnd(RfbBuffer out) {
        if (established && failure == null) {
            engine.closeOutbound();
            wrapNothing(out);
        }
    }

    /// The engine, for what has been agreed on.
    public SSLEngine engine() {
        return engine;
    }

    /// Never says that there is something while it does not know: a record may have begun.
    @Override
    public boolean isReadable() {
        return opened.hasRemaining() || ended;
    }
}
