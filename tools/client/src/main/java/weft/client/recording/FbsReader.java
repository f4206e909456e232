package weft.client.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads the blocks of a recorded stream: the form that rfbproxy began, and the players of TightVNC
/// and others know.
///
/// | bytes | type | field                                   |
/// |------:|------|-----------------------------------------|
/// |    12 | U8   | `FBS 001.000\n`                         |
///
/// and then blocks, each of them
///
/// | bytes | type | field                                   |
/// |------:|------|-----------------------------------------|
/// |     4 | U32  | length of the data                      |
/// |     * | U8   | data                                    |
/// |   0-3 |      | padding up to a multiple of 4           |
/// |     4 | U32  | when it came, in ms since the beginning |
///
/// The blocks together are one direction of a connection, from its first byte on: the server's has
/// an RFB 3.3 handshake without a password, then the ServerInit with the pixel format of what
/// follows; the viewer's has a version, the ClientInit, and what follows. A file that ends within a
/// block, as one of a program that has died, ends before that block.
public final class FbsReader implements AutoCloseable {

    private final Path path;
    private final InputStream in;
    private long position;
    private long millis;
    private byte[] data = {};
    private boolean cutOff;

    private FbsReader(Path path, InputStream in) {
        this.path = path;
        this.in = in;
    }

    /// Opens a recording.
    ///
    /// @throws IOException that says in one line why it is none, or cannot be read
    public static FbsReader open(Path path) throws IOException {
        requireFile(path);
        var reader = new FbsReader(path, new BufferedInputStream(Files.newInputStream(path)));
        try {
            byte[] start = reader.take(Fbs.MAGIC.length);
            if (!Fbs.isMagic(start)) {
                throw new RecordingException(
                        path + ": it is no recording, expected it to begin with \"FBS 001.000\"");
            }
            return reader;
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    /// Whether a file begins as a recording does.
    public static boolean isRecording(Path path) throws IOException {
        requireFile(path);
        try (InputStream in = Files.newInputStream(path)) {
            return Fbs.isMagic(in.readNBytes(Fbs.MAGIC.length));
        }
    }

    private static void requireFile(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new RecordingException(path + ": there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw new RecordingException(path + ": it is a directory");
        }
    }

    /// Goes to the next block.
    ///
    /// @return whether there is a whole one
    /// @throws RecordingException if its length cannot be believed
    public boolean next() throws IOException {
        long start = position;
        byte[] length = take(4);
        if (length.length < 4) {
            cutOff = length.length > 0;
            return false;
        }
        long size = u32(length, 0);
        if (size > Fbs.LARGEST_BLOCK) {
            throw new RecordingException(
                    "%s: at byte %d: a block of %d bytes, expected at most %d"
                            .formatted(path, start, size, Fbs.LARGEST_BLOCK));
        }
        int padded = (int) size + Fbs.padding((int) size);
        byte[] block = take(padded + 4);
        if (block.length < padded + 4) {
            cutOff = true;
            return false;
        }
        // a clock that was set back does not make what came later come earlier
        millis = Math.max(millis, u32(block, padded));
        data = Arrays.copyOf(block, (int) size);
        return true;
    }

    /// Up to so many bytes, fewer at the end. A file that claims more than it has costs no more
    /// memory than it has.
    private byte[] take(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        return bytes;
    }

    private static long u32(byte[] bytes, int at) {
        return (bytes[at] & 0xffL) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    /// The bytes of the block.
    public byte[] data() {
        return data.clone();
    }

    /// The same, for who changes nothing.
    byte[] sharedData() {
        return data;
    }

    /// When the block came, in milliseconds; never less than that of the one before.
    public long millis() {
        return millis;
    }

    /// Whether the file has ended within a block.
    public boolean isCutOff() {
        return cutOff;
    }

    /// The file, for messages.
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
