package weft.sound;

import org.jspecify.annotations.Nullable;

import weft.rfb.audio.PcmConverter;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.server.Audio;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What becomes of the lines that run: at every tick each gives what is due since the last one, and
/// the sum of it is played.
///
/// A thread of its own ticks for as long as a line runs; another one tells the lines' listeners,
/// which may wait for sound to be played. Its monitor guards all of it: lines take it while they
/// hold theirs, so it takes none of theirs.
final class Mixing {

    private static final System.Logger LOG = System.getLogger("weft.sound");

    private static final long TICK_MILLIS = 10;

    /// A delay beyond this, a machine that was asleep say, is not caught up with.
    private static final long LATE_SECONDS = 1;

    private final Set<PlayedLine> open = new LinkedHashSet<>();
    private final Set<PlayedLine> running = new LinkedHashSet<>();
    private @Nullable Audio target;
    private PcmFormat format = sum(PcmFormat.DEFAULT);
    private PcmConverter output = new PcmConverter(format, PcmFormat.DEFAULT);
    private final LongSupplier clock;
    private final Executor ticking;
    private final Executor telling;
    private boolean ticks;
    private long start;
    private long played;

    /// @param clock nanoseconds
    /// @param ticking runs what ticks
    /// @param telling runs what tells listeners, one after the other
    Mixing(LongSupplier clock, Executor ticking, Executor telling) {
        this.clock = clock;
        this.ticking = ticking;
        this.telling = telling;
    }

    /// The sum has room for all that can be heard.
    private static PcmFormat sum(PcmFormat of) {
        return new PcmFormat(SampleFormat.S32, of.channels(), of.frequency());
    }

    /// Lets the sum be heard.
    synchronized JavaSound.Playing playTo(Audio audio) {
        if (target != null) {
            throw new IllegalStateException("another server plays the JVM's sound already");
        }
        target = audio;
        format = sum(audio.format());
        output = new PcmConverter(format, audio.format());
        restart(clock.getAsLong());
        return () -> stopPlaying(audio);
    }

    private synchronized void stopPlaying(Audio audio) {
        if (target == audio) {
            target = null;
            audio.end();
        }
    }

    /// Begins to count anew.
    private void restart(long now) {
        start = now;
        played = 0;
    }

    synchronized void opened(PlayedLine line) {
        open.add(line);
    }

    synchronized void closed(PlayedLine line) {
        open.remove(line);
    }

    synchronized List<PlayedLine> open() {
        return List.copyOf(open);
    }

    /// Listeners are to be told, after all that they are told already.
    void tell(Runnable task) {
        telling.execute(task);
    }

    /// A line is to be played.
    synchronized void started(PlayedLine line) {
        if (running.isEmpty()) {
            restart(clock.getAsLong());
        }
        running.add(line);
        if (!ticks) {
            ticking.execute(this::run);
            ticks = true;
        }
    }

    /// And no longer.
    synchronized void stopped(PlayedLine line) {
        running.remove(line);
        notifyAll();
    }

    private void run() {
        try {
            while (awaitTick()) {
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended();
        }
    }

    /// Nothing ticks any more: all that was mixed has been written. Lines that run nevertheless,
    /// because one was started just now or the thread came to grief, get another thread.
    private synchronized void ended() {
        ticks = false;
        if (!running.isEmpty()) {
            ticking.execute(this::run);
            ticks = true;
        } else if (target != null) {
            target.end();
        }
    }

    /// False when nothing runs any more.
    private synchronized boolean awaitTick() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
        for (long left; !running.isEmpty() && (left = end - System.nanoTime()) > 0; ) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return !running.isEmpty();
    }

    /// Plays what is due.
    void tick() {
        List<PlayedLine> lines;
        PcmFormat wanted;
        PcmConverter converter;
        Audio audio;
        int frames;
        synchronized (this) {
            long due = format.frames(clock.getAsLong() - start);
            played = Math.max(played, due - format.frequency() * LATE_SECONDS);
            frames = (int) (due - played);
            played = due;
            lines = new ArrayList<>(running);
            wanted = format;
            converter = output;
            audio = target;
        }
        byte[] mixed = mix(lines, wanted, frames);
        if (audio != null && frames > 0 && !lines.isEmpty()) {
            write(audio, converter.convert(mixed, 0, mixed.length));
        }
    }

    /// What lines have given is heard even if its server is no longer the one that plays them.
    private synchronized void write(Audio audio, byte[] frames) {
        audio.write(frames);
        if (target != audio) {
            audio.end();
        }
    }

    /// The sum of what the lines give.
    static byte[] mix(List<PlayedLine> lines, PcmFormat format, int frames) {
        byte[] all = new byte[frames * format.frameBytes()];
        for (PlayedLine line : lines) {
            byte[] one = play(line, format, frames);
            for (int at = 0; at < all.length; at += 4) {
                write(all, at, (long) read(all, at) + read(one, at));
            }
        }
        return all;
    }

    /// A line that fails is stopped; the others play on.
    private static byte[] play(PlayedLine line, PcmFormat format, int frames) {
        try {
            return line.play(format, frames);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a line failed, and is stopped", e);
            line.stop();
            return new byte[frames * format.frameBytes()];
        }
    }

    private static int read(byte[] src, int at) {
        return (src[at] & 0xff)
                | (src[at + 1] & 0xff) << 8
                | (src[at + 2] & 0xff) << 16
                | src[at + 3] << 24;
    }

    private static void write(byte[] dst, int at, long sum) {
        int value = Math.clamp(sum, Integer.MIN_VALUE, Integer.MAX_VALUE);
        for (int i = 0; i < 4; i++) {
            dst[at + i] = (byte) (value >> (8 * i));
        }
    }
}
