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
/// A thread of its own ticks for as long as a line runs. Its monitor guards all of it.
final class Mixing {

    private static final long TICK_MILLIS = 10;

    /// A delay beyond this, a machine that was asleep say, is not caught up with.
    private static final long LATE_SECONDS = 1;

    private final Set<PlayedLine> running = new LinkedHashSet<>();
    private @Nullable Audio target;
    private PcmFormat format = sum(PcmFormat.DEFAULT);
    private PcmConverter output = new PcmConverter(format, PcmFormat.DEFAULT);
    private final LongSupplier clock;
    private final Executor ticking;
    private boolean ticks;
    private long start;
    private long played;

    /// @param clock nanoseconds
    /// @param ticking runs what ticks
    Mixing(LongSupplier clock, Executor ticking) {
        this.clock = clock;
        this.ticking = ticking;
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

    /// A line is to be played.
    synchronized void started(PlayedLine line) {
        if (running.isEmpty()) {
            restart(clock.getAsLong());
        }
        running.add(line);
        if (!ticks) {
            ticks = true;
            ticking.execute(this::run);
        }
        notifyAll();
    }

    /// And no longer.
    synchronized void stopped(PlayedLine line) {
        running.remove(line);
        Audio audio = target;
        if (running.isEmpty() && audio != null) {
            audio.end();
        }
        notifyAll();
    }

    private void run() {
        try {
            while (awaitTick()) {
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// False when nothing runs any more.
    private synchronized boolean awaitTick() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
        for (long left; !running.isEmpty() && (left = end - System.nanoTime()) > 0; ) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        ticks = !running.isEmpty();
        return ticks;
    }

    /// Plays what is due.
    void tick() {
        List<PlayedLine> lines;
        PcmFormat wanted;
        Audio audio;
        int frames;
        synchronized (this) {
            long due = format.frames(clock.getAsLong() - start);
            played = Math.max(played, due - format.frequency() * LATE_SECONDS);
            frames = (int) (due - played);
            played = due;
            lines = new ArrayList<>(running);
            wanted = format;
            audio = target;
        }
        byte[] mixed = mix(lines, wanted, frames);
        if (audio != null && frames > 0 && !lines.isEmpty()) {
            audio.write(output.convert(mixed, 0, mixed.length));
        }
    }

    /// The sum of what the lines give.
    static byte[] mix(List<PlayedLine> lines, PcmFormat format, int frames) {
        byte[] all = new byte[frames * format.frameBytes()];
        for (PlayedLine line : lines) {
            byte[] one = line.play(format, frames);
            for (int at = 0; at < all.length; at += 4) {
                write(all, at, (long) read(all, at) + read(one, at));
            }
        }
        return all;
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
