package weft.client.wire;

import weft.rfb.RfbBuffer;
import weft.rfb.message.ClientMessage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// What is to be sent, in whole messages, written by a thread of its own.
///
/// So whoever reads the server's messages never waits for the server to read ours: a server may
/// well write without reading. What waits is bounded; who adds more waits until it is less.
public final class Outbox {

    /// From so many bytes on, whoever adds more waits.
    private static final int LIMIT_BYTES = 1 << 20;

    private final Transport transport;
    private final Consumer<IOException> onFailure;
    private final Thread thread;

    /* Guarded by this. */
    private RfbBuffer filling = new RfbBuffer();
    private RfbBuffer spare = new RfbBuffer();
    private boolean ended;

    /// Begins to write to an open transport.
    ///
    /// @param threads makes the writing thread
    /// @param onFailure is told, on that thread, why it has stopped
    public Outbox(Transport transport, ThreadFactory threads, Consumer<IOException> onFailure) {
        this.transport = transport;
        this.onFailure = onFailure;
        thread = threads.newThread(this::write);
        thread.setName("weft-client writer");
        thread.start();
    }

    /// Adds messages, which stay together. After the end they are dropped.
    public void send(ClientMessage... messages) throws InterruptedException {
        send(List.of(messages));
    }

    /// Adds messages, which stay together. After the end they are dropped.
    public synchronized void send(List<? extends ClientMessage> messages)
            throws InterruptedException {
        while (!ended && filling.length() > LIMIT_BYTES) {
            wait();
        }
        if (!ended) {
            messages.forEach(message -> message.write(filling));
            notifyAll();
        }
    }

    private void write() {
        try {
            RfbBuffer full = take();
            while (full.length() > 0) {
                transport.write(full.array(), 0, full.length());
                full.clear();
                full = swap(full);
            }
            transport.endOutput();
        } catch (IOException e) {
            end();
            onFailure.accept(e);
        } catch (InterruptedException e) {
            end();
        }
    }

    private synchronized RfbBuffer swap(RfbBuffer written) throws InterruptedException {
        spare = written;
        return take();
    }

    /// Waits for bytes; empty at the end.
    private synchronized RfbBuffer take() throws InterruptedException {
        while (!ended && filling.length() == 0) {
            wait();
        }
        RfbBuffer full = filling;
        filling = spare;
        spare = full;
        notifyAll();
        return full;
    }

    /// Lets nothing more be added. What was is still sent, and then the end of the output told.
    public void end() {
        end(List.of());
    }

    /// Adds the last messages, without waiting, and ends it.
    public synchronized void end(List<ClientMessage> last) {
        if (!ended) {
            last.forEach(message -> message.write(filling));
        }
        ended = true;
        notifyAll();
    }

    /// Waits until the writer is done.
    ///
    /// @return whether it is
    public boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    /// Waits until the writer is done, be it that its transport was closed.
    public void join() throws InterruptedException {
        thread.join();
    }

    /// Whether the writer is done.
    public boolean isOver() {
        return !thread.isAlive();
    }
}
