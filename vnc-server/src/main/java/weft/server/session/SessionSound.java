package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import org.jspecify.annotations.Nullable;

import weft.coroutine.CoQueue;
import weft.coroutine.Coroutine;
import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.audio.PcmConverter;
import weft.rfb.audio.PcmFormat;
import weft.rfb.message.AudioData;
import weft.rfb.message.AudioStream;
import weft.server.access.Right;
import weft.server.connection.ConnectionLostException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The sound of one viewer: what it wants, and what waits to be sent to it.
///
/// ```
/// SILENT  -> STREAM   // enabled, and the host plays: AudioStream(begins)
/// STREAM  -> STREAM   // AudioData, what waits at a time
/// STREAM  -> SILENT   // disabled, or the host has ended and all is sent: AudioStream(ends)
/// ```
///
/// Between updates sound goes first, but never twice while an update could go: neither starves the
/// other. While a line that is measured is full, updates wait and sound goes on for as long as it
/// takes a part of the line only. What waits for longer than a second is dropped, but for the
/// newest quarter, so that drops are rare and the viewer has caught up. While an update is being
/// encoded sound goes on by a coroutine of its own, and the update waits for what that is sending.
///
/// The update loop's; all calls are under the global lock.
final class SessionSound {

    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /* Up to so many samples are converted in place, more by a worker: a hundred microseconds. */
    private static final int IN_PLACE = 8192;
    private static final int RESAMPLED_IN_PLACE = 2048;

    private final Session session;
    private final Loop loop;
    private final Optional<HostSound> host;
    private final Line line;
    private final Runnable wake;
    private PcmFormat format = PcmFormat.DEFAULT;

    /// Makes what the viewer wants; null while it wants nothing.
    private @Nullable PcmConverter wanted;

    /// What the stream is made by that has begun at the viewer.
    private @Nullable PcmConverter streaming;

    private final Deque<byte[]> blocks = new ArrayDeque<>(1);
    private int waiting;
    private boolean gap;
    private boolean playing;

    /* While the update loop waits for a worker, a coroutine of its own sends. */
    private final CoQueue work;
    private final CoQueue sent;
    private @Nullable Coroutine beside;
    private boolean alone;
    private boolean sending;

    /// So many bytes since the last update.
    private long sentSinceUpdate;

    /// @param wake is called when there is something to send
    SessionSound(Session session, Display display, Line line, Runnable wake) {
        this.session = session;
        this.loop = display.loop();
        this.host = display.sound();
        this.line = line;
        this.wake = wake;
        this.work = new CoQueue(loop, "sound");
        this.sent = new CoQueue(loop, "sound to be sent");
    }

    // ---- what the viewer says ----

    /// The viewer's format, from the next time on that it wants sound.
    void format(PcmFormat wire) {
        format = wire;
    }

    /// The viewer wants sound, or no longer. To want it twice makes no difference.
    void enable(boolean on) {
        HostSound sound =
                host.orElseThrow(() ->
                        new RfbProtocolException(
                                MESSAGE_TYPE, "Audio message to a display without sound"));
        if (on && wanted == null) {
            wanted = new PcmConverter(sound.format(), format);
            sound.listen(this);
        } else if (!on) {
            disable();
            news();
        }
    }

    /// What waits is dropped if the viewer may not hear it any more.
    void rightsChanged() {
        if (!session.may(Right.SOUND)) {
            blocks.clear();
            waiting = 0;
            gap = true;
        }
    }

    // ---- what the host plays ----

    /// The host plays this; nobody changes it any more. Who may not hear it gets silence.
    void add(byte[] block) {
        if (!session.may(Right.SOUND)) {
            gap = true;
            return;
        }
        blocks.add(block);
        waiting += block.length;
        HostSound sound = host.orElseThrow();
        if (waiting > sound.bytes(HostSound.MOST_NANOS)) {
            gap = true;
            while (waiting > sound.bytes(KEPT_NANOS)) {
                waiting -= blocks.remove().length;
            }
        }
        news();
    }

    private void news() {
        wake.run();
        if (alone) {
            work.restartAll();
        }
    }

