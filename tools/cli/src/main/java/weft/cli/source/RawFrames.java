package weft.cli.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.ReadableByteChannel;

/// Reads pictures of little-endian XRGB pixels, one after the other, through a small buffer.
final class RawFrames implements Closeable {

    private static final int BUFFER_BYTES = 256 << 10;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer;
    private final IntBuffer pixelsInBuffer;

    RawFrames(ReadableByteChannel channel) {
        this.channel = channel;
        buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        pixelsInBuffer = buffer.asIntBuffer();
    }

    /// Reads the next picture into `pixels`, which it fills; false at the end.
    ///
    /// @throws EOFException if the end comes within a picture
    boolean next(int[] pixels) throws IOException {
        for (int done = 0; done < pixels.length; ) {
            int count = Math.min(pixels.length - done, BUFFER_BYTES / 4);
            int bytes = fill(4 * count);
            if (bytes < 4 * count) {
                long whole = 4L * done + bytes;
                if (whole == 0) {
                    return false;
                }
                throw new EOFException(
                        "the last picture has %d of %d bytes".formatted(whole, 4L * pixels.length));
            }
            pixelsInBuffer.get(0, pixels, done, count);
            done += count;
        }
        return true;
    }

    /// Reads so many bytes, or fewer at the end.
    private int fill(int bytes) throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // a pipe gives what it has
        }
        return buffer.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
