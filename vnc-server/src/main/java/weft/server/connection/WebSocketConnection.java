package weft.server.connection;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;

import java.util.Arrays;

/// A WebSocket over another connection, the server's side, after its handshake (RFC 6455 §5). What
/// its messages carry is one stream; where they begin and end means nothing.
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
/// Nothing of a message is kept here. A ping is answered before anything more is read, so who does
/// not take the answers is not listened to.
public final class WebSocketConnection extends LayeredConnection {

    /// The largest frame that a client may send.
    static final int LARGEST_FRAME = 64 << 10;

    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int MASK = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LONGEST_CONTROL = 125;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int KEY = 4;

    /// Why it ends (RFC 6455 §7.4.1).
    private static final int NORMAL_CLOSURE = 1000;

    private static final int PROTOCOL_ERROR = 1002;
    private static final int UNSUPPORTED_DATA = 1003;
    private static final int MESSAGE_TOO_BIG = 1009;

    /// What is read ahead, for the heads of frames.
    private static final int AHEAD = 512;

    private byte[] ahead;
    private int position;
    private int limit;

    /// What is left of the payload of a frame.
    private int remaining;

    private final byte[] key = new byte[KEY];

    /// How many bytes of the payload were unmasked.
    private int unmasked;

    private boolean inMessage;
    private boolean ended;
    private int closeCode = NORMAL_CLOSURE;

    /// @param ahead what the peer has sent on `inner` already
    public WebSocketConnection(Connection inner, byte[] ahead, Loop loop) {
        super(inner, loop);
        this.ahead = Arrays.copyOf(ahead, Math.max(AHEAD, ahead.length));
        limit = ahead.length;
    }

    @Override
    public int read(byte[] dst, int off, int len) {
        while (remaining == 0) {
            if (ended || !nextFrame()) {
                return -1;
            }
            if (remaining == 0) {
                openedNothing();
            }
        }
        int wanted = Math.min(len, remaining);
        int count;
        if (position < limit) {
            count = Math.min(wanted, limit - position);
            System.arraycopy(ahead, position, dst, off, count);
            position += count;
        } else {
            count = inner().read(dst, off, wanted);
            if (count < 0) {
                return -1;
            }
        }
        unmask(dst, off, count);
        remaining -= count;
        return count;
    }

    private void unmask(byte[] bytes, int off, int len) {
        for (int i = 0; i < len; i++) {
            bytes[off + i] ^= key[unmasked++ % KEY];
        }
    }

    /// Reads the head of a frame, and all of it if it is a control frame; false at the end of the
    /// stream, or of the WebSocket.
    private boolean nextFrame() {
        if (position == limit && !fill()) {
            return false;
        }
        int first = u8();
        int second = u8();
        int opcode = first & OPCODE;
        if ((first & RSV) != 0) {
            throw failed(PROTOCOL_ERROR, "a frame with an extension");
        }
        if ((second & MASK) == 0) {
            throw failed(PROTOCOL_ERROR, "a frame without mask");
        }
        boolean isLast = (first & FIN) != 0;
        int length = length(second & ~MASK);
        for (int i = 0; i < KEY; i++) {
            key[i] = (byte) u8();
        }
        unmasked = 0;
        if (opcode >= CLOSE) {
            return control(opcode, isLast, length);
        }
        if (opcode == TEXT) {
            throw failed(UNSUPPORTED_DATA, "a frame of text");
        }
        if (opcode != (inMessage ? CONTINUATION : BINARY)) {
            throw failed(PROTOCOL_ERROR, "a frame of type " + opcode);
        }
        inMessage = !isLast;
        remaining = length;
        return true;
    }

    private int length(int said) {
        long length = said;
        if (said == LENGTH_IN_16_BITS) {
            length = (long) u8() << 8 | u8();
            if (length < LENGTH_IN_16_BITS) {
                throw failed(PROTOCOL_ERROR, "a length in more bits than it needs");
            }
        } else if (said == LENGTH_IN_64_BITS) {
            length = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                length = length << 8 | u8();
            }
            if (length >= 0 && length <= 0xffff) {
                throw failed(PROTOCOL_ERROR, "a length in more bits than it needs");
            }
        }
        if (length < 0 || length > LARGEST_FRAME) {
            throw failed(MESSAGE_TOO_BIG, "a frame > limit " + LARGEST_FRAME);
        }
        return (int) length;
    }

    private boolean control(int opcode, boolean isLast, int length) {
        if (!isLast || length > LONGEST_CONTROL) {
            throw failed(PROTOCOL_ERROR, "a control frame that is too long");
        }
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) u8();
        }
        unmask(payload, 0, length);
        switch (opcode) {
            case CLOSE -> {
                closeCode = answerTo(payload);
                ended = true;
            }
            case PING -> sendSealed(out -> writeFrame(PONG, payload, 0, length, out));
            case PONG -> {
                // nothing was asked
            }
            default -> throw failed(PROTOCOL_ERROR, "a frame of type " + opcode);
        }
        return !ended;
    }

    /// The code of the close frame that answers one.
    private int answerTo(byte[] payload) {
        if (payload.length == 0) {
            return NORMAL_CLOSURE;
        }
        if (payload.length == 1) {
            throw failed(PROTOCOL_ERROR, "a close frame of one byte");
        }
        int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        boolean isMeant = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
        if (!isMeant && (code < 3000 || code > 4999)) {
            throw failed(PROTOCOL_ERROR, "a close frame with the code " + code);
        }
        return code;
    }

    private int u8() {
        if (position == limit && !fill()) {
            throw failed(PROTOCOL_ERROR, "the end within a frame");
        }
        return ahead[position++] & 0xff;
    }

    private boolean fill() {
        if (ahead.length > AHEAD) {
            ahead = new byte[AHEAD]; // what came with the handshake has been read
        }
        int count = inner().read(ahead, 0, ahead.length);
        position = 0;
        limit = Math.max(0, count);
        return count > 0;
    }

    private RfbProtocolException failed(int code, String what) {
        closeCode = code;
        return new RfbProtocolException(
                code == MESSAGE_TOO_BIG ? LIMIT : DATA, "WebSocket: " + what);
    }

    @Override
    void seal(byte[] src, int off, int len, RfbBuffer out) {
        writeFrame(BINARY, src, off, len, out);
    }

    private static void writeFrame(int opcode, byte[] src, int off, int len, RfbBuffer out) {
        out.u8(FIN | opcode);
        if (len < LENGTH_IN_16_BITS) {
            out.u8(len);
        } else if (len <= 0xffff) {
            out.u8(LENGTH_IN_16_BITS);
            out.u16(len);
        } else {
            out.u8(LENGTH_IN_64_BITS);
            out.u32(0);
            out.u32(len);
        }
        out.bytes(src, off, len);
    }

    /// The close frame, which tells the peer why (RFC 6455 §5.5.1).
    @Override
    void sealEnd(RfbBuffer out) {
        byte[] code = {(byte) (closeCode >> 8), (byte) closeCode};
        writeFrame(CLOSE, code, 0, code.length, out);
    }

    /// Never says that there is something while it does not know: a frame may have begun.
    @Override
    public boolean isReadable() {
        return ended || (remaining > 0 && (position < limit || inner().isReadable()));
    }
}
