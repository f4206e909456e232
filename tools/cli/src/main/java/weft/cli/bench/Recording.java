package weft.cli.bench;

import weft.rfb.RfbProtocolException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A recorded server stream: what a server sent after its ServerInit, in 32 bits per pixel,
/// little-endian `0x00RRGGBB`. It may end in the middle of a message.
///
/// @param file where it is
/// @param bytes all of it
@SuppressWarnings("ArrayRecordComponent")
public record Recording(Path file, byte[] bytes) {

    /// Recordings are held in memory, so that no pass waits for the disk.
    private static final long LIMIT = 1L << 30;

    /// Reads a recording. Nothing is checked but its length.
    public static Recording read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new RecordingException(file + ": there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new RecordingException(file + ": it is not a regular file");
        }
        long size = Files.size(file);
        if (size > LIMIT) {
            throw new RecordingException(
                    "%s: it has %d bytes, expected at most %d".formatted(file, size, LIMIT));
        }
        return new Recording(file, Files.readAllBytes(file));
    }

    /// Refuses a stream that has nothing to measure.
    void requirePixels(long pixels) throws RecordingException {
        if (pixels == 0) {
            throw new RecordingException(
                    "%s: it has no whole update with pixels in its %d bytes"
                            .formatted(file, bytes.length));
        }
    }

    /// What is wrong with this recording, and where.
    RecordingException damaged(RecordedInput in, RfbProtocolException e) {
        return new RecordingException(
                "%s: after %d bytes: %s".formatted(file, in.position(), e.getMessage()));
    }

    RecordedInput open() {
        return new RecordedInput(bytes, bytes.length);
    }

    @Override
    public String toString() {
        return "%s, %d bytes".formatted(file, bytes.length);
    }
}
