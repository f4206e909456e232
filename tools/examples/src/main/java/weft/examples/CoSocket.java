package weft.examples;

import weft.coroutine.CoQueue;
import weft.coroutine.Loop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A socket whose streams park the coroutine that uses them, instead of blocking its thread.
final class CoSocket extends InputStream {

    /// Code that was written for a thread of its own.
    interface BlockingFunction {
        void run(InputStream in, OutputStream out) throws IOException;
    }

    private final Loop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final CoQueue waiting;

    CoSocket(Loop loop, Selector selector, SocketChannel channel) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.waiting = new CoQueue(loop, "its socket");
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0, this);
    }

    /// Runs `function` over this socket, in a coroutine, and closes it.
    void use(BlockingFunction function) {
        try (channel) {
            function.run(this, new Output());
        } catch (IOException e) {
            System.getLogger("sums").log(System.Logger.Level.DEBUG, "a connection broke off", e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(bytes, offset, length);
        int count;
        while ((count = channel.read(into)) == 0 && length > 0) {
            await(SelectionKey.OP_READ);
        }
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private final class Output extends OutputStream {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
            while (from.hasRemaining()) {
                if (channel.write(from) == 0) {
                    await(SelectionKey.OP_WRITE);
                }
            }
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }
    }

    private void await(int operation) {
        key.interestOps(operation);
        key.selector().wakeup();
        waiting.await(); // under the global lock since before the first line: no wake is missed
    }

    /// The selector has found what was waited for. On its thread.
    void ready() {
        key.interestOps(0);
        loop.later(waiting::next);
    }
}
