package weft.framebuffer.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import weft.framebuffer.Rect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// The parts of PNG files of 8 bits each of red, green and blue (PNG specification, third edition).
///
/// ImageIO writes such files too, but takes as long to load as all else that a program which saves
/// one picture does, and they are larger.
public final class Png {

    private static final int TRUE_COLOUR = 2;
    private static final int SUB = 1;

    /// Hardly larger than with the usual level, in half the time.
    private static final int LEVEL = 3;

    private static final int BUFFER = 32 << 10;

    private Png() {}

    /// What such a file begins with: its signature and IHDR, 33 bytes.
    public static byte[] head(int width, int height) {
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        byte[] header =
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .put((byte) TRUE_COLOUR)
                        .array(); // deflate, the five filters, not interlaced
        byte[] chunk = chunk("IHDR", header);
        return ByteBuffer.allocate(signature.length + chunk.length)
                .put(signature)
                .put(chunk)
                .array();
    }

    /// A chunk: length, type, data, and the CRC of type and data.
    ///
    /// @param type four letters
    public static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    /// The compressed pixels of a part, each the difference to the one on its left.
    ///
    /// @param rgb pixels 0xxxRRGGBB, row by row
    /// @param stride how many of them are in a row
    public static byte[] pixels(int[] rgb, int stride, Rect part) {
        var bytes = new ByteArrayOutputStream();
        byte[] row = new byte[1 + 3 * part.width()];
        row[0] = SUB;
        var deflater = new Deflater(LEVEL);
        try (var out = new DeflaterOutputStream(bytes, deflater, BUFFER)) {
            for (int y = part.y(); y < part.bottom(); y++) {
                differences(rgb, y * stride + part.x(), row);
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all bytes", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void differences(int[] rgb, int from, byte[] row) {
        int left = 0;
        int at = from;
        for (int to = 1; to < row.length; to += 3) {
            int pixel = rgb[at++];
            row[to] = (byte) ((pixel >> 16) - (left >> 16));
            row[to + 1] = (byte) ((pixel >> 8) - (left >> 8));
            row[to + 2] = (byte) (pixel - left);
            left = pixel;
        }
    }

    /// Writes a whole file.
    static void write(int[] rgb, int width, int height, OutputStream out) throws IOException {
        out.write(head(width, height));
        out.write(chunk("IDAT", pixels(rgb, width, Rect.ofSize(width, height))));
        out.write(chunk("IEND", new byte[0]));
        out.flush();
    }
}
