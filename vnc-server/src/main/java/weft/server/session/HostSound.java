package weft.server.session;

import weft.coroutine.Loop;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What the host plays, on its way from the host's threads to the sessions that listen.
///
/// The host's threads cut it into blocks and leave them in a queue; the loop hands each to all
/// listeners, which share it. Both are a matter of a copy: a format is made where a session sends.
public final class HostSound {

    /// So much waits at the most, here and again for each viewer.
    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Loop loop;
    private final PcmFormat format;
    private final int blockBytes;
    private final long mostBytes;
    private final Queue<byte[]> blocks = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicBoolean posted = new AtomicBoolean();
    private volatile boolean playing;
    private volatile boolean heard;

    /// Guarded by the global lock.
    private final Set<SessionSound> listeners = new LinkedHashSet<>();

    /// A host that plays nothing yet.
    ///
    /// @param format of what it will write
    public HostSound(Loop loop, PcmFormat format) {
        this.loop = loop;
        this.format = format;
        blockBytes = bytes(BLOCK_NANOS);
        mostBytes = bytes(MOST_NANOS);
    }

    /// The bytes of a short time.
    int bytes(long nanos) {
        return (int) format.frames(nanos) * format.frameBytes();
    }

    // ---- what the host's threads call ----

    /// What is written is in this format.
    public PcmFormat format() {
        return format;
    }

    /// Whether a viewer listens.
    public boolean isHeard() {
        return heard;
    }

    /// The host plays this next.
    public void write(byte[] frames, int off, int len) {
        Objects.checkFromIndexSize(off, len, frames.length);
        if (len % format.frameBytes() != 0) {
            throw new IllegalArgumentException(
                    "%d bytes of sound, expected a multiple of %d (%s)"
                            .formatted(len, format.frameBytes(), format));
        }
        boolean begins = !playing;
        playing = true;
        if (heard) {
            for (int at = 0; at < len; at += blockBytes) {
                int end = off + Math.min(at + blockBytes, len);
                add(Arrays.copyOfRange(frames, off + at, end));
            }
        }
        if (heard || begins) {
            post();
        }
    }

    /// The same, of samples of 16 bits.
    public void write(short[] samples, int off, int len) {
        Objects.checkFromIndexSize(off, len, samples.length);
        if (format.samples() != SampleFormat.S16) {
            throw new IllegalArgumentException(
                    "samples of 16 bits, expected the format %s".formatted(format));
        }
        byte[] frames = new byte[heard ? 2 * len : 0];
        for (int i = 0; i < frames.length; i += 2) {
            short sample = samples[off + i / 2];
            frames[i] = (byte) sample;
            frames[i + 1] = (byte) (sample >> 8);
        }
        if (len % format.channels() != 0) {
            throw new IllegalArgumentException(
                    "%d samples, expected a multiple of %d (%s)"
                            .formatted(len, format.channels(), format));
        }
        write(frames, 0, frames.length);
    }

    /// The host plays nothing for now.
    public void end() {
        if (playing) {
            playing = false;
            post();
        }
    }

    private void add(byte[] block) {
        blocks.add(block);
        waiting.addAndGet(block.length);
        while (waiting.get() > mostBytes) {
            byte[] oldest = blocks.poll();
            if (oldest == null) {
                return;
            }
            waiting.addAndGet(-oldest.length);
            lost.set(true);
        }
    }

    private void post() {
        if (posted.compareAndSet(false, true)) {
            loop.later(this::distribute);
        }
    }

    // ---- under the global lock ----

    private void distribute() {
        posted.set(false);
        if (lost.getAndSet(false)) {
            listeners.forEach(SessionSound::lost);
        }
        for (byte[] block = blocks.poll(); block != null; block = blocks.poll()) {
            waiting.addAndGet(-block.length);
            for (SessionSound listener : listeners) {
                listener.add(block);
            }
        }
        for (SessionSound listener : listeners) {
            listener.playing(playing);
        }
    }

    /// A session wants it from now on.
    void listen(SessionSound listener) {
        listeners.add(listener);
        heard = true;
        listener.playing(playing);
    }

    /// And no longer.
    void leave(SessionSound listener) {
        listeners.remove(listener);
        heard = !listeners.isEmpty();
    }
}
