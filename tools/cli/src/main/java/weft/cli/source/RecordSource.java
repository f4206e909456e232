package weft.cli.source;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.client.recording.RecordedEvent;
import weft.client.recording.RecordedEvent.Bell;
import weft.client.recording.RecordedEvent.CutText;
import weft.client.recording.RecordedEvent.Other;
import weft.client.recording.RecordedEvent.Picture;
import weft.client.recording.RecordedScreen;
import weft.client.recording.RecordingException;
import weft.framebuffer.Framebuffer;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A recorded session, played from when the first viewer is there. At its end the last picture
/// stays, or it begins again.
///
/// What is before the beginning is drawn before anything is served, as fast as it can be.
final class RecordSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(RecordSource.class);

    /// How often it looks whether somebody watches.
    private static final long LOOK_NANOS = 50_000_000;

    /// How long the last picture stays before the first one comes again.
    private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path file;
    private final ReplayManner manner;
    private final Framebuffer framebuffer = new Framebuffer(1, 1);
    private RecordedScreen screen;
    private ReplayClock clock;
    private final String name;
    private @Nullable VncServer server;
    private volatile boolean closed;
    private final Thread player =
            Thread.ofPlatform().daemon().name("weft-replay").unstarted(this::play);

    private RecordSource(Path file, ReplayManner manner) throws IOException {
        this.file = file;
        this.manner = manner;
        clock = newClock();
        screen = RecordedScreen.open(file, framebuffer, clock);
        name = screen.name();
    }

    /// Opens a recording and draws what was before its beginning.
    ///
    /// @throws IOException that says in one line why it cannot be played
    static RecordSource open(Path file, ReplayManner manner) throws IOException {
        var source = new RecordSource(file, manner);
        try {
            source.seek();
            if (!source.screen.hasPicture()) {
                throw new RecordingException(file + ": it has no whole picture");
            }
            return source;
        } catch (IOException | RuntimeException e) {
            source.screen.close();
            throw e;
        }
    }

    private ReplayClock newClock() {
        return new ReplayClock(manner.from(), manner.speed(), System::nanoTime);
    }

    /// Draws what was up to the beginning, and the first whole picture if that comes later.
    private void seek() throws IOException {
        boolean more = true;
        while (more && (!screen.hasPicture() || isBeforeBeginning(screen.upcomingMillis()))) {
            more = screen.next().isPresent();
        }
    }

    private boolean isBeforeBeginning(OptionalLong millis) {
        return millis.isPresent() && millis.getAsLong() <= manner.from().toMillis();
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void name(VncServerBuilder server) {
        server.name(name);
    }

    @Override
    public void start(VncServer started) {
        server = started;
        player.start();
    }

    private void play() {
        try {
            awaitViewer();
            playOnce();
            while (manner.loops() && !closed) {
                stay();
                rewind();
                playOnce();
            }
        } catch (IOException e) {
            LOG.warn("{}; the last picture stays", e.getMessage());
        }
    }

    private void awaitViewer() {
        VncServer viewers = server;
        while (viewers != null && viewers.viewers().isEmpty() && !closed) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    /// The last picture stays for a moment: viewers get no more than so many a second, and would
    /// miss it if the first one followed at once.
    private void stay() {
        long begun = System.nanoTime();
        for (long left = LAST_NANOS; left > 0 && !closed; ) {
            LockSupport.parkNanos(this, left);
            left = LAST_NANOS - (System.nanoTime() - begun);
        }
    }

    private void playOnce() throws IOException {
        clock.start();
        Optional<RecordedEvent> event = screen.next();
        while (event.isPresent()) {
            tell(event.get());
            event = screen.next();
        }
        if (screen.isCutOff()) {
            LOG.info("{}: it was cut off; this is all of it", file);
        }
    }

    private synchronized void rewind() throws IOException {
        screen.close();
        clock = newClock();
        screen = RecordedScreen.open(file, framebuffer, clock);
        if (closed) {
            clock.close();
        }
        seek();
    }

    private void tell(RecordedEvent event) {
        VncServer viewers = server;
        if (viewers != null) {
            switch (event) {
                case Picture _, Other _ -> {
                    // they see what there is to be seen
                }
                case Bell _ -> viewers.bell();
                case CutText(String text) -> viewers.clipboard(text);
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            clock.close();
        }
        LockSupport.unpark(player);
        try {
            if (player.isAlive()) {
                player.join();
            }
            screen.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", file, e.getMessage());
        }
    }
}
