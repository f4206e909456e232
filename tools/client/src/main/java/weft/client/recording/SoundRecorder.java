package weft.client.recording;

import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Records sound into a WAV file.
///
/// | bytes | field                                                       |
/// |------:|-------------------------------------------------------------|
/// |     4 | `RIFF`                                                      |
/// |     4 | bytes that follow                                           |
/// |     8 | `WAVEfmt `                                                  |
/// |     4 | 16                                                          |
/// |     2 | 1: PCM                                                      |
/// |     2 | channels                                                    |
/// |     4 | frames a second                                             |
/// |     4 | bytes a second                                              |
/// |     2 | bytes of a frame                                            |
/// |     2 | bits of a sample                                            |
/// |     4 | `data`                                                      |
/// |     4 | bytes of sound; then the sound                              |
///
/// Numbers have the least significant byte first. After each block the lengths are what they should
/// be: a file whose writer was killed plays all the same.
///
/// It never fails in the middle of a session: when the file cannot be written, as on a full disk,
/// nothing more is, and [#close()] says why. Any thread may use it.
public final class SoundRecorder implements AutoCloseable {

    private static final int HEADER = 44;
    private static final int LENGTH_AT = 4;
    private static final int DATA_LENGTH_AT = 40;

    /// The lengths have 32 bits.
    private static final long LARGEST = 0xffff_ffffL - HEADER;

    private final FileChannel file;
    private final PcmFormat format;
    private long bytes;
    private Runnable whenClosed = () -> {};
    private Optional<IOException> failure = Optional.empty();
    private boolean closed;

    /// Whether a caller knows of the failure.
    private boolean told;

    private SoundRecorder(FileChannel file, PcmFormat format) {
        this.file = file;
        this.format = format;
    }

    /// Begins the file, in place of one that there was.
    ///
    /// @throws IllegalArgumentException if WAV files have no samples of this format
    /// @throws IOException if it cannot be written
    public static SoundRecorder create(Path file, PcmFormat format) throws IOException {
        SampleFormat samples = format.samples();
        if (samples.isSigned() == (samples.bytes() == 1)) {
            throw new IllegalArgumentException(
                    "WAV files have no %s, expected U8, S16 or S32".formatted(samples));
        }
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        var recorder = new SoundRecorder(channel, format);
        try {
            recorder.write(recorder.header(), 0);
            return recorder;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(HEADER - 8).put(ascii("WAVEfmt ")).putInt(16);
        header.putShort((short) 1).putShort((short) format.channels());
        header.putInt(format.frequency()).putInt(format.frequency() * format.frameBytes());
        header.putShort((short) format.frameBytes());
        header.putShort((short) (8 * format.samples().bytes()));
        return header.put(ascii("data")).putInt(0).flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Records whole frames.
    public synchronized void frames(byte[] frames) {
        if (closed || failure.isPresent()) {
            return;
        }
        try {
            if (bytes + frames.length > LARGEST) {
                throw new IOException("a WAV file cannot have more than 4 GB");
            }
            write(ByteBuffer.wrap(frames), HEADER + bytes);
            bytes += frames.length;
            writeLength(HEADER - 8 + bytes, LENGTH_AT);
            writeLength(bytes, DATA_LENGTH_AT);
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException cause) {
        if (failure.isEmpty()) {
            failure = Optional.of(cause);
        }
    }

    private void writeLength(long length, int at) throws IOException {
        ByteBuffer field = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        write(field.putInt((int) length).flip(), at);
    }

    private void write(ByteBuffer src, long at) throws IOException {
        while (src.hasRemaining()) {
            at += file.write(src, at);
        }
    }

    /// How many frames there are.
    public synchronized long recorded() {
        return bytes / format.frameBytes();
    }

    /// What is done when it is closed for the first time.
    public synchronized void whenClosed(Runnable task) {
        whenClosed = task;
    }

    /// Why nothing more is recorded, if that is so.
    public synchronized Optional<IOException> failure() {
        return failure;
    }

    /// Ends the file for who has not begun it. Nothing is recorded any more; [#close()] says
    /// whether that went well.
    public void end() {
        Runnable leave;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            leave = whenClosed;
            try {
                file.close();
            } catch (IOException e) {
                failed(e);
            }
        }
        leave.run();
    }

    /// Ends the file. Nothing is recorded any more. Closing it again has no effect.
    ///
    /// @throws IOException if not all could be written
    @Override
    public void close() throws IOException {
        end();
        synchronized (this) {
            if (failure.isPresent() && !told) {
                told = true;
                throw failure.get();
            }
        }
    }
}
