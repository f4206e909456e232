package weft.examples;

import weft.coroutine.CoroutineInfo;
import weft.coroutine.ThreadLoop;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/// A server that adds up numbers: one thread for all coroutines, one that waits for sockets,
/// however many connections there are.
public final class SumServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("sums");

    private final ThreadLoop loop = ThreadLoop.start("sums");
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();

    /// A server on a free port of the loopback address.
    public SumServer() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        Thread.ofPlatform().daemon().name("sums-selector").start(this::select);
    }

    /// The blocking function: for each message, a count and so many numbers, it answers their sum.
    /// It knows nothing of coroutines, and is lifted into one below.
    static void answerSums(InputStream in, OutputStream out) throws IOException {
        var questions = new DataInputStream(in);
        var answers = new DataOutputStream(out);
        try {
            while (true) {
                long sum = 0;
                for (int left = questions.readUnsignedShort(); left > 0; left--) {
                    sum += questions.readInt();
                }
                answers.writeLong(sum);
            }
        } catch (EOFException e) {
            // The end, as in any such function.
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listener.accept();
        if (channel == null) {
            return; // gone again
        }
        String name = "connection of " + channel.getRemoteAddress();
        var socket = new CoSocket(loop, selector, channel);
        loop.start(name, () -> socket.use(SumServer::answerSums)); // the one line
    }

    private void select() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | IllegalStateException | RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "closed", e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.attachment() instanceof CoSocket socket) {
                socket.ready();
            } else {
                accept();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot accept", e);
        }
    }

    int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    /// What each connection waits for, and since when.
    List<CoroutineInfo> connections() {
        return loop.dump(false);
    }

    @Override
    public void close() throws IOException {
        loop.close();
        listener.close();
        selector.close();
    }
}
