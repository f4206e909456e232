package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.coroutine.CoSleep;
import weft.coroutine.Loop;
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
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.message.SetEncodings;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.access.Right;
import weft.server.connection.Connection;
import weft.server.update.CursorRectangle;
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
public final class UpdateLoop implements Wakeups.Viewer {

    /// Up to so many pixels are encoded in place: two hand-offs would cost more than the work.
    private static final long IN_PLACE = 64 * 64;

    /// Sound that may not be sent now is looked at again after so long at the most.
    private static final long SOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// A viewer that was sent nothing for so long needs no compressors.
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Session session;
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
    private boolean announcedFences;
    private boolean announcedContinuous;
    private final Announcements announcements;
    private final SessionSound sound;
    private final DesktopSizes sizes;
    private final ViewerCursor cursor;

    private final ShownBarrier shown;
    private boolean woken;
    private boolean hasSent;

    /// Whether an update was made since the last [#letGo].
    private boolean hasMade;

    /// Whether an update is on its way to a viewer that may not take it.
    private boolean sending;

    private final UpdatePace pace;

    UpdateLoop(Session session, Display display, Connection connection, Frame announced) {
        this.session = session;
        this.display = display;
        this.loop = display.loop();
        this.line = new Line(connection, loop);
        this.maker = new UpdateMaker(display.pieces());
        this.work = new CoSleep(loop);
        this.outbox = new Outbox(loop);
        this.shown = new ShownBarrier(loop);
        this.announcements = new Announcements(display);
        this.sound = new SessionSound(session, display, line, this::wake);
        this.cursor = new ViewerCursor(session, display);
        this.sizes = new DesktopSizes(session, display);
        this.picture = new ViewerPicture(announced);
        this.pace = new UpdatePace(display);
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
        preferences = display.allowed(EncodingPreferences.of(message));
        line.answersFences(preferences.fence());
        announcements.encodings(preferences);
        if (!announcements.hears()) {
            sound.disable();
        }
        sizes.encodings(preferences);
        cursor.encodings(preferences);
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
            look();
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

    /// What the viewers are told of these has changed.
    public void announce(Encoding... encodings) {
        if (announcements.changed(encodings)) {
            wake();
        }
    }

    /// Whether the viewer may send extended pointer events.
    boolean extendedButtons() {
        return announcements.extendedButtons();
    }

    /// The viewer's sound; only one that was told of it may say anything about it.
    SessionSound sound() {
        if (!announcements.hears()) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE, "Audio message before SetEncodings with QEMU Audio (-259)");
        }
        return sound;
    }

    /// Whether the viewer's pointer events say how far it moved.
    boolean isPointerRelative() {
        return announcements.isPointerRelative();
    }

    /// The viewer answers one of our fences.
    void fenceAnswered(Fence answer) {
        if (!announcements.fenceAnswered(answer) && line.fenceAnswered(answer)) {
            wake();
        }
    }

    /// Waits until all replies up to now are sent, and the answer to a request for a size.
    void awaitReplies() {
        outbox.awaitSent();
        sizes.awaitAnswered();
    }

    /// Waits until the viewer has been sent what the picture shows now, as far as it has asked; for
    /// one coroutine at a time.
    void awaitShown() {
        shown.begin();
        look();
        wake();
        shown.await();
        look();
    }

    /// What the viewer is told of sizes.
    DesktopSizes sizes() {
        return sizes;
    }

    /// Tells the viewer what has become of its request for a size. There is none that it has not
    /// been told of ([#awaitReplies]).
    void answerResize(ResizeStatus status, ScreenLayout wanted) {
        sizes.answer(status, wanted);
        wake();
    }

    /// The viewer asks for an update.
    void request(FramebufferUpdateRequest request) {
        if (!request.incremental()) {
            sizes.ask();
        }
        picture.request(
                request.incremental(),
                new Rect(request.x(), request.y(), request.width(), request.height()));
        pace.requested();
        look();
        wake();
    }

    /// Says where news are for this viewer: one that waits at a barrier must hear of all.
    private void look() {
        display.wakeups().looksAt(this, shown.isAwaited() ? Wakeups.EVERYTHING : picture.asked());
    }

    /// The viewer may do more or less than before.
    void rightsChanged() {
        sound.rightsChanged();
        var _ = news();
    }

    @Override
    public boolean news() {
        boolean waits = session.isAdmitted() && picture.isAsked();
        if (waits) {
            wake();
        }
        return waits;
    }

    @Override
    public boolean news(Region changed) {
        boolean concerned = picture.waitsFor(changed) || shown.isAwaited() || cursor.hasNews();
        return concerned && news();
    }

    @Override
    public void letGo(Frame newest) {
        if (hasMade) {
            hasMade = false;
        } else if (session.isAdmitted()) {
            picture.letGo(asSeen(newest), sending);
        }
    }

    /// Sends `message` as soon as what is being sent is out; waits for room in the outbox.
    void reply(ServerMessage message) {
        outbox.put(message);
        wake();
    }

    /// Sends `message` soon, for what cannot be too many and must not wait.
    void post(ServerMessage message) {
        outbox.post(message);
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
            } else if (sizes.hasAnswer()) {
                sendSizeAnswer();
            } else if (sound.goesFirst()) {
                sound.send();
            } else if (!picture.isAsked()) {
                shown.allSent();
                idle();
            } else if (announcements.isPending() && announcements.waitNanos() <= 0) {
                sendAnnouncements();
            } else if (pauseNanos() > 0) {
                idleUntilPauseEnds();
            } else if (sendUpdate() || sendRefresh()) {
                sound.updateSent();
            } else {
                idleUntilRest();
            }
        }
    }

    /// How long the next update has to wait: for its time, and for the line.
    private long pauseNanos() {
        return Math.max(line.waitNanos(), pace.waitNanos(shown.isAwaited()));
    }

    private void idleUntilPauseEnds() {
        if (shown.isAwaited() && picture.has(newest())) {
            allShown();
        }
        idle(pauseNanos());
    }

    /// What the viewer may see.
    private Frame newest() {
        return asSeen(display.framebuffer().snapshot());
    }

    private Frame asSeen(Frame frame) {
        return session.may(Right.SEE) ? cursor.paint(frame) : display.blackout(frame);
    }

    private void idle() {
        if (sound.isPending()) {
            idle(SOUND_NANOS);
            return;
        }
        if (announcements.isPending() && picture.isAsked()) {
            idle(announcements.waitNanos());
            return;
        }
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
        if (sound.mayGo()) {
            sound.send();
        } else if (!woken) {
            boolean tells = announcements.isPending() && picture.isAsked();
            work.sleep(tells ? Math.min(nanos, announcements.waitNanos()) : nanos);
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

    /// What was asked for stays asked for: this has no pixels.
    private void sendAnnouncements() {
        var out = new RfbBuffer(64);
        boolean fence = preferences.fence();
        announcements.write(fence, out);
        line.send(out);
        announcements.sent(fence);
    }

    /// An update to be sent.
    ///
    /// @param bytes a buffer of the display's
    /// @param sent what is in it
    private record Update(RfbBuffer bytes, Region sent) {}

    /// Makes and sends an update; says whether there was anything to send. Nothing here holds a
    /// frame: who does not read would hold it for as long.
    private boolean sendUpdate() {
        shown.updateBegun();
        if (sendNewSize()) {
            return true;
        }
        Optional<Update> made = makeUpdate();
        if (made.isEmpty()) {
            return false;
        }
        Update update = made.get();
        hasSent = true;
        sending = true;
        line.sendMarked(update.bytes);
        sending = false;
        shown.updateSent(update.sent, picture.missing());
        display.buffers().give(update.bytes);
        return true;
    }

    private boolean sendNewSize() {
        Frame newest = newest();
        boolean news = sizes.isNews(newest, picture.area());
        if (news) {
            sendSize(newest);
        }
        return news;
    }

    private Optional<Update> makeUpdate() {
        long begun = loop.nanoTime();
        Frame newest = newest();
        if (sizes.isNews(newest, picture.area())) {
            woken = true; // published just now: the size goes first
            return Optional.empty();
        }
        CursorRectangle shape = cursor.news().orElse(null);
        ViewerPicture.Step step = picture.begin(newest);
        hasMade = true;
        if (step.isIdle() && shape == null) {
            picture.finish(step, Region.EMPTY, Region.EMPTY, false);
            allShown();
            return Optional.empty();
        }
        RfbBuffer out = display.buffers().take();
        long limit = limitBytes();
        boolean small = step.candidatePixels() <= IN_PLACE;
        EncodingPreferences encodings = preferences;
        PixelTranslator format = translator;
        UpdateMaker.Made made =
                small
                        ? maker.make(step, encodings, format, shape, limit, out)
                        : onWorker(() -> maker.make(step, encodings, format, shape, limit, out));
        UpdateEncoder.Result result = made.result();
        picture.finish(made.step(), result.changed(), result.sent(), result.isUpdate());
        lossy.sent(result, loop.nanoTime());
        if (!result.isUpdate()) {
            display.buffers().give(out);
            if (small) {
                allShown();
            } else {
                woken = true; // what became new while the worker had the request has woken nobody
            }
            return Optional.empty();
        }
        if (shape != null) {
            cursor.told(shape);
        }
        boolean echo = small && !step.atOnce();
        if (made.isAll()) {
            pace.updated(begun, echo, picture.isContinuous());
        } else {
            pace.updatedInPart(begun, echo);
        }
        return Optional.of(new Update(out, result.sent()));
    }

    private <T> T onWorker(Loop.Task<T, RuntimeException> task) {
        sound.unattended();
        T made = loop.runOnWorker("encoding", task);
        sound.attended();
        return made;
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
                onWorker(() -> maker.refresh(step, encodings, format, limit, out));
        hasSent = true;
        lossy.sent(result, loop.nanoTime());
        line.sendMarked(out);
        display.buffers().give(out);
        return true;
    }

    /// Only continuous updates are kept small: who asks for a part of the picture may count on
    /// getting it with one update.
    private long limitBytes() {
        return picture.isContinuous() ? line.partBytes() : UpdateMaker.NO_LIMIT;
    }

    private void sendSize(Frame newest) {
        var out = new RfbBuffer(64);
        sizes.write(newest, translator.format(), out);
        sendSize(newest, out);
    }

    private void sendSizeAnswer() {
        Frame newest = newest();
        var out = new RfbBuffer(64);
        if (sizes.writeAnswer(newest, picture.area(), out)) {
            sendSize(newest, out);
        } else {
            line.send(out);
        }
        sizes.answerSent();
    }

    /// If the size is another one, what was asked for is void.
    private void sendSize(Frame newest, RfbBuffer out) {
        if (newest.area().equals(picture.area())) {
            line.send(out);
            return;
        }
        picture.begin(newest);
        picture.resized(newest);
        lossy.clear();
        shown.resized();
        line.sendMarked(out);
    }

    /// Frees the encoders. The coroutine must have ended.
    void close() {
        sound.close();
        maker.close();
    }
}
