package weft.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoQueue;
import weft.rfb.RfbBuffer;
import weft.server.session.Connection;
import weft.server.session.ConnectionLostException;

/// One accepted socket, as its coroutines see it.
///
/// It reads only when it is asked to and has nothing left, so one chunk of Netty's is all that a
/// peer can make it hold; it sends one message at a time.
///
/// ```
/// coroutine                         loop's thread (after the batch, lock let go)
/// read, nothing here ── wantsRead ─▶ channel.read()
///        ◀── wake ── readable ────── channelRead
/// send ─────────────── outgoing ───▶ channel.writeAndFlush
///        ◀── wake ── sent ────────── the write's listener
/// close ────────────── closing ────▶ channel.close()
/// ```
final class NettyConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(NettyConnection.class);

    private final NettyLoop loop;
    private final Channel channel;
    private final String peer;

    // All of these are guarded by the global lock.
    private final CoQueue readable;
    private final CoQueue sent;
    private @Nullable ByteBuf incoming;
    private @Nullable RfbBuffer outgoing;
    private boolean sending;
    private boolean wantsRead;
    private boolean closing;
    private boolean ended;
    private boolean pending;

    NettyConnection(NettyLoop loop, Channel channel, String peer) {
        this.loop = loop;
        this.channel = channel;
        this.peer = peer;
        this.readable = new CoQueue(loop, "readable socket " + peer);
        this.sent = new CoQueue(loop, "writable socket " + peer);
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public boolean isReadable() {
        return incoming != null || ended;
    }

    @Override
    public boolean isOpen() {
        return !ended && !closing;
    }

    @Override
    public int read(byte[] dst, int off, int len) {
        while (incoming == null) {
            if (ended || closing) {
                return -1;
            }
            wantsRead = true;
            addPending();
            readable.await();
        }
        ByteBuf from = incoming;
        int count = Math.min(len, from.readableBytes());
        from.readBytes(dst, off, count);
        if (!from.isReadable()) {
            incoming = null;
            from.release();
        }
        return count;
    }

    @Override
    public void send(RfbBuffer message) {
        if (!isOpen()) {
            throw new ConnectionLostException(peer);
        }
        if (sending) {
            throw new IllegalStateException("two coroutines send to " + peer);
        }
        sending = true;
        outgoing = message;
        addPending();
        try {
            while (sending) {
                sent.await();
            }
        } finally {
            outgoing = null;
        }
        if (ended) {
            throw new ConnectionLostException(peer);
        }
    }

    @Override
    public void close() {
        if (!closing) {
            closing = true;
            releaseIncoming();
            addPending();
        }
    }

    private void addPending() {
        if (!pending) {
            pending = true;
            loop.addPending(this);
        }
    }

    /// On the loop's thread, without the lock: does what the coroutines asked for.
    void perform() {
        boolean[] read = new boolean[1];
        boolean[] close = new boolean[1];
        RfbBuffer[] write = new RfbBuffer[1];
        loop.locked(() -> {
            pending = false;
            read[0] = wantsRead;
            close[0] = closing;
            wantsRead = false;
            write[0] = outgoing;
            outgoing = null;
        });
        if (write[0] != null) {
            // Nobody touches the buffer until the listener has said that it is sent, or the channel
            // is gone.
            channel.writeAndFlush(Unpooled.wrappedBuffer(write[0].array(), 0, write[0].length()))
                    .addListener(done -> written());
        }
        if (close[0]) {
            channel.close();
        } else if (read[0]) {
            channel.read();
        }
    }

    private void written() {
        loop.locked(() -> {
            sending = false;
            sent.restartAll();
        });
    }

    private void received(ByteBuf bytes) {
        loop.locked(() -> {
            if (ended || closing || !bytes.isReadable()) {
                bytes.release();
                return;
            }
            incoming = incoming == null ? bytes : Unpooled.wrappedBuffer(incoming, bytes);
            readable.restartAll();
        });
    }

    private void lost() {
        loop.locked(() -> {
            ended = true;
            sending = false;
            readable.restartAll();
            sent.restartAll();
        });
    }

    private void releaseIncoming() {
        ByteBuf rest = incoming;
        incoming = null;
        if (rest != null) {
            rest.release();
        }
    }

    /// What Netty calls, on the loop's thread.
    final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            received((ByteBuf) message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            lost();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("{}: {}", peer, cause.toString());
            context.close();
        }
    }
}
