package weft.client.wire;

import weft.client.trust.ServerTrust;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/// TLS 1.2 or 1.3 inside of another transport.
///
/// One thread reads, another one writes; reading may have to answer too, so all that is sent goes
/// through one lock. A server that begins to negotiate again later is not followed.
public final class TlsTransport implements Transport {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Transport inner;
    private final ServerTrust trust;
    private final TrustManager manager;
    private final SSLEngine engine;
    private final ReentrantLock sending = new ReentrantLock();

    /* Of the reader. Both are ready to be read from. */
    private final ByteBuffer received;
    private ByteBuffer plain;
    private boolean ended;

    /* Guarded by sending. */
    private ByteBuffer sealed;

    /// TLS over a transport that may be open already.
    ///
    /// @param host whose certificate it must be
    public TlsTransport(Transport inner, ServerTrust trust, String host, int port)
            throws IOException {
        this.inner = inner;
        this.trust = trust;
        manager = new TrustManager(trust);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new javax.net.ssl.TrustManager[] {manager}, null);
            engine = context.createSSLEngine(host, port);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS: " + e.getMessage(), e);
        }
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        int packet = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(packet).flip();
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
        sealed = ByteBuffer.allocate(packet);
    }

    @Override
    public void open() throws IOException {
        inner.open();
        handshake();
    }

    /// Agrees on keys with the server, and believes it or not.
    ///
    /// @throws weft.client.failure.RefusedException if not
    public void handshake() throws IOException {
        try {
            engine.beginHandshake();
            boolean done = false;
            while (!done) {
                HandshakeStatus status = engine.getHandshakeStatus();
                done =
                        status == HandshakeStatus.NOT_HANDSHAKING
                                || status == HandshakeStatus.FINISHED;
                if (status == HandshakeStatus.NEED_UNWRAP) {
                    unwrap();
                } else if (!done) {
                    oblige(status);
                }
                if (ended) {
                    throw new EOFException("the server has ended TLS before it began");
                }
            }
        } catch (SSLException e) {
            alert();
            if (manager.refused().isPresent()) {
                throw trust.refusal(manager.refused().get());
            }
            throw new IOException("TLS failed: " + e.getMessage(), e);
        }
    }

    /// Tells the server why, if that can still be told.
    private void alert() {
        try {
            send(NOTHING.duplicate());
        } catch (IOException e) {
            // the first failure is the one that counts
        }
    }

    /// Does what the engine needs before it goes on.
    private void oblige(HandshakeStatus status) throws IOException {
        switch (status) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask();
                        task != null;
                        task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> send(NOTHING.duplicate());
            default -> {}
        }
    }

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        while (!plain.hasRemaining() && !ended) {
            unwrap();
        }
        int taken = Math.min(len, plain.remaining());
        plain.get(dst, off, taken);
        return taken == 0 ? -1 : taken;
    }

    /// Opens one record, or gets more of it.
    private void unwrap() throws IOException {
        plain.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(received, plain);
        } finally {
            plain.flip();
        }
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> receive();
            case BUFFER_OVERFLOW ->
                    plain =
                            ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                                    .flip();
            case CLOSED -> ended = true;
            case OK -> oblige(result.getHandshakeStatus());
        }
    }

    private void receive() throws IOException {
        received.compact();
        if (!received.hasRemaining()) {
            throw new IOException("a record of TLS of more than " + received.capacity() + " bytes");
        }
        int count;
        try {
            count = inner.read(received.array(), received.position(), received.remaining());
        } finally {
            received.flip();
        }
        if (count >= 0) {
            received.limit(received.limit() + count);
        } else if (received.hasRemaining()) {
            throw new EOFException("the connection has ended within a record of TLS");
        } else {
            ended = true; // many servers hang up without a farewell
        }
    }

    @Override
    public void write(byte[] src, int off, int len) throws IOException {
        send(ByteBuffer.wrap(src, off, len));
    }

    private void send(ByteBuffer bytes) throws IOException {
        sending.lock();
        try {
            do {
                sealed.clear();
                SSLEngineResult result = engine.wrap(bytes, sealed);
                inner.write(sealed.array(), 0, sealed.position());
                switch (result.getStatus()) {
                    case BUFFER_OVERFLOW ->
                            sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                    case CLOSED -> {
                        if (bytes.hasRemaining()) {
                            throw new IOException("the server has ended TLS");
                        }
                    }
                    default -> {
                        if (bytes.hasRemaining() && sealed.position() == 0) {
                            throw new IOException("the server negotiates TLS again");
                        }
                    }
                }
            } while (bytes.hasRemaining());
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void endOutput() throws IOException {
        engine.closeOutbound();
        send(NOTHING.duplicate());
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
