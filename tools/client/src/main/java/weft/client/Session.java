package weft.client;

import org.jspecify.annotations.Nullable;

import weft.client.failure.ConnectionLostException;
import weft.client.failure.VncClientException;
import weft.client.handshake.Handshake;
import weft.client.handshake.Line;
import weft.client.picture.RemotePicture;
import weft.client.picture.UpdateReport;
import weft.client.wire.Outbox;
import weft.client.wire.Transport;
import weft.client.wire.TransportInput;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.Bell;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The life of one connection, top to bottom, on a virtual thread: connect, handshake, then one
/// message after the other. What it finds out goes to the [Status].
///
/// It alone reads, and never writes itself once the handshake is over: see [Outbox].
final class Session {

    /// What our own fences begin with, so that nothing else is taken for their answers.
    private static final byte[] MARK = {'w', 'e', 'f', 't'};

    private static final int FENCE_BYTES = MARK.length + Long.BYTES;

    private final Transport transport;
    private final Settings settings;
    private final Status status;
    private final Held held = new Held();
    private final Thread thread;
    private volatile @Nullable Outbox outbox;
    private boolean continuousOffered;
    private boolean continuous;

    /// Begins to connect.
    Session(Transport transport, Settings settings, Status status) {
        this.transport = transport;
        this.settings = settings;
        this.status = status;
        thread = Thread.ofVirtual().name("weft-client reader").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (transport) {
            transport.open();
            status.connected();
            converse();
        } catch (Throwable e) {
            status.fail(failure(e));
        } finally {
            Outbox out = outbox;
            if (out != null) {
                out.end();
            }
        }
    }

    private void converse() throws IOException, InterruptedException {
        var line = new Line(transport, settings.recorder());
        ServerInit init = new Handshake(line, settings.highest(), settings.login()).run();
        TransportInput in = line.in();
        status.named(init.name());
        line.begin(init);
        SetEncodings wanted = settings.setEncodings();
        var preferences = EncodingPreferences.of(wanted);
        try (var picture =
                new RemotePicture(
                        settings.display().orElseGet(() -> new Framebuffer(1, 1)),
                        init.width(),
                        init.height(),
                        settings.format(),
                        preferences)) {
            var out = new Outbox(line.transport(), this::writingFailed);
            outbox = out;
            out.send(new SetPixelFormat(settings.format()), wanted, request(false, picture.area()));
            while (!in.atEnd()) {
                handle(ServerMessages.read(in), in, picture, out);
            }
        }
        throw new ConnectionLostException("The server has ended the connection", null);
    }

    private void handle(ServerMessage message, TransportInput in, RemotePicture picture, Outbox out)
            throws InterruptedException {
        switch (message) {
            case FramebufferUpdate header ->
                    updated(picture.update(header, in, settings.events()::rectangle), picture, out);
            case SetColourMapEntries entries -> picture.colours(entries);
            case Bell _ -> settings.events().bell();
            case ServerCutText(String text) -> settings.events().cutText(text);
            case EndOfContinuousUpdates _ -> switchUpdates(picture.area(), out);
            case ServerFence(Fence fence) -> fence(fence, out);
        }
    }

    private void updated(UpdateReport report, RemotePicture picture, Outbox out)
            throws InterruptedException {
        Rect area = picture.area();
        if (report.isResized()) {
            // the server need not send all of the new picture by itself
            out.send(request(false, area));
            if (continuous) {
                out.send(enableContinuous(area));
            }
            settings.events().resized(area.width(), area.height());
        } else if (!continuous) {
            out.send(request(true, area));
        }
        report.cursor()
                .ifPresent(shape -> {
                    status.cursor(shape);
                    settings.events().cursor(shape);
                });
        Optional<Frame> newest = picture.frame();
        newest.ifPresent(settings.events()::painted); // before a wait for it returns
        status.updated(newest, report.hasOrigin());
    }

    /// The first of these messages is the offer; another one says that it is over.
    private void switchUpdates(Rect area, Outbox out) throws InterruptedException {
        continuous = settings.continuous() && !continuousOffered;
        continuousOffered = true;
        out.send(continuous ? enableContinuous(area) : request(true, area));
        status.continuous(continuous); // who has seen it counts on what was sent
    }

    private void fence(Fence fence, Outbox out) throws InterruptedException {
        byte[] payload = fence.payload();
        if (fence.has(Fence.REQUEST)) {
            out.send(new ClientFence(fence.answer()));
            status.fenceKnown(fence.announcesBarriers());
        } else if (payload.length == FENCE_BYTES
                && Arrays.equals(payload, 0, MARK.length, MARK, 0, MARK.length)) {
            long number = 0;
            for (int i = MARK.length; i < FENCE_BYTES; i++) {
                number = (number << 8) | (payload[i] & 0xff);
            }
            status.fenceAnswered(number);
        }
    }

    /// A fence that the server answers when all before it has taken effect. With any other flag,
    /// Weft's server would not wait for its host to have painted.
    static ClientFence fence(long number) {
        byte[] payload = Arrays.copyOf(MARK, FENCE_BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            payload[MARK.length + i] = (byte) (number >>> (8 * (Long.BYTES - 1 - i)));
        }
        return new ClientFence(new Fence(Fence.REQUEST | Fence.BLOCK_BEFORE, payload));
    }

    static FramebufferUpdateRequest request(boolean incremental, Rect area) {
        return new FramebufferUpdateRequest(
                incremental, area.x(), area.y(), area.width(), area.height());
    }

    private static EnableContinuousUpdates enableContinuous(Rect area) {
        return new EnableContinuousUpdates(true, 0, 0, area.width(), area.height());
    }

    /// Sends messages, after all that were sent before.
    void send(ClientMessage... messages) {
        status.check();
        Outbox out = outbox;
        if (out == null) {
            throw new IllegalStateException("not connected yet");
        }
        for (ClientMessage message : messages) {
            held.note(message);
        }
        try {
            out.send(messages);
        } catch (InterruptedException e) {
            throw Status.interrupted(e);
        }
    }

    private void writingFailed(IOException cause) {
        status.fail(failure(cause));
        hangUp();
    }

    private VncClientException failure(Throwable cause) {
        return Failures.of(cause, status.isConnected(), transport);
    }

    /// Ends the connection, after what was to be sent and what is still held down, if that goes
    /// quickly.
    void close(Duration patience) throws InterruptedException {
        Outbox out = outbox;
        boolean isListener = Thread.currentThread() == thread;
        if (out != null) {
            out.end(held.releases());
            // a socket that is closed with bytes unread may take what was sent with it
            boolean _ = out.join(patience) && !isListener && thread.join(patience);
        }
        hangUp();
        if (!isListener) {
            thread.join();
        }
        if (out != null) {
            out.join();
        }
    }

    /// Whether none of its threads runs any more.
    boolean isOver() {
        Outbox out = outbox;
        return !thread.isAlive() && (out == null || out.isOver());
    }

    /// Ends the connection at once.
    void hangUp() {
        try {
            transport.close();
        } catch (IOException e) {
            // there is nothing to be lost any more
        }
    }
}
