package weft.sound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.Clip;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineEvent;
import javax.sound.sampled.LineUnavailableException;

/// A sound that is there as a whole before it is played, once or over and over.
final class PlayedClip extends PlayedLine implements Clip {

    private static final int LARGEST = 256 << 20;

    private byte[] sound = {};
    private int next;
    private int loopStart;
    private int loopEnd;
    private int loops;

    PlayedClip(Mixing mixing, DataLine.Info info, AudioFormat format) {
        super(mixing, info, format);
    }

    @Override
    public void open() {
        throw new IllegalArgumentException("a clip is opened with its sound");
    }

    @Override
    public synchronized void open(AudioFormat format, byte[] data, int off, int len)
            throws LineUnavailableException {
        if (len % format.getFrameSize() != 0) {
            throw new IllegalArgumentException(
                    "%d bytes, expected a multiple of %d".formatted(len, format.getFrameSize()));
        }
        byte[] copy = Arrays.copyOfRange(data, off, off + len);
        opened(format);
        sound = copy;
        next = 0;
        loops = 0;
        loopStart = 0;
        loopEnd = sound.length;
        tell(LineEvent.Type.OPEN);
    }

    @Override
    public void open(AudioInputStream stream) throws LineUnavailableException, IOException {
        byte[] all = stream.readNBytes(LARGEST + 1);
        if (all.length > LARGEST) {
            throw new LineUnavailableException("a clip of more than %d bytes".formatted(LARGEST));
        }
        int frame = stream.getFormat().getFrameSize();
        open(stream.getFormat(), all, 0, all.length / frame * frame);
    }

    @Override
    byte[] take(int frames) {
        var taken = new ByteArrayOutputStream();
        int left = frames * getFormat().getFrameSize();
        while (left > 0 && next < sound.length) {
            boolean loopsOn = loops != 0 && next < loopEnd;
            int part = Math.min(left, (loopsOn ? loopEnd : sound.length) - next);
            taken.write(sound, next, part);
            next += part;
            left -= part;
            if (loopsOn && next == loopEnd) {
                next = loopStart;
                loops -= loops == LOOP_CONTINUOUSLY ? 0 : 1;
            }
        }
        return taken.toByteArray();
    }

    @Override
    boolean isOver() {
        return next >= sound.length;
    }

    @Override
    public synchronized void start() {
        if (isOver()) {
            next = 0;
        }
        super.start();
    }

    /// What is left of the loops is not played later.
    @Override
    public synchronized void stop() {
        loops = 0;
        super.stop();
    }

    @Override
    public synchronized void loop(int count) {
        loops = count;
        start();
    }

    @Override
    public synchronized void setLoopPoints(int start, int end) {
        int frame = getFormat().getFrameSize();
        int last = end == -1 ? sound.length / frame - 1 : end;
        if (start < 0 || last >= sound.length / frame || start > last) {
            throw new IllegalArgumentException(
                    "a loop from %d to %d, expected one within %d frames"
                            .formatted(start, end, sound.length / frame));
        }
        loopStart = start * frame;
        loopEnd = (last + 1) * frame;
    }

    @Override
    public synchronized int getFrameLength() {
        return isOpen() ? sound.length / getFormat().getFrameSize() : -1;
    }

    @Override
    public synchronized long getMicrosecondLength() {
        return isOpen() ? (long) (getFrameLength() * 1e6 / getFormat().getSampleRate()) : -1;
    }

    @Override
    public synchronized void setFramePosition(int frames) {
        int at = Math.clamp(frames, 0, sound.length / getFormat().getFrameSize());
        next = at * getFormat().getFrameSize();
        position(at);
    }

    @Override
    public void setMicrosecondPosition(long microseconds) {
        setFramePosition((int) (microseconds * (double) getFormat().getSampleRate() / 1e6));
    }

    @Override
    public synchronized void drain() {
        try {
            while (isRunning()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void flush() {
        // what is to be played is the sound itself
    }

    @Override
    public synchronized int available() {
        return 0;
    }

    @Override
    public synchronized int getBufferSize() {
        return sound.length;
    }
}
