package weft.server.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoQueue;
import weft.rfb.RfbBuffer;
import weft.server.connection.Connection;
import weft.server.connection.ConnectionLostException;
import weft.server.connection.Origin;

import java.util.concurrent.Future;

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
/// close ────────────── closing ────▶ shutdownOutput, drain, channel.close()
/// ```
final class NettyConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(NettyConnection.class);

    /// How long, and for how many bytes, a closed connection is drained.
    private static final long LINGER_SECONDS = 5;

    private static final int LINGER_BYTES = 1 << 20;

    /// Netty copies what it sends into memory outside of the heap, and holds it there until the
    /// peer takes it: not more than this at a time.
    private static final int LARGEST_WRITE = 256 << 10;

    /// So often within [NettyLoop#stallNanos] it is looked whether the peer takes what it is sent.
    private static final int LOOKS = 12;

    private final NettyLoop loop;
    private final Channel channel;
    private final String peer;
    private final Origin origin;

    // These belong to the loop's thread.
    private boolean sentAnything;
    private @Nullable Future<?> linger;
    private @Nullable Stall stall;

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
    private int discarded;

    NettyConnection(NettyLoop loop, Channel channel, String peer, Origin origin) {
        this.loop = loop;
        this.channel = channel;
        this.peer = peer;
        this.origin = origin;
        this.readable = new CoQueue(loop, "readable socket " + peer);
        this.sent = new CoQueue(loop, "writable socket");
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public Origin origin() {
        return origin;
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

    @Override
    public void close(RfbBuffer last) {
        if (isOpen() && !sending && last.length() > 0) {
            outgoing = last;
        }
        close();
    }

    private void addPending() {
        if (!pending) {
            pending = true;
            loop.addPending(this);
        }
    }

    /// What coroutines asked for since the last time.
    private record Asked(@Nullable RfbBuffer write, boolean read, boolean close) {}

    /// On the loop's thread, without the lock: does what the coroutines asked for.
    void perform() {
        Asked asked =
                loop.computeLocked(() -> {
                    var now = new Asked(outgoing, wantsRead, closing);
                    pending = false;
                    outgoing = null;
                    wantsRead = false;
                    return now;
                });
        RfbBuffer message = asked.write;
        if (message != null) {
            sentAnything = true;
            write(message, 0);
        }
        if (asked.close) {
            lingerAndClose();
        } else if (asked.read) {
            channel.read();
        }
    }

    /// Sends the message from here on. Nobody touches the buffer until [#written] has said that it
    /// is sent, or the channel is gone.
    private void write(RfbBuffer message, int from) {
        int to = Math.min(message.length(), from + LARGEST_WRITE);
        channel.writeAndFlush(Unpooled.wrappedBuffer(message.array(), from, to - from))
                .addListener(done -> {
                    if (done.isSuccess() && to < message.length()) {
                        write(message, to);
                    } else {
                        written();
                    }
                });
        watch();
    }

    /// Closes so that the peer can read what was sent last, the reason of a refusal say: to close
    /// with input unread would reset the connection and destroy it on its way.
    private void lingerAndClose() {
        if (!channel.isActive() || !sentAnything || !loop.mayLinger()) {
            closeNow();
            return;
        }
        loop.lingering(1);
        linger = loop.eventLoop().schedule(this::closeNow, LINGER_SECONDS, SECONDS);
        ChannelFuture _ = ((DuplexChannel) channel).shutdownOutput();
        channel.read();
    }

    /// Sees to it that a peer that takes nothing is given up. Most take all at once.
    private void watch() {
        if (stall == null && currentWrite() != null) {
            stall = new Stall();
        }
    }

    private @Nullable ChannelOutboundBuffer currentWrite() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null || buffer.isEmpty() ? null : buffer;
    }

    /// Looks now and then how far what is sent has come. On the loop's thread.
    private final class Stall implements Runnable {
        private final Future<?> looking;
        private @Nullable Object message;
        private long progress;
        private int looksInVain;

        Stall() {
            long every = Math.max(1, loop.stallNanos() / LOOKS);
            looking = loop.eventLoop().scheduleAtFixedRate(this, every, every, NANOSECONDS);
        }

        @Override
        public void run() {
            ChannelOutboundBuffer buffer = currentWrite();
            if (buffer == null) {
                end();
                return;
            }
            Object current = buffer.current();
            if (current != message || buffer.currentProgress() != progress) {
                message = current;
                progress = buffer.currentProgress();
                looksInVain = 0;
            } else if (++looksInVain == LOOKS) {
                LOG.info(
                        "{}: took nothing for {} s",
                        peer,
                        NANOSECONDS.toSeconds(loop.stallNanos()));
                end();
                closeNow();
            }
        }

        void end() {
            looking.cancel(false);
            stall = null;
        }
    }

    private void closeNow() {
        ChannelFuture _ = channel.close();
    }

    private void written() {
        loop.locked(() -> {
            sending = false;
            sent.restartAll();
        });
    }

    private void received(ByteBuf bytes) {
        boolean discard =
                loop.computeLocked(() -> {
                    if (ended || closing) {
                        discarded += bytes.readableBytes();
                        bytes.release();
                        return true;
                    }
                    incoming = incoming == null ? bytes : Unpooled.wrappedBuffer(incoming, bytes);
                    readable.restartAll();
                    return false;
                });
        if (discard) {
            if (discarded > LINGER_BYTES) {
                closeNow();
            } else {
                channel.read();
            }
        }
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
            loop.enterReady();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (linger != null) {
                linger.cancel(false);
                linger = null;
                loop.lingering(-1);
            }
            if (stall != null) {
                stall.end();
            }
            lost();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("{}: {}", peer, cause.toString());
            ChannelFuture _ = context.close();
        }
    }
}
