package weft.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.nio.NioIoHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.Loop;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// A Netty event loop as the one loop of the coroutines.
public class NettyLoop extends Loop {
    private static final Logger LOG = LoggerFactory.getLogger(NettyLoop.class);

    private final EventLoopGroup group;
    private final SingleThreadEventLoop eventLoop;
    private final Thread[] thread = new Thread[1];

    /// So many closed connections at a time may wait until their peers have read the last of it.
    private static final int MOST_LINGERING = 256;

    private volatile long stallNanos = TimeUnit.SECONDS.toNanos(60);

    // These belong to the loop's thread.
    private int lingering;
    private final Set<Channel> open = new HashSet<>();

    /// What coroutines want done to their channels after this batch.
    private final Queue<NettyConnection> pending = new ConcurrentLinkedQueue<>();

    private final Runnable flushPending = this::afterBatch;

    /// For [#start], and for a loop whose clock a test turns.
    NettyLoop(String name, Executor workers) {
        super(name, workers);
        ThreadFactory factory =
                task -> thread[0] = Thread.ofPlatform().daemon().name(name).unstarted(task);
        group = new MultiThreadIoEventLoopGroup(1, factory, NioIoHandler.newFactory());
        eventLoop = (SingleThreadEventLoop) group.next();
    }

    /// A loop with a daemon thread of its own.
    ///
    /// @param name for messages and the thread
    /// @param workers runs what coroutines hand to workers
    public static NettyLoop start(String name, Executor workers) {
        return new NettyLoop(name, workers);
    }

    boolean mayLinger() {
        return lingering < MOST_LINGERING;
    }

    void lingering(int change) {
        lingering += change;
    }

    /// A connection has been accepted.
    void opened(Channel channel) {
        open.add(channel);
        channel.closeFuture().addListener(_ -> open.remove(channel));
    }

    /// When a peer that takes nothing of what it is sent is given up.
    long stallNanos() {
        return stallNanos;
    }

    /// Changes it for all connections of this loop; 60 s unless set.
    public void stallNanos(long nanos) {
        stallNanos = nanos;
    }

    SingleThreadEventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected void execute(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            // A host may publish while another of its threads closes the server.
            LOG.debug("{} has ended, nothing runs on it any more", this);
        }
    }

    /// Netty runs tasks for as long as a second before it looks at its sockets again, and looks at
    /// timers only then, too.
    @Override
    protected void executeNextTurn(Runnable task) {
        try {
            eventLoop.executeAfterEventLoopIteration(() -> execute(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} has ended, nothing runs on it any more", this);
        }
    }

    @Override
    protected Timer schedule(long nanos, Runnable task) {
        Future<?> future = eventLoop.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /// Notes that `connection` has something to do on the loop's thread. Call under the global
    /// lock.
    void addPending(NettyConnection connection) {
        boolean first = pending.isEmpty();
        pending.add(connection);
        if (first) {
            // After the batch that this is, or by itself when there is none.
            execute(flushPending);
        }
    }

    @Override
    protected void enterReady() {
        super.enterReady();
    }

    @Override
    protected void afterBatch() {
        for (NettyConnection next; (next = pending.poll()) != null; ) {
            next.perform();
        }
    }

    @Override
    protected void uncaught(String who, Throwable thrown) {
        LOG.error("{} failed", who, thrown);
    }

    /// Cancels every coroutine; comes again until all are unwound, then runs `done` on the loop's
    /// thread.
    public void unwind(Runnable done) {
        later(() -> {
            cancelAll();
            if (liveCount() == 0) {
                done.run();
            } else {
                after(TimeUnit.MILLISECONDS.toNanos(1), () -> unwind(done));
            }
        });
    }

    /// Ends the loop's thread; returns when it has ended or `limit` is over.
    public void shutDown(Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        // Those that wait until their peers have read the last of it, too. What Netty itself closes
        // at its end keeps its descriptor: nothing selects after that.
        execute(this::closeAll);
        boolean ended =
                group.shutdownGracefully(0, nanos, TimeUnit.NANOSECONDS)
                        .await(nanos, TimeUnit.NANOSECONDS);
        if (ended && thread[0] != null) {
            thread[0].join(limit);
        }
    }

    private void closeAll() {
        for (Channel each : List.copyOf(open)) {
            ChannelFuture _ = each.close();
        }
    }

    /// Whether the caller is the loop's thread.
    public boolean isLoopThread() {
        return eventLoop.inEventLoop();
    }
}
