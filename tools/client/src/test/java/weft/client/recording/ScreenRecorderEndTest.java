package weft.client.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weft.rfb.message.KeyEvent;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/// What of a recording fails at its end only.
class ScreenRecorderEndTest {

    /// Keeps everything back until it is closed, and has no room then.
    private static final class FullAtTheEnd extends Writer {

        final IOException failure = new IOException("the disk is full");

        @Override
        public void write(char[] chars, int off, int len) {}

        @Override
        public void flush() {}

        @Override
        public void close() throws IOException {
            throw failure;
        }
    }

    @TempDir private Path folder;

    @Test
    void lastFlush_thatFails_isTheFailure() throws IOException {
        FrameStream frames = FrameStream.create(folder.resolve("a.fbs"), "a");
        var script = new FullAtTheEnd();
        var recorder = new ScreenRecorder(() -> 0, frames, script);
        recorder.sent(new KeyEvent(true, 'x'));
        assertEquals(Optional.empty(), recorder.failure());
        recorder.end();
        assertEquals(Optional.of(script.failure), recorder.failure());
        assertSame(script.failure, assertThrows(IOException.class, recorder::close));
    }
}
