package weft.client.recording;

import weft.rfb.RfbBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a stream and its times into a file of the form that [FbsReader] describes. One thread at
/// a time may use it.
///
/// Each block is handed to the operating system before the method returns, so a program that dies
/// leaves all of them.
public final class FbsWriter implements AutoCloseable {

    /// So that the buffer stays small.
    private static final int LARGEST_OWN_BLOCK = 256 << 10;

    private final FileChannel file;
    private final RfbBuffer block = new RfbBuffer(4 << 10);

    private FbsWriter(FileChannel file) {
        this.file = file;
    }

    /// Begins a file, in place of the one that there was.
    public static FbsWriter create(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        var writer = new FbsWriter(file);
        try {
            writer.block.bytes(Fbs.MAGIC);
            writer.flush();
            return writer;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /// Appends bytes that came at a time.
    ///
    /// @param millis since the recording began
    public void write(long millis, byte[] src, int off, int len) throws IOException {
        for (int at = off; at < off + len; at += LARGEST_OWN_BLOCK) {
            int length = Math.min(LARGEST_OWN_BLOCK, off + len - at);
            block(millis, src, at, length);
        }
    }

    private void block(long millis, byte[] src, int off, int len) throws IOException {
        block.u32(len);
        block.bytes(src, off, len);
        block.pad(Fbs.padding(len));
        block.u32(Math.clamp(millis, 0, Fbs.LATEST_MILLIS));
        flush();
    }

    /// Appends an empty block, which says where something happened between two others.
    void mark(long millis) throws IOException {
        block(millis, new byte[0], 0, 0);
    }

    /// Appends all bytes of an array, see [#write(long, byte\[\], int, int)].
    public void write(long millis, byte[] src) throws IOException {
        write(millis, src, 0, src.length);
    }

    private void flush() throws IOException {
        var bytes = ByteBuffer.wrap(block.array(), 0, block.length());
        while (bytes.hasRemaining()) {
            int _ = file.write(bytes);
        }
        block.clear();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
