package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.coroutine.CoQueue;
import weft.coroutine.CoSleep;
import weft.coroutine.Loop;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.message.SetEncodings;
import weft.server.update.EncoderSet;
import weft.server.update.UpdateEncoder;
import weft.server.update.ViewerPicture;

import java.util.ArrayDeque;
import java.util.Deque;

/// The sending half of a session: replies from the outbox, and updates when the viewer has asked
/// and there is something new.
///
/// One update is made and sent at a time, always from the newest frame, so a slow viewer skips
/// frames and nothing is queued for it. What the reader is told takes effect here between messages.
public final class UpdateLoop {

    /// So many replies wait at the most; then the reader does not read.
    private static final int OUTBOX = 16;

    /// Up to so many pixels are encoded in place: two hand-offs would cost more than the work.
    private static final long IN_PLACE = 64 * 64;

    private final Display display;
    private final Connection connection;
    private final Loop loop;
    private final CoSleep work;
    private final CoQueue outboxSpace;
    private final Deque<ServerMessage> outbox = new ArrayDeque<>();
    private final EncoderSet encoders = new EncoderSet();
    private final ViewerPicture picture;
    private PixelTranslator translator = PixelTranslator.of(PixelFormat.XRGB8888);
    private EncodingPreferences preferences = EncodingPreferences.NONE;
    private @Nullable Cursor shownCursor;
    private boolean woken;
    private long nextUpdate;

    UpdateLoop(Display display, Connection connection, Frame announced) {
        this.display = display;
        this.connection = connection;
        this.loop = display.loop();
        this.work = new CoSleep(loop);
        this.outboxSpace = new CoQueue(loop, "room in the outbox");
        this.picture = new ViewerPicture(announced);
        this.nextUpdate = loop.nanoTime();
    }

    // ---- what the reader and the server say ----

    /// The viewer's pixel format, from the next update on.
    void pixelFormat(PixelFormat format) {
        translator = PixelTranslator.of(format);
        if (!format.trueColour()) {
            reply(SetColourMapEntries.fixed());
        }
    }

    /// The viewer's encodings, from the next update on.
    void encodings(SetEncodings message) {
        boolean hadCursor = preferences.cursor();
        preferences = EncodingPreferences.of(message);
        if (!hadCursor) {
            shownCursor = null;
        }
        wake();
    }

    /// The viewer asks for an update.
    void request(FramebufferUpdateRequest request) {
        picture.request(
                request.incremental(),
                new Rect(request.x(), request.y(), request.width(), request.height()));
        wake();
    }

    /// Something is new in the picture.
    public void news() {
        if (picture.isAsked()) {
            wake();
        }
    }

    /// Sends `message` as soon as what is being sent is out; waits for room in the outbox.
    private void reply(ServerMessage message) {
        while (outbox.size() >= OUTBOX) {
            outboxSpace.await();
        }
        outbox.add(message);
        wake();
    }

    /// Sends `message` soon, unless the viewer is so far behind that the outbox is full.
    public void offer(ServerMessage message) {
        if (outbox.size() < OUTBOX) {
            outbox.add(message);
            wake();
        }
    }

    // ---- the loop ----

    /// Runs until the session is cancelled or the connection lost.
    void run() {
        while (true) {
            woken = false;
            if (!outbox.isEmpty()) {
                sendReply(outbox.remove());
            } else if (picture.isAsked() && loop.nanoTime() - nextUpdate < 0) {
                idle(nextUpdate - loop.nanoTime());
            } else if (!picture.isAsked() || !sendUpdate()) {
                idle();
            }
        }
    }

    private void idle() {
        if (!woken) {
            work.sleep();
        }
    }

    private void idle(long nanos) {
        if (!woken) {
            work.sleep(nanos);
        }
    }

    private void wake() {
        woken = true;
        work.wake();
    }

    private void sendReply(ServerMessage message) {
        outboxSpace.next();
        var out = new RfbBuffer(64);
        message.write(out);
        connection.send(out);
    }

    /// Makes and sends an update; says whether there was anything to send.
    private boolean sendUpdate() {
        Frame newest = display.framebuffer().snapshot();
        if (preferences.desktopSize() && !newest.area().equals(picture.area())) {
            sendDesktopSize(newest);
            return true;
        }
        Cursor cursor = cursorToShow();
        ViewerPicture.Step step = picture.begin(newest);
        if (step.isIdle() && cursor == null) {
            picture.finish(step, Region.EMPTY, Region.EMPTY, false);
            return false;
        }
        RfbBuffer out = display.buffers().take();
        var encoder = new UpdateEncoder(step, preferences, translator, encoders, cursor);
        boolean small = step.candidatePixels() <= IN_PLACE;
        UpdateEncoder.Result result =
                small
                        ? encoder.encode(out)
                        : loop.runOnWorker("encoding", () -> encoder.encode(out));
        picture.finish(step, result.changed(), result.sent(), result.isUpdate());
        if (result.isUpdate()) {
            if (cursor != null) {
                shownCursor = cursor;
            }
            nextUpdate = loop.nanoTime() + display.pauseNanos(small && !step.atOnce());
            connection.send(out);
        }
        display.buffers().give(out);
        return result.isUpdate();
    }

    /// The size comes alone: nothing may follow it in its update, and what was asked for is void.
    private void sendDesktopSize(Frame newest) {
        picture.begin(newest);
        picture.resized(newest);
        var out = new RfbBuffer(64);
        new FramebufferUpdate(1).write(out);
        new RectangleHeader(0, 0, newest.width(), newest.height(), Encoding.DESKTOP_SIZE.number())
                .write(out);
        connection.send(out);
    }

    private @Nullable Cursor cursorToShow() {
        if (!preferences.cursor()) {
            return null;
        }
        Cursor current = display.framebuffer().cursor().orElse(null);
        return current == shownCursor ? null : current;
    }

    /// Frees the encoders. The coroutine must have ended.
    void close() {
        encoders.close();
    }
}
