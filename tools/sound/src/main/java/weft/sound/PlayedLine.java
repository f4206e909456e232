package weft.sound;

import org.jspecify.annotations.Nullable;

import weft.rfb.audio.PcmConverter;
import weft.rfb.audio.PcmFormat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineEvent;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.LineUnavailableException;

/// What lines have in common that play.
///
/// ```
/// CLOSED  -> STOPPED  // open
/// STOPPED -> RUNNING  // start
/// RUNNING -> STOPPED  // stop
/// any     -> CLOSED   // close
/// ```
///
/// Its monitor guards its fields; who waits for the buffer waits there. What happens to the line
/// happens to [Mixing] under the same hold of it: nobody sees a line that has stopped and is still
/// mixed, or runs and is not. Listeners are called without it, by a thread that does nothing else.
abstract class PlayedLine implements DataLine {

    private static final System.Logger LOG = System.getLogger("weft.sound");

    private final Mixing mixing;
    private final DataLine.Info info;
    private final Volume volume = new Volume();
    private final List<LineListener> listeners = new CopyOnWriteArrayList<>();
    private AudioFormat format;
    private boolean open;
    private boolean running;
    private long position;

    /* Of Mixing's thread alone. */
    private @Nullable PcmConverter converter;
    private byte[] converted = {};

    PlayedLine(Mixing mixing, DataLine.Info info, AudioFormat format) {
        this.mixing = mixing;
        this.info = info;
        this.format = format;
    }

    // ---- what Mixing asks ----

    /// Takes frames of the line's own format from what is to be played, at most so many. Called
    /// with the monitor.
    abstract byte[] take(int frames);

    /// Whether it has come to its end, and stops by itself. Called with the monitor.
    boolean isOver() {
        return false;
    }

    /// So many frames in another format, with silence where the line has not enough.
    byte[] play(PcmFormat wanted, int frames) {
        byte[] taken;
        PcmFormat own;
        double factor;
        AudioFormat is;
        synchronized (this) {
            is = format;
            own = LineFormats.pcm(is).orElseThrow();
            long missing = (long) frames - converted.length / wanted.frameBytes();
            long count = (missing * own.frequency() + wanted.frequency() - 1) / wanted.frequency();
            taken = running && count > 0 ? take((int) count) : new byte[0];
            position += taken.length / is.getFrameSize();
            factor = volume.factor();
            if (running && isOver()) {
                stop();
            }
            notifyAll();
        }
        if (converter == null || !converter.isFor(own, wanted)) {
            converter = new PcmConverter(own, wanted);
            converted = new byte[0];
        }
        byte[] plain = LineFormats.littleEndian(is, taken);
        var all = new ByteArrayOutputStream();
        all.writeBytes(converted);
        all.writeBytes(scaled(converter.convert(plain, 0, plain.length), factor));
        byte[] ready = all.toByteArray();
        int length = frames * wanted.frameBytes();
        converted = Arrays.copyOfRange(ready, Math.min(length, ready.length), ready.length);
        return Arrays.copyOf(ready, length);
    }

    private static byte[] scaled(byte[] samples, double factor) {
        if (factor == 1) {
            return samples;
        }
        for (int at = 0; at < samples.length; at += 4) {
            int sample = 0;
            for (int i = 3; i >= 0; i--) {
                sample = sample << 8 | (samples[at + i] & 0xff);
            }
            int scaled = (int) Math.clamp(Math.rint(sample * factor), -0x1p31, 0x1p31 - 1);
            for (int i = 0; i < 4; i++) {
                samples[at + i] = (byte) (scaled >> (8 * i));
            }
        }
        return samples;
    }

    // ---- what lines of each kind need ----

    /// Opens it. The caller has the monitor, and tells the listeners.
    void opened(AudioFormat wanted) throws LineUnavailableException {
        if (LineFormats.pcm(wanted).isEmpty()) {
            throw new IllegalArgumentException("no line plays " + wanted);
        }
        if (open) {
            throw new IllegalStateException("the line is open already");
        }
        format = wanted;
        open = true;
        position = 0;
        mixing.opened(this);
    }

    /// Lets the listeners know, in the order of what happens. Called with the monitor.
    void tell(LineEvent.Type type) {
        var event = new LineEvent(this, type, position);
        List<LineListener> told = List.copyOf(listeners);
        if (!told.isEmpty()) {
            mixing.tell(() -> told.forEach(listener -> tell(listener, event)));
        }
    }

    private static void tell(LineListener listener, LineEvent event) {
        try {
            listener.update(event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a listener failed that was told " + event, e);
        }
    }

    synchronized void position(long frames) {
        position = frames;
    }

    // ---- Line and DataLine ----

    @Override
    public synchronized void start() {
        if (!open || running) {
            return;
        }
        running = true;
        mixing.started(this);
        tell(LineEvent.Type.START);
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        mixing.stopped(this);
        notifyAll();
        tell(LineEvent.Type.STOP);
    }

    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        stop();
        open = false;
        mixing.closed(this);
        notifyAll();
        flush();
        tell(LineEvent.Type.CLOSE);
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public synchronized boolean isActive() {
        return running;
    }

    @Override
    public synchronized AudioFormat getFormat() {
        return format;
    }

    @Override
    public synchronized long getLongFramePosition() {
        return position;
    }

    @Override
    public int getFramePosition() {
        return (int) getLongFramePosition();
    }

    @Override
    public synchronized long getMicrosecondPosition() {
        return (long) (position * 1e6 / format.getSampleRate());
    }

    @Override
    public float getLevel() {
        return AudioSystem.NOT_SPECIFIED;
    }

    @Override
    public DataLine.Info getLineInfo() {
        return info;
    }

    @Override
    public Control[] getControls() {
        return volume.controls();
    }

    @Override
    public boolean isControlSupported(Control.Type control) {
        return Arrays.stream(getControls()).anyMatch(one -> one.getType().equals(control));
    }

    @Override
    public Control getControl(Control.Type control) {
        return Arrays.stream(getControls())
                .filter(one -> one.getType().equals(control))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no control for " + control));
    }

    @Override
    public void addLineListener(LineListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeLineListener(LineListener listener) {
        listeners.remove(listener);
    }
}
