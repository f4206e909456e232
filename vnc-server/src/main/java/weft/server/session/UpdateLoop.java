package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import org.jspecify.annotations.Nullable;

import weft.coroutine.CoSleep;
import weft.coroutine.Loop;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.message.SetEncodings;
import weft.server.update.LossyRegion;
import weft.server.update.UpdateEncoder;
import weft.server.update.UpdateMaker;
import weft.server.update.ViewerPicture;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The sending half of a session: replies from the outbox, and updates when the viewer has asked
/// and there is something new.
///
/// One update is made and sent at a time, always from the newest frame, so a slow viewer skips
/// frames and nothing is queued for it. What the reader is told takes effect here between messages.
///
/// A viewer that answers fences is measured by them: a mark follows every update, and while too
/// much is on its way ([Congestion]) no update is made; replies are never held back by that. With
/// continuous updates on, an update is also kept small enough for the line ([UpdateMaker]). A
/// viewer without fences is paced by its requests.
///
/// What was sent lossily is sent again exactly when it rests ([LossyRegion]), a little at a time
/// and only while there is nothing new.
public final class UpdateLoop {

    /// Up to so many pixels are encoded in place: two hand-offs would cost more than the work.
    private static final long IN_PLACE = 64 * 64;

    /// An update may come by this part of a pause too early, if those before it were late: a source
    /// of the same pace is seldom on time to the microsecond, and would lose every second frame.
    private static final int EARLY = 8;

    /// A viewer that was sent nothing for so long needs no compressors.
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Display display;
    private final Line line;
    private final Loop loop;
    private final CoSleep work;
    private final Outbox outbox;
    private final UpdateMaker maker;
    private final ViewerPicture picture;
    private final LossyRegion lossy = new LossyRegion();
    private PixelTranslator translator = PixelTranslator.of(PixelFormat.XRGB8888);
    private EncodingPreferences preferences = EncodingPreferences.NONE;
    private @Nullable Cursor shownCursor;
    private boolean announcedFences;
    private boolean announcedContinuous;
    private final ShownBarrier shown;
    private boolean woken;
    private boolean hasSent;
    private long nextUpdate;

    /// The same for a viewer that waits at a barrier, which paces it as a request would.
    private long nextAwaitedUpdate;

    UpdateLoop(Display display, Connection connection, Frame announced) {
        this.display = display;
        this.loop = display.loop();
        this.line = new Line(connection, loop);
        this.maker = new UpdateMaker(display.pieces());
        this.work = new CoSleep(loop);
        this.outbox = new Outbox(loop);
        this.shown = new ShownBarrier(loop);
        this.picture = new ViewerPicture(announced);
        this.nextUpdate = loop.nanoTime();
        this.nextAwaitedUpdate = nextUpdate;
    }

    // ---- what the reader and the server say ----

    /// The viewer's pixel format, from the next update on.
    void pixelFormat(PixelFormat format) {
        if (!format.trueColour()) {
            reply(SetColourMapEntries.fixed()); // it may wait, and must come before such pixels
        }
        translator = PixelTranslator.of(format);
    }

    /// The viewer's encodings, from the next update on. What it lists for the first time that both
    /// sides must know of is announced.
    void encodings(SetEncodings message) {
        boolean hadCursor = preferences.cursor();
        preferences = display.allowed(EncodingPreferences.of(message));
        if (!hadCursor) {
            shownCursor = null;
        }
        line.answersFences(preferences.fence());
        wake();
        if (preferences.fence() && !announcedFences) {
            announcedFences = true;
            reply(new ServerFence(Fence.announcingBarriers()));
        }
        if (preferences.continuousUpdates() && !announcedContinuous) {
            announcedContinuous = true;
            reply(new EndOfContinuousUpdates());
        }
    }

