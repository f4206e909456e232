package weft.client.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Frame;
import weft.rfb.message.ClientMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Records what a client shows and what it sends, from any moment of its session on, into two files
/// beside each other.
///
/// | file             | what                                                                  |
/// |:-----------------|:----------------------------------------------------------------------|
/// | `NAME.fbs`       | the frames, see [FrameStream]                                         |
/// | `NAME.input.vdo` | the input, as a script for `weft do` and vncdotool                    |
///
/// It never fails in the middle of a session: when a file cannot be written, as on a full disk,
/// nothing more is, and [#close()] says why. Any thread may use it.
public final class ScreenRecorder implements AutoCloseable {

    private final LongSupplier nanoTime;
    private final FrameStream frames;
    private final Writer script;
    private final ScriptWriter deeds;
    private final long start;
    private @Nullable IOException failure;
    private boolean closed;

    /// Whether a caller knows of the failure.
    private boolean told;

    ScreenRecorder(LongSupplier nanoTime, FrameStream frames, Writer script) {
        this.nanoTime = nanoTime;
        this.frames = frames;
        this.script = script;
        deeds = new ScriptWriter(this::line);
        start = nanoTime.getAsLong();
    }

    /// Begins the files, in place of those that there were.
    ///
    /// @param file the frames', `NAME.fbs`
    /// @param name of the desktop
    /// @param nanoTime the time in nanoseconds
    /// @throws IOException that says which file cannot be written, and why
    public static ScreenRecorder create(Path file, String name, LongSupplier nanoTime)
            throws IOException {
        Path script = RecordingNames.of(file).input();
        FrameStream frames = FrameStream.create(file, name);
        try {
            return new ScreenRecorder(nanoTime, frames, Files.newBufferedWriter(script, UTF_8));
        } catch (IOException e) {
            frames.close();
            throw e;
        }
    }

    /// The client shows a frame.
    public synchronized void painted(Frame frame) {
        attempt(() -> frames.write(millis(), frame));
    }

    /// The client sends a message.
    public void sent(ClientMessage message) {
        sent(message, false);
    }

    /// The same.
    ///
    /// @param isMovement whether the place in a pointer event is a movement
    public synchronized void sent(ClientMessage message, boolean isMovement) {
        attempt(() -> {
            deeds.write(millis(), message, isMovement);
            script.flush();
        });
    }

    private long millis() {
        return (nanoTime.getAsLong() - start) / 1_000_000;
    }

    private void line(String text) {
        try {
            script.write(text);
            script.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing writing) {
        if (failure != null || closed) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            failed(e);
        } catch (UncheckedIOException e) {
            failed(e.getCause());
        }
    }

    private void failed(@Nullable IOException cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /// Whether nothing is recorded any more.
    public synchronized boolean isClosed() {
        return closed;
    }

    /// Why nothing more is recorded, if that is so.
    public synchronized Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /// Ends the files for who has not begun them. Nothing is recorded any more; [#close()] says
    /// whether that went well.
    public synchronized void end() {
        attempt(deeds::flush);
        closed = true;
        try {
            frames.close();
        } catch (IOException e) {
            failed(e);
        }
        try {
            script.close();
        } catch (IOException e) {
            failed(e);
        }
    }

    /// Ends the files. Nothing is recorded any more. Closing it again has no effect.
    ///
    /// @throws IOException if not all could be written
    @Override
    public synchronized void close() throws IOException {
        end();
        if (failure != null && !told) {
            told = true;
            throw failure;
        }
    }
}
