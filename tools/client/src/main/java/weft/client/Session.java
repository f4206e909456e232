package weft.client;

import org.jspecify.annotations.Nullable;

import weft.client.failure.ConnectionLostException;
import weft.client.failure.VncClientException;
import weft.client.handshake.Handshake;
import weft.client.handshake.Line;
import weft.client.picture.RemotePicture;
import weft.client.picture.UpdateReport;
import weft.client.recording.ScreenRecorder;
import weft.client.wire.Outbox;
import weft.client.wire.Transport;
import weft.client.wire.TransportInput;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.AudioData;
import weft.rfb.message.AudioStream;
import weft.rfb.message.Bell;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.ServerClipboard;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerGii;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.ServerXvp;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// The life of one connection, top to bottom, on a thread of its own: connect, handshake, then one
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

    /// Its monitor keeps a recording from beginning between a frame and what waits for it.
    private final List<ScreenRecorder> recorders = new CopyOnWriteArrayList<>();

    private final Clipboard clipboard;
    private final Pointer pointer;
    private final Devices devices;
    private final Audio audio;
    private final Desktop desktop;
    private final Thread thread;
    private volatile @Nullable Outbox outbox;
    private boolean continuousOffered;
    private boolean continuous;

    /// Begins to connect.
    Session(Transport transport, Settings settings, Status status) {
        this.transport = transport;
        this.settings = settings;
        this.status = status;
        clipboard = new Clipboard(this, status, settings.events());
        audio = new Audio(this, status);
        pointer = new Pointer(this, settings.clock());
        devices = new Devices(this, status);
        desktop = new Desktop(this, status, settings.events());
        thread = settings.threads().newThread(this::run);
        thread.setName("weft-client reader");
    }

    Pointer pointer() {
        return pointer;
    }

    Devices devices() {
        return devices;
    }

    Audio audio() {
        return audio;
    }

    Clipboard clipboard() {
        return clipboard;
    }

    Desktop desktop() {
        return desktop;
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
            if (!status.isClosed()) {
                status.fail(failure(e));
            }
        } finally {
            Outbox out = outbox;
            if (out != null) {
                out.end();
            }
            audio.over();
            clipboard.over();
        }
    }

    private void converse() throws IOException, InterruptedException {
        var line = new Line(transport, settings.recorder());
        var handshake =
                new Handshake(
                        line, settings.highest(), settings.login(), settings.clock()::nanoTime);
        ServerInit init = handshake.run();
        TransportInput in = line.in();
        status.named(init.name());
        line.begin(init);
        SetEncodings wanted = settings.setEncodings(line.transport(), handshake.roundTripNanos());
        var preferences = EncodingPreferences.of(wanted);
        try (var picture =
                new RemotePicture(
                        settings.display().orElseGet(() -> new Framebuffer(1, 1)),
                        init.width(),
                        init.height(),
                        settings.format(),
                        preferences)) {
            var out = new Outbox(line.transport(), settings.threads(), this::writingFailed);
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
        // no switch: to prepare for the first one with patterns takes the JVM as long as a
        // handshake
        if (message instanceof FramebufferUpdate header) {
            updated(picture.update(header, in, settings.events()::rectangle), picture, out);
        } else if (message instanceof ServerFence(Fence fence)) {
            fence(fence, out);
        } else if (message instanceof EndOfContinuousUpdates) {
            switchUpdates(picture.area(), out);
        } else if (message instanceof ServerCutText(String text)) {
            clipboard.cutText(text);
        } else if (message instanceof ServerClipboard(var said)) {
            clipboard.handle(said);
        } else if (message instanceof ServerXvp xvp) {
            power(xvp);
        } else if (message instanceof ServerGii(_, var reply)) {
            devices.handle(reply, out);
        } else if (message instanceof AudioData(byte[] frames)) {
            audio.frames(frames);
        } else if (message instanceof AudioStream(boolean begins)) {
            audio.stream(begins);
        } else if (message instanceof Bell) {
            settings.events().bell();
        } else if (message instanceof SetColourMapEntries entries) {
            picture.colours(entries);
        } else {
            throw new AssertionError(message);
        }
    }

    private void updated(UpdateReport report, RemotePicture picture, Outbox out)
            throws InterruptedException {
        Rect area = picture.area();
        if (report.isResized()) {
            // The server need not send all of the new picture by itself; but to a full request one
            // that knows of screens answers with their sizes.
            out.send(request(!report.screens().isEmpty(), area));
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
        report.pointer()
                .ifPresent(place -> {
                    pointer.moved(place.x(), place.y());
                    settings.events().pointerMoved(place.x(), place.y());
                });
        announced(report);
        Optional<Frame> newest = picture.frame();
        newest.ifPresent(settings.events()::painted); // before a wait for it returns
        synchronized (recorders) {
            newest.ifPresent(frame -> recorders.forEach(recorder -> recorder.painted(frame)));
            status.updated(newest, report.hasOrigin());
        }
    }

    /// Begins a recording.
    ///
    /// @param now the frame to begin with
    void record(ScreenRecorder recorder, Supplier<Frame> now) {
        synchronized (recorders) {
            recorders.removeIf(ScreenRecorder::isClosed);
            recorder.painted(now.get());
            recorders.add(recorder);
            status.check(); // the recordings may have been ended already, without this one
        }
    }

    /// Ends all recordings. Who has begun one gets to know of its failure by closing it himself.
    void endRecordings() {
        audio.endRecordings();
        recorders.forEach(ScreenRecorder::end);
    }

    private void announced(UpdateReport report) {
        if (report.announced().contains(Encoding.QEMU_KEY_EVENT)) {
            status.keyCodesKnown();
        }
        if (report.announced().contains(Encoding.QEMU_AUDIO)) {
            status.audioKnown();
        }
        if (report.announced().contains(Encoding.EXTENDED_MOUSE_BUTTONS)) {
            pointer.extend();
        }
        report.name()
                .ifPresent(name -> {
                    status.named(name);
                    settings.events().named(name);
                });
        report.screens().forEach(desktop::told);
        report.pointerMotion()
                .ifPresent(relative -> {
                    if (pointer.relative(relative)) {
                        settings.events().pointerMotion(relative);
                    }
                });
        report.leds()
                .ifPresent(leds -> {
                    status.leds(leds);
                    settings.events().leds(leds);
                });
    }

    private void power(ServerXvp message) {
        if (message.code() == ServerXvp.Code.INIT) {
            status.powerKnown();
        } else {
            status.powerFailed();
        }
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
        send(false, messages);
    }

    /// The same.
    ///
    /// @param isMovement whether the places in pointer events are movements
    void send(boolean isMovement, ClientMessage... messages) {
        status.check();
        Outbox out = outbox;
        if (out == null) {
            throw new IllegalStateException("not connected yet");
        }
        for (ClientMessage message : messages) {
            held.note(message);
            recorders.forEach(recorder -> recorder.sent(message, isMovement));
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
            out.end(held.releases(pointer));
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
