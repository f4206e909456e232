package weft.server.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// A line inside of TLS, by the JDK's engine: each piece that is written is a record of its own.
final class TlsLine extends SealedLine {
    private static final int LARGEST = 1 << 14;

    private final SSLEngine engine;
    private final byte[] chunk = new byte[1 << 14];

    /// What the engine has not seen yet.
    private final ByteBuffer received = ByteBuffer.allocate(1 << 16).flip();

    private final ByteBuffer opened = ByteBuffer.allocate(1 << 16).flip();
    private String failure = "";

    TlsLine(Line inner, SSLEngine engine) {
        super(inner);
        this.engine = engine;
    }

    /// The line inside of `inner`, when both ends have agreed on keys.
    static TlsLine over(Line inner, SSLEngine engine) {
        var line = new TlsLine(inner, engine);
        line.shakeHands();
        return line;
    }

    SSLEngine engine() {
        return engine;
    }

    /// Why the server, or the engine, has ended it; empty if neither has.
    String failure() {
        return failure;
    }

    /// Goes on with what the engine wants until it wants nothing more than data.
    void shakeHands() {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
                engine.beginHandshake();
            }
            while (step()) {
                // the next one
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean step() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
                    task.run();
                }
            }
            case NEED_WRAP -> writeRaw(seal(new byte[0], 0, 0).bytes());
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                if (!unwrap() && failure.isEmpty()) {
                    awaitBytes();
                }
            }
            case FINISHED, NOT_HANDSHAKING -> {
                return false;
            }
        }
        if (!failure.isEmpty()) {
            throw new FateException("TLS: " + failure);
        }
        return true;
    }

    private void awaitBytes() throws IOException {
        int count = receive();
        if (count < 0) {
            throw new FateException("closed in the middle of TLS's handshake");
        }
        if (count == 0 && !await(false, PATIENCE_NANOS)) {
            throw new FateException("nothing came of TLS's handshake for too long");
        }
    }

    @Override
    Sealed seal(byte[] bytes, int from, int to) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        int count = Math.min(LARGEST, to - from);
        SSLEngineResult result = engine.wrap(ByteBuffer.wrap(bytes, from, count), packet);
        return new Sealed(Arrays.copyOf(packet.array(), packet.position()), result.bytesConsumed());
    }

    private int receive() {
        int count = inner().read(chunk);
        if (count > 0) {
            received.compact();
            received.put(chunk, 0, count).flip();
        }
        return count;
    }

    /// Opens a record, if it is here; says whether it was.
    private boolean unwrap() {
        opened.compact();
        try {
            SSLEngineResult result = engine.unwrap(received, opened);
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                failure = "close_notify";
            }
            return result.getStatus() == SSLEngineResult.Status.OK;
        } catch (SSLException e) {
            failure = String.valueOf(e.getMessage());
            return false;
        } finally {
            opened.flip();
        }
    }

    @Override
    public int read(byte[] bytes) {
        while (!opened.hasRemaining()) {
            if (!failure.isEmpty()) {
                received.clear().flip(); // only the end is waited for
            }
            if (received.hasRemaining() && unwrap()) {
                continue;
            }
            int count = receive();
            if (count <= 0) {
                return count;
            }
        }
        int count = Math.min(bytes.length, opened.remaining());
        opened.get(bytes, 0, count);
        return count;
    }

    /// Begins the handshake of TLS 1.2 once more; says why that is in vain, nothing if it is not.
    String handshakeAgain() {
        try {
            engine.beginHandshake();
            shakeHands();
            return "";
        } catch (FateException | SSLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Takes a new key, and wants the server to do so (TLS 1.3).
    void newKey() throws IOException {
        engine.beginHandshake();
        writeRaw(seal(new byte[0], 0, 0).bytes());
    }

    /// Says nothing, in a record.
    void writeNothing() throws IOException {
        writeRaw(seal(new byte[0], 0, 0).bytes());
    }

    /// Says that nothing more comes inside of TLS.
    void closeNotify() throws IOException {
        engine.closeOutbound();
        writeRaw(seal(new byte[0], 0, 0).bytes());
    }
}
