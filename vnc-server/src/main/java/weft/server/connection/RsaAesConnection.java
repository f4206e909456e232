package weft.server.connection;

import weft.coroutine.Loop;
import weft.rfb.BufferedRfbInput;
import weft.rfb.RfbBuffer;
import weft.rfb.security.RsaAesMessages;
import weft.rfb.security.RsaAesSession;

import java.util.Arrays;

/// What follows an RSA-AES login, encrypted, over another connection (rfbproto, RSA-AES Security
/// Type). Where its messages begin and end means nothing.
public final class RsaAesConnection extends LayeredConnection {

    /// What is encrypted as one message.
    private static final int LARGEST_SENT = 8 << 10;

    private final RsaAesMessages toViewer;
    private final RsaAesMessages fromViewer;
    private final Sealed sealed;
    private byte[] opened = {};
    private int position;

    /// Goes on where a login has ended.
    ///
    /// @param ahead what the viewer has sent on `inner` already
    public RsaAesConnection(Connection inner, byte[] ahead, Loop loop, RsaAesSession login) {
        super(inner, loop);
        toViewer = login.out();
        fromViewer = login.in();
        sealed = new Sealed(inner, ahead);
    }

    /// What the viewer has encrypted.
    private static final class Sealed extends BufferedRfbInput {
        private final Connection inner;
        private byte[] ahead;

        Sealed(Connection inner, byte[] ahead) {
            this.inner = inner;
            this.ahead = ahead;
        }

        @Override
        protected int read(byte[] dst, int off, int len) {
            if (ahead.length == 0) {
                return inner.read(dst, off, len);
            }
            int count = Math.min(len, ahead.length);
            System.arraycopy(ahead, 0, dst, off, count);
            ahead = Arrays.copyOfRange(ahead, count, ahead.length);
            return count;
        }
    }

    @Override
    void seal(byte[] src, int off, int len, RfbBuffer out) {
        for (int at = off; at < off + len; at += LARGEST_SENT) {
            int end = Math.min(at + LARGEST_SENT, off + len);
            toViewer.write(out, Arrays.copyOfRange(src, at, end));
        }
    }

    @Override
    public int read(byte[] dst, int off, int len) {
        while (position == opened.length) {
            if (sealed.atEnd()) {
                return -1;
            }
            opened = fromViewer.read(sealed);
            position = 0;
            if (opened.length == 0) {
                openedNothing();
            }
        }
        int count = Math.min(len, opened.length - position);
        System.arraycopy(opened, position, dst, off, count);
        position += count;
        return count;
    }

    /// Never says that there is something while it does not know: a message may have begun.
    @Override
    public boolean isReadable() {
        return position < opened.length;
    }
}
