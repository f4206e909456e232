package weft.junit5.report;

import weft.client.recording.FrameStream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Frames as a recorded stream, which players of such recordings show and `weft replay` serves.
public final class StreamFile {

    private StreamFile() {}

    /// Writes frames, at least one.
    ///
    /// @param name of the desktop
    public static void write(Path file, String name, List<RecordedFrame> frames)
            throws IOException {
        long begin = frames.getFirst().millis();
        try (FrameStream out = FrameStream.create(file, name)) {
            for (RecordedFrame recorded : frames) {
                out.write(recorded.millis() - begin, recorded.frame(), recorded.damage());
            }
        }
    }
}
