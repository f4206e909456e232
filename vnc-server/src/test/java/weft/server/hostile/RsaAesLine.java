package weft.server.hostile;

import weft.rfb.RfbBuffer;
import weft.rfb.security.RsaAesSession;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A line inside of RSA-AES: each piece that is written is a message of its own.
final class RsaAesLine extends SealedLine {
    private static final int LARGEST = 8 << 10;
    private static final int HEAD = 2;
    private static final int TAG = 16;

    private final RsaAesSession session;
    private final byte[] chunk = new byte[1 << 14];
    private final ByteBuffer received = ByteBuffer.allocate(1 << 18).flip();
    private ByteBuffer opened = ByteBuffer.allocate(0);

    /// @param session where the login has ended
    RsaAesLine(Line inner, RsaAesSession session) {
        super(inner);
        this.session = session;
    }

    @Override
    Sealed seal(byte[] bytes, int from, int to) {
        int count = Math.min(LARGEST, to - from);
        var out = new RfbBuffer();
        session.out().write(out, Arrays.copyOfRange(bytes, from, from + count));
        return new Sealed(out.toByteArray(), count);
    }

    @Override
    public int read(byte[] bytes) {
        while (!opened.hasRemaining()) {
            if (open()) {
                continue;
            }
            int count = inner().read(chunk);
            if (count <= 0) {
                return count;
            }
            received.compact();
            received.put(chunk, 0, count).flip();
        }
        int count = Math.min(bytes.length, opened.remaining());
        opened.get(bytes, 0, count);
        return count;
    }

    /// Opens a message if it is here.
    private boolean open() {
        if (received.remaining() < HEAD) {
            return false;
        }
        int length = HEAD + (received.getShort(received.position()) & 0xffff) + TAG;
        if (received.remaining() < length) {
            return false;
        }
        byte[] message = new byte[length];
        received.get(message);
        opened = ByteBuffer.wrap(session.in().read(SecureLogin.input(message)));
        return true;
    }
}