    /// What comes next does not follow what was added last.
    void lost() {
        gap = true;
    }

    /// Whether the host plays, after what was added.
    void playing(boolean plays) {
        if (playing != plays) {
            playing = plays;
            news();
        }
    }

    // ---- what the update loop asks ----

    /// Whether there is something to send.
    boolean isPending() {
        return streaming != null
                ? streaming != wanted || !blocks.isEmpty() || !playing
                : wanted != null && (!blocks.isEmpty() || playing);
    }

    /// Whether it goes before an update.
    boolean goesFirst() {
        return sentSinceUpdate == 0 && mayGo();
    }

    /// Whether it may go where no update does.
    boolean mayGo() {
        return isPending() && line.hasRoomBeside(sentSinceUpdate);
    }

    /// An update was sent.
    void updateSent() {
        sentSinceUpdate = 0;
    }

    /// The update loop is going to wait for a worker, and sends nothing until [#attended]: an
    /// update may take long, and sound goes on meanwhile.
    void unattended() {
        alone = true;
        if (wanted != null) {
            if (beside == null) {
                beside = loop.start("sound", this::sendAlone);
            }
            work.restartAll();
        }
    }

    /// The update loop goes on, when what is being sent is out.
    void attended() {
        alone = false;
        while (sending) {
            sent.await();
        }
    }

    private void sendAlone() {
        try {
            while (true) {
                if (alone && mayGo()) {
                    sending = true;
                    send();
                    sending = false;
                    sent.restartAll();
                } else {
                    work.await();
                }
            }
        } catch (ConnectionLostException e) {
            sending = false; // the update loop will find out too
            sent.restartAll();
        }
    }

    /// Sends what waits.
    void send() {
        var out = new RfbBuffer(64);
        PcmConverter target = wanted;
        if (streaming != null && streaming != target) {
            new AudioStream(false).write(out);
            streaming = null;
        }
        if (target != null && (!blocks.isEmpty() || playing)) {
            if (streaming == null) {
                new AudioStream(true).write(out);
                streaming = target;
                gap = false;
            }
            append(takeBlocks(), target, out);
        }
        boolean ended = !playing && blocks.isEmpty();
        if (target != null && streaming == target && wanted == target && ended) {
            data(target.drain(), out);
            new AudioStream(false).write(out);
            streaming = null;
        }
        sentSinceUpdate += out.length();
        line.sendMarked(out);
    }

    /// All that waits, but for what would keep the line busy for too long.
    private List<byte[]> takeBlocks() {
        List<byte[]> taken = new ArrayList<>();
        for (long room = line.partBytes(); room > 0 && !blocks.isEmpty(); ) {
            byte[] block = blocks.remove();
            taken.add(block);
            waiting -= block.length;
            room -= block.length;
        }
        return taken;
    }

    private void append(List<byte[]> taken, PcmConverter target, RfbBuffer out) {
        if (gap) {
            target.gap();
            gap = false;
        }
        int length = taken.stream().mapToInt(block -> block.length).sum();
        int samples = length / host.orElseThrow().format().samples().bytes();
        if (samples <= (target.isQuick() ? IN_PLACE : RESAMPLED_IN_PLACE)) {
            data(converted(taken, length, target), out);
        } else {
            data(loop.runOnWorker("sound", () -> converted(taken, length, target)), out);
        }
    }

    private static byte[] converted(List<byte[]> taken, int length, PcmConverter target) {
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] block : taken) {
            System.arraycopy(block, 0, all, at, block.length);
            at += block.length;
        }
        return target.convert(all, 0, length);
    }

    private static void data(byte[] frames, RfbBuffer out) {
        if (frames.length > 0) {
            new AudioData(frames).write(out);
        }
    }

    /// The viewer wants no sound any more.
    void disable() {
        wanted = null;
        blocks.clear();
        waiting = 0;
        playing = false;
        host.ifPresent(sound -> sound.leave(this));
    }

    /// Ends with the session.
    void close() {
        disable();
        if (beside != null) {
            beside.cancel();
        }
    }
}
