package weft.junit5;

import weft.framebuffer.Frame;
import weft.junit5.report.RecordedFrame;
import weft.junit5.report.StreamFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// The frames that a test has seen, as many as are kept, see [Record].
public final class Recorder {

    private final DisplaySession session;

    Recorder(DisplaySession session) {
        this.session = session;
    }

    /// The frames that are kept, the oldest first; none if nothing is recorded.
    public List<Frame> frames() {
        return session.frames().stream().map(RecordedFrame::frame).toList();
    }

    /// Saves the frames that are kept as `name.fbs`, a stream that players show.
    ///
    /// @return the file
    public Path save(String name) {
        List<RecordedFrame> frames = session.frames();
        if (frames.isEmpty()) {
            throw new IllegalStateException("nothing is recorded, see @Record");
        }
        Path file = session.artifacts().file(name + ".fbs");
        try {
            StreamFile.write(file, session.client().name(), frames);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