    /// The viewer wants updates without asking for each, or no longer; the end is always answered.
    void continuousUpdates(EnableContinuousUpdates message) {
        if (!announcedContinuous) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE,
                    "EnableContinuousUpdates before SetEncodings with ContinuousUpdates (-313)");
        }
        if (message.enable()) {
            picture.beginContinuous(
                    new Rect(message.x(), message.y(), message.width(), message.height()));
            wake();
        } else {
            picture.endContinuous();
            reply(new EndOfContinuousUpdates());
        }
    }

    /// Whether the viewer was told of fences, so that it may send some.
    boolean hasAnnouncedFences() {
        return announcedFences;
    }

    /// Answers a fence. The reply to the message behind it will not wait between this and its
    /// effect.
    void answerFence(ServerFence answer) {
        outbox.putBeforeAnother(answer);
        wake();
    }

    /// The viewer answers one of our fences.
    void fenceAnswered(Fence answer) {
        if (line.fenceAnswered(answer)) {
            wake();
        }
    }

    /// Waits until all replies up to now are sent.
    void awaitReplies() {
        outbox.awaitSent();
    }

    /// Waits until the viewer has been sent what the picture shows now, as far as it has asked; for
    /// one coroutine at a time.
    void awaitShown() {
        shown.begin();
        wake();
        shown.await();
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
        outbox.put(message);
        wake();
    }

    /// Sends `message` soon, unless the viewer is so far behind that the outbox is full.
    public void offer(ServerMessage message) {
        if (outbox.offer(message)) {
            wake();
        }
    }

    // ---- the loop ----

    /// Runs until the session is cancelled or the connection lost.
    void run() {
        while (true) {
            woken = false;
            if (!outbox.isEmpty()) {
                sendReply(outbox.take());
            } else if (!picture.isAsked()) {
                shown.allSent();
                idle();
            } else if (pauseNanos() > 0) {
                idleUntilPauseEnds();
            } else if (!sendUpdate() && !sendRefresh()) {
                idleUntilRest();
            }
        }
    }

    /// How long the next update has to wait: for its time, and for the line.
    private long pauseNanos() {
        long next = shown.isAwaited() ? nextAwaitedUpdate : nextUpdate;
        return Math.max(line.waitNanos(), next - loop.nanoTime());
    }

    private void idleUntilPauseEnds() {
        if (shown.isAwaited() && picture.has(display.framebuffer().snapshot())) {
            allShown();
        }
        idle(pauseNanos());
    }

    private void idle() {
        if (hasSent && !woken && !work.sleep(REST_NANOS)) {
            hasSent = false;
            loop.runOnWorker("giving back compressors", this::restMaker); // closing video is slow
        }
        if (!woken) {
            work.sleep();
        }
    }

    private boolean restMaker() {
        maker.rest();
        return true;
    }

    private void idle(long nanos) {
        if (!woken) {
            work.sleep(nanos);
        }
    }

    /// Waits for what has changed lossily to come to rest, or for something new.
    private void idleUntilRest() {
        long nanos = lossy.nanosToRest(loop.nanoTime());
        if (nanos > 0) {
            idle(nanos);
        } else {
            idle();
        }
    }

    private void wake() {
        woken = true;
        work.wake();
    }

    private void sendReply(ServerMessage message) {
        var out = new RfbBuffer(64);
        message.write(out);
        line.send(out);
        outbox.sent();
    }

    /// Makes and sends an update; says whether there was anything to send.
    private boolean sendUpdate() {
        long begun = loop.nanoTime();
        Frame newest = display.framebuffer().snapshot();
        shown.updateBegun();
        if (preferences.desktopSize() && !newest.area().equals(picture.area())) {
            sendDesktopSize(newest);
            return true;
        }
        Cursor cursor = cursorToShow();
        ViewerPicture.Step step = picture.begin(newest);
        if (step.isIdle() && cursor == null) {
            picture.finish(step, Region.EMPTY, Region.EMPTY, false);
            allShown();
            return false;
        }
        RfbBuffer out = display.buffers().take();
        long limit = limitBytes();
        boolean small = step.candidatePixels() <= IN_PLACE;
        EncodingPreferences encodings = preferences;
        PixelTranslator format = translator;
        UpdateMaker.Made made =
                small
                        ? maker.make(step, encodings, format, cursor, limit, out)
                        : loop.runOnWorker(
                                "encoding",
                                () -> maker.make(step, encodings, format, cursor, limit, out));
        UpdateEncoder.Result result = made.result();
        picture.finish(made.step(), result.changed(), result.sent(), result.isUpdate());
        lossy.sent(result, loop.nanoTime());
        if (result.isUpdate()) {
            if (cursor != null) {
                shownCursor = cursor;
            }
            // The rest of a picture need not wait: the line is what paces it.
            boolean echo = small && !step.atOnce();
            long pause = made.isAll() ? pauseAfter(echo) : 0;
            nextUpdate = afterPause(nextUpdate, begun, pause);
            nextAwaitedUpdate =
                    echo
                            ? afterPause(nextAwaitedUpdate, begun, display.pauseNanos(true))
                            : nextUpdate;
            hasSent = true;
            line.sendMarked(out);
            shown.updateSent(result.sent(), picture.missing());
        } else {
            allShown();
        }
        display.buffers().give(out);
        return result.isUpdate();
    }

    private static long afterPause(long due, long begun, long pause) {
        return Math.max(due + pause, begun + pause - pause / EARLY);
    }

    /// There is nothing to send, unless a host has something in the making that hides more.
    private void allShown() {
        if (!display.framebuffer().owesSnapshot()) {
            shown.allSent();
        }
    }

    /// Sends again exactly some of what the viewer holds lossily and rests; says whether there was
    /// any. For when there is nothing new: what comes meanwhile goes next.
    private boolean sendRefresh() {
        Optional<ViewerPicture.Step> refresh = picture.beginRefresh(lossy.resting(loop.nanoTime()));
        if (refresh.isEmpty()) {
            return false;
        }
        ViewerPicture.Step step = refresh.get();
        RfbBuffer out = display.buffers().take();
        EncodingPreferences encodings = preferences;
        PixelTranslator format = translator;
        long limit = line.partBytes();
        UpdateEncoder.Result result =
                loop.runOnWorker(
                        "encoding", () -> maker.refresh(step, encodings, format, limit, out));
        hasSent = true;
        lossy.sent(result, loop.nanoTime());
        line.sendMarked(out);
        display.buffers().give(out);
        return true;
    }

    /// No request paces continuous updates, so small ones are held to four times the frame rate.
    private long pauseAfter(boolean small) {
        long pause = display.pauseNanos(small);
        return picture.isContinuous() ? Math.max(pause, display.pauseNanos(false) / 4) : pause;
    }

    /// Only continuous updates are kept small: who asks for a part of the picture may count on
    /// getting it with one update.
    private long limitBytes() {
        return picture.isContinuous() ? line.partBytes() : UpdateMaker.NO_LIMIT;
    }

    /// The size comes alone: nothing may follow it in its update, and what was asked for is void.
    private void sendDesktopSize(Frame newest) {
        picture.begin(newest);
        picture.resized(newest);
        lossy.clear();
        shown.resized();
        var out = new RfbBuffer(64);
        new FramebufferUpdate(1).write(out);
        new RectangleHeader(0, 0, newest.width(), newest.height(), Encoding.DESKTOP_SIZE.number())
                .write(out);
        line.sendMarked(out);
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
        maker.close();
    }
}
