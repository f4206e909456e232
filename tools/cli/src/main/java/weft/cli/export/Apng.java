package weft.cli.export;

import weft.cli.source.Size;
import weft.framebuffer.Rect;
import weft.framebuffer.image.Png;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// An animated PNG (PNG specification, third edition, §4.9): each picture is the rectangle in which
/// it differs from the one before, and how long it is shown.
///
/// | chunk | what                                             |
/// |-------|--------------------------------------------------|
/// | IHDR  | the size, 8 bits each of red, green and blue     |
/// | acTL  | how many pictures, how often                     |
/// | fcTL  | place and time of a picture                      |
/// | IDAT  | the pixels of the first one                      |
/// | fdAT  | the same of another one, with a running number   |
/// | IEND  |                                                  |
final class Apng implements PictureWriter {

    /// Where acTL is: after the signature and IHDR.
    private static final int CONTROL_OFFSET = 8 + 25;

    private static final int LARGEST_DELAY = 0xffff;

    private final Size size;
    private final FileChannel file;
    private int[] shown = {};
    private int pictures;
    private int sequence;

    Apng(Path path, Size size) throws IOException {
        this.size = size;
        file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        try {
            put(Png.head(size.width(), size.height()));
            chunk("acTL", control());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /// How many pictures there are so far, and that they are played for ever.
    private byte[] control() {
        return ByteBuffer.allocate(8).putInt(pictures).array();
    }

    @Override
    public void write(int[] rgb, long fromMillis, long toMillis) throws IOException {
        boolean isFirst = pictures == 0;
        Rect part = isFirst ? Rect.ofSize(size.width(), size.height()) : difference(shown, rgb);
        chunk("fcTL", frameControl(part, toMillis - fromMillis));
        byte[] pixels = Png.pixels(rgb, size.width(), part);
        if (isFirst) {
            chunk("IDAT", pixels);
        } else {
            chunk(
                    "fdAT",
                    ByteBuffer.allocate(4 + pixels.length).putInt(sequence++).put(pixels).array());
        }
        shown = rgb;
        pictures++;
    }

    private byte[] frameControl(Rect part, long millis) {
        // milliseconds as long as they fit, then hundredths of a second, then seconds
        int denominator = millis <= LARGEST_DELAY ? 1000 : millis <= 10L * LARGEST_DELAY ? 100 : 1;
        long delay = Math.min(LARGEST_DELAY, millis * denominator / 1000);
        return ByteBuffer.allocate(26)
                .putInt(sequence++)
                .putInt(part.width())
                .putInt(part.height())
                .putInt(part.x())
                .putInt(part.y())
                .putShort((short) delay)
                .putShort((short) denominator)
                .array(); // and nothing is disposed of or blended
    }

    /// The rectangle in which two pictures differ; one pixel if they do not, as there must be some.
    private Rect difference(int[] before, int[] now) {
        int width = size.width();
        int left = width;
        int top = size.height();
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < now.length; i++) {
            if (before[i] != now[i]) {
                left = Math.min(left, i % width);
                right = Math.max(right, i % width + 1);
                top = Math.min(top, i / width);
                bottom = i / width + 1;
            }
        }
        return bottom == 0 ? new Rect(0, 0, 1, 1) : new Rect(left, top, right - left, bottom - top);
    }

    private void chunk(String type, byte[] data) throws IOException {
        put(Png.chunk(type, data));
    }

    private void put(byte[] data) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(data);
        while (bytes.hasRemaining()) {
            int _ = file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            chunk("IEND", new byte[0]);
            file.position(CONTROL_OFFSET);
            chunk("acTL", control());
        }
    }
}
