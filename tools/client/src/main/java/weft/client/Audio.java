package weft.client;

import weft.client.failure.TimedOutException;
import weft.client.failure.VncClientException;
import weft.client.recording.SoundRecorder;
import weft.rfb.audio.PcmFormat;
import weft.rfb.message.EnableAudio;
import weft.rfb.message.SetAudioFormat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The sound of the server (QEMU Audio). Nothing of it is sent unless somebody listens.
///
/// Any thread may call.
public final class Audio {

    private final Session session;
    private final Status status;
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final List<SoundRecorder> recorders = new CopyOnWriteArrayList<>();

    /// Keeps what is sent about it in order; what the server says is handled without it.
    private final Object control = new Object();

    private volatile PcmFormat format = PcmFormat.DEFAULT;

    /// Whether sound in another format than this may still be on its way.
    private volatile boolean stale;

    /// The reader's.
    private boolean streaming;

    Audio(Session session, Status status) {
        this.session = session;
        this.status = status;
    }

    /// Listening to a server; closing it ends that.
    public interface Listening extends AutoCloseable {

        /// Ends it; the listener is not called any more, but for a call that is under way.
        @Override
        void close();
    }

    /// Whether the server has said that it has sound. Weft's and QEMU's do so before their first
    /// picture.
    public boolean isOffered() {
        return status.hasAudio();
    }

    /// Waits until the server has said that it has sound.
    public void awaitOffer(Duration timeout) {
        boolean _ =
                status.await(
                        timeout,
                        () -> status.hasAudio() ? Optional.of(true) : Optional.empty(),
                        frame ->
                                new TimedOutException(
                                        "Waited %s for the server to offer sound"
                                                .formatted(Waits.text(timeout)),
                                        frame));
    }

    /// Listens from now on, until the result or the client is closed. All that listen at the same
    /// time have the same format.
    ///
    /// @throws IllegalStateException if the server has not said that it has sound, or it is heard
    ///   in another format
    /// @throws IllegalArgumentException if the format is beyond [SetAudioFormat#HIGHEST_FREQUENCY]
    public Listening listen(PcmFormat wanted, AudioListener listener) {
        var ear = new Ear(listener);
        var set = new SetAudioFormat(wanted);
        synchronized (control) {
            if (!isOffered()) {
                throw new IllegalStateException("the server has not said that it has sound");
            }
            if (ears.isEmpty()) {
                stale |= !format.equals(wanted);
                format = wanted;
                ears.add(ear);
                session.send(set, new EnableAudio(true));
            } else if (!format.equals(wanted)) {
                throw new IllegalStateException(
                        "the server is heard as %s already, not as %s".formatted(format, wanted));
            } else {
                ears.add(ear);
            }
        }
        return () -> leave(ear);
    }

    private void leave(Ear ear) {
        synchronized (control) {
            if (!ears.remove(ear) || !ears.isEmpty() || status.isOver()) {
                return;
            }
            try {
                session.send(new EnableAudio(false));
            } catch (VncClientException | IllegalStateException e) {
                // it has ended meanwhile, and the sound with it
            }
        }
    }

    /// Records what the server plays from now on, until the result or this client is closed, as a
    /// WAV file in place of one that there may be. The time in which the server plays nothing is
    /// not in it.
    ///
    /// @param wanted U8, S16 or S32, which is what WAV files have
    /// @throws IOException that says why the file cannot be written
    public SoundRecorder record(Path file, PcmFormat wanted) throws IOException {
        var recorder = SoundRecorder.create(file, wanted);
        try {
            Listening listening = listen(wanted, recorder::frames);
            recorder.whenClosed(() -> {
                recorders.remove(recorder);
                listening.close();
            });
            recorders.add(recorder);
            status.check(); // the recordings may have been ended already, without this one
            return recorder;
        } catch (RuntimeException e) {
            recorder.close();
            throw e;
        }
    }

    /// Ends all recordings. Who has begun one gets to know of its failure by closing it himself.
    void endRecordings() {
        recorders.forEach(SoundRecorder::end);
    }

    // ---- what the server says, on the thread that reads from it ----

    void stream(boolean begins) {
        streaming = begins;
        stale = false;
        for (Ear ear : ears) {
            ear.stream(begins);
        }
    }

    /// QEMU tells nobody of a stream that has begun for another viewer.
    void frames(byte[] frames) {
        if (stale && streaming) {
            return;
        }
        int rest = frames.length % format.frameBytes();
        byte[] whole = rest == 0 ? frames : Arrays.copyOf(frames, frames.length - rest);
        for (Ear ear : ears) {
            ear.frames(whole);
        }
    }

    /// There is no server any more.
    void over() {
        stream(false);
    }

    /// One that listens; the reader's.
    private static final class Ear {
        private final AudioListener listener;
        private boolean begun;

        Ear(AudioListener listener) {
            this.listener = listener;
        }

        void stream(boolean begins) {
            if (begun != begins) {
                begun = begins;
                if (begins) {
                    listener.begin();
                } else {
                    listener.end();
                }
            }
        }

        void frames(byte[] frames) {
            stream(true);
            listener.frames(frames);
        }
    }
}
