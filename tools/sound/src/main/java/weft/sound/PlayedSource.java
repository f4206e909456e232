package weft.sound;

import java.util.Objects;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineEvent;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// A line that a program writes to, at the pace at which it is played.
final class PlayedSource extends PlayedLine implements SourceDataLine {

    /// As the JDK's own lines.
    private static final float DEFAULT_SECONDS = 0.5f;

    private static final int LARGEST_BUFFER = 64 << 20;

    /// A ring, of whole frames.
    private byte[] buffer = {};

    private int first;
    private int count;
    private int flushes;
    private final int wantedBuffer;

    PlayedSource(Mixing mixing, DataLine.Info info, AudioFormat format, int bufferSize) {
        super(mixing, info, format);
        wantedBuffer = bufferSize;
    }

    @Override
    public void open() throws LineUnavailableException {
        open(getFormat(), wantedBuffer);
    }

    @Override
    public void open(AudioFormat format) throws LineUnavailableException {
        open(format, wantedBuffer);
    }

    @Override
    public synchronized void open(AudioFormat format, int bufferSize)
            throws LineUnavailableException {
        opened(format);
        int frame = format.getFrameSize();
        int size =
                bufferSize == AudioSystem.NOT_SPECIFIED || bufferSize <= 0
                        ? Math.round(format.getSampleRate() * DEFAULT_SECONDS) * frame
                        : Math.min(bufferSize, LARGEST_BUFFER) / frame * frame;
        buffer = new byte[Math.max(frame, size)];
        first = 0;
        count = 0;
        tell(LineEvent.Type.OPEN);
    }

    @Override
    public int write(byte[] src, int off, int len) {
        Objects.checkFromIndexSize(off, len, src.length);
        if (len % getFormat().getFrameSize() != 0) {
            throw new IllegalArgumentException(
                    "%d bytes, expected a multiple of %d"
                            .formatted(len, getFormat().getFrameSize()));
        }
        int written = 0;
        synchronized (this) {
            int before = flushes;
            while (isOpen()) {
                int part = Math.min(len - written, buffer.length - count);
                put(src, off + written, part);
                written += part;
                if (written == len || !isRunning() || !await() || flushes != before) {
                    break;
                }
            }
        }
        return written;
    }

    private void put(byte[] src, int off, int len) {
        int end = (first + count) % buffer.length;
        int straight = Math.min(len, buffer.length - end);
        System.arraycopy(src, off, buffer, end, straight);
        System.arraycopy(src, off + straight, buffer, 0, len - straight);
        count += len;
    }

    /// False if the thread was interrupted, which ends what waits. Who calls this looks again.
    @SuppressWarnings("WaitNotInLoop")
    private boolean await() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    byte[] take(int frames) {
        int length = Math.min(count, frames * getFormat().getFrameSize());
        byte[] taken = new byte[length];
        int straight = Math.min(length, buffer.length - first);
        System.arraycopy(buffer, first, taken, 0, straight);
        System.arraycopy(buffer, 0, taken, straight, length - straight);
        first = (first + length) % buffer.length;
        count -= length;
        return taken;
    }

    @Override
    public synchronized void drain() {
        int before = flushes;
        while (count > 0 && isOpen() && flushes == before && await()) {
            // until all is played
        }
    }

    @Override
    public synchronized void flush() {
        count = 0;
        flushes++;
        notifyAll();
    }

    @Override
    public synchronized int available() {
        return isOpen() ? buffer.length - count : 0;
    }

    @Override
    public synchronized int getBufferSize() {
        return buffer.length;
    }
}
