package weft.client.wire;

import weft.rfb.RfbBuffer;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/// A WebSocket inside of another transport, as a client (RFC 6455). What its messages carry is one
/// stream; where they begin and end means nothing.
///
/// | bits    | field                                                       |
/// |--------:|-------------------------------------------------------------|
/// |       1 | FIN                                                         |
/// |       3 | RSV, 0 without extensions                                   |
/// |       4 | opcode                                                      |
/// |       1 | MASK: 1 from a client, 0 from a server                      |
/// |       7 | length; 126 and 127 say that it follows in 16 or 64 bits    |
/// | 0/16/64 | longer length                                               |
/// |    0/32 | masking key                                                 |
///
/// It is not `java.net.http`'s: that brings its own sockets, threads and proxies, while this is one
/// more layer, over TCP, TLS or a UNIX socket alike. Nothing of a message is kept here, so its size
/// has no limit.
public final class WebSocketTransport implements Transport {

    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int MASK = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int NORMAL_CLOSURE = 1000;
    private static final int LONGEST_CONTROL = 125;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int LARGEST_HEADER = 14;

    /// What is masked at a time.
    private static final int LARGEST_SENT = 64 << 10;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transport inner;
    private final WebSocketUpgrade upgrade;
    private final TransportInput in;
    private final ReentrantLock sending = new ReentrantLock();

    /// The payload of the last ping that is not answered yet.
    private final AtomicReference<byte[]> ping = new AtomicReference<>(NONE);

    private static final byte[] NONE = {};

    /* Of the reader. */
    private long remaining;
    private boolean lastFrame = true;
    private boolean ended;

    /// A WebSocket over a transport that is not open yet.
    ///
    /// @param authority host and port as in the URI
    /// @param path with its query, beginning with a slash
    /// @param tls whether the transport is TLS
    public WebSocketTransport(Transport inner, String authority, String path, boolean tls) {
        this(inner, new WebSocketUpgrade(authority, path, tls));
    }

    WebSocketTransport(Transport inner, WebSocketUpgrade upgrade) {
        this.inner = inner;
        this.upgrade = upgrade;
        in = new TransportInput(inner);
    }

    @Override
    public void open() throws IOException {
        inner.open();
        byte[] request = upgrade.request();
        inner.write(request, 0, request.length);
        try {
            upgrade.readAnswer(in);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        try {
            while (remaining == 0 && !ended) {
                nextFrame();
            }
            if (ended) {
                return -1;
            }
            if (in.atEnd()) {
                throw new EOFException("the connection has ended within a frame of a WebSocket");
            }
            int taken = (int) Math.min(Math.min(len, in.available()), remaining);
            in.bytes(dst, off, taken);
            remaining -= taken;
            return taken;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void nextFrame() throws IOException {
        if (in.atEnd()) {
            ended = true;
            return;
        }
        int first = in.u8();
        int second = in.u8();
        if ((first & RSV) != 0 || (second & MASK) != 0) {
            throw new IOException(
                    "expected a frame without extensions and mask, got %02x %02x"
                            .formatted(first, second));
        }
        int opcode = first & OPCODE;
        boolean last = (first & FIN) != 0;
        if (opcode >= CLOSE) {
            control(opcode, last, second);
            return;
        }
        int expected = lastFrame ? BINARY : CONTINUATION;
        if (opcode != expected) {
            throw new IOException(
                    "expected a frame of type %d, got %d".formatted(expected, opcode));
        }
        lastFrame = last;
        remaining = length(second);
    }

    private long length(int second) throws IOException {
        long length =
                switch (second) {
                    case LENGTH_IN_16_BITS -> in.u16();
                    case LENGTH_IN_64_BITS -> in.u32() << 32 | in.u32();
                    default -> second;
                };
        if (length < 0) {
            throw new IOException(
                    "expected a frame of less than 2^63 bytes, got 0x%x".formatted(length));
        }
        return length;
    }

    private void control(int opcode, boolean last, int length) throws IOException {
        if (!last || length > LONGEST_CONTROL) {
            throw new IOException("expected a control frame of at most 125 bytes, and whole");
        }
        byte[] payload = in.bytes(length);
        switch (opcode) {
            case CLOSE -> closed(payload);
            case PING -> {
                ping.set(payload);
                if (sending.tryLock()) { // else who sends answers it
                    try {
                        answerPing();
                    } finally {
                        sending.unlock();
                    }
                }
            }
            case PONG -> {}
            default ->
                    throw new IOException(
                            "expected a frame of type 0 to 2 or 8 to 10, got " + opcode);
        }
    }

    private void closed(byte[] payload) throws IOException {
        ended = true;
        int code =
                payload.length < 2
                        ? NORMAL_CLOSURE
                        : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        if (code != NORMAL_CLOSURE) {
            String reason = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
            throw new EOFException(
                    "the WebSocket was closed with %d '%s'"
                            .formatted(code, reason.replaceAll("\\p{Cntrl}", "?")));
        }
    }

    @Override
    public void write(byte[] src, int off, int len) throws IOException {
        for (int at = off; at < off + len; at += LARGEST_SENT) {
            send(BINARY, src, at, Math.min(LARGEST_SENT, off + len - at));
        }
    }

    private void send(int opcode, byte[] src, int off, int len) throws IOException {
        sending.lock();
        try {
            frame(opcode, src, off, len);
            answerPing();
        } finally {
            sending.unlock();
        }
    }

    private void answerPing() throws IOException {
        byte[] payload = ping.getAndSet(NONE);
        if (payload != NONE) {
            frame(PONG, payload, 0, payload.length);
        }
    }

    private void frame(int opcode, byte[] src, int off, int len) throws IOException {
        byte[] frame = masked(opcode, src, off, len, RANDOM.nextInt());
        inner.write(frame, 0, frame.length);
    }

    /// A whole frame.
    static byte[] masked(int opcode, byte[] src, int off, int len, int mask) {
        var out = new RfbBuffer(LARGEST_HEADER + len);
        out.u8(FIN | opcode);
        if (len <= LONGEST_CONTROL) {
            out.u8(MASK | len);
        } else if (len <= 0xffff) {
            out.u8(MASK | LENGTH_IN_16_BITS);
            out.u16(len);
        } else {
            out.u8(MASK | LENGTH_IN_64_BITS);
            out.u32(0);
            out.u32(len);
        }
        out.s32(mask);
        for (int i = 0; i < len; i++) {
            out.u8(src[off + i] ^ mask >>> (24 - 8 * (i & 3)));
        }
        return out.toByteArray();
    }

    @Override
    public void endOutput() throws IOException {
        byte[] code = {NORMAL_CLOSURE >> 8, (byte) NORMAL_CLOSURE};
        send(CLOSE, code, 0, code.length);
        // a server answers with its own farewell, then hangs up (RFC 6455 §5.5.1)
    }

    @Override
    public boolean isPrivate() {
        return inner.isPrivate();
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
