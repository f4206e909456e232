package weft.rfb.encoding;

import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Pixels.PackedPixels;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes pictures as PNG (ISO/IEC 15948), with a palette or as RGB, in one piece each.
final class PngWriter implements AutoCloseable {

    static final long SIGNATURE = 0x89504e47_0d0a1a0aL;
    static final int TRUECOLOUR = 2;
    static final int INDEXED = 3;

    /// The filters, by their numbers.
    static final int NONE = 0;

    static final int SUB = 1;

    private final Deflater deflater = new Deflater(Encoder.DEFAULT_COMPRESSION_LEVEL);
    private final CRC32 crc = new CRC32();
    private boolean closed;

    void level(int level) {
        deflater.setLevel(level);
    }

    /// Appends a picture of any colours, each row as differences from left to right.
    void truecolour(PackedPixels pixels, RfbBuffer out) {
        int row = 1 + 3 * pixels.width();
        byte[] bytes = Scratch.ofThread().bytes(row * pixels.height());
        int to = 0;
        for (int y = 0; y < pixels.height(); y++) {
            bytes[to++] = SUB;
            int from = pixels.offset() + y * pixels.stride();
            int left = 0;
            for (int end = from + pixels.width(); from < end; from++) {
                int pixel = pixels.rgb()[from];
                bytes[to] = (byte) ((pixel >> 16) - (left >> 16));
                bytes[to + 1] = (byte) ((pixel >> 8) - (left >> 8));
                bytes[to + 2] = (byte) (pixel - left);
                to += 3;
                left = pixel;
            }
        }
        header(pixels, 8, TRUECOLOUR, out);
        data(bytes, to, out);
    }

    /// Appends a picture of at most 256 colours.
    void indexed(PackedPixels pixels, ColourTable colours, RfbBuffer out) {
        int bits = bitsPerIndex(colours.count());
        int row = 1 + (pixels.width() * bits + 7) / 8;
        byte[] bytes = Scratch.ofThread().bytes(row * pixels.height());
        int to = 0;
        for (int y = 0; y < pixels.height(); y++) {
            bytes[to++] = NONE;
            int from = pixels.offset() + y * pixels.stride();
            int packed = 0;
            int shift = 8;
            for (int end = from + pixels.width(); from < end; from++) {
                shift -= bits;
                packed |= colours.numberOf(pixels.rgb()[from]) << shift;
                if (shift == 0) {
                    bytes[to++] = (byte) packed;
                    packed = 0;
                    shift = 8;
                }
            }
            if (shift < 8) {
                bytes[to++] = (byte) packed;
            }
        }
        header(pixels, bits, INDEXED, out);
        int at = start("PLTE", out);
        for (int i = 0; i < colours.count(); i++) {
            int colour = colours.colour(i);
            out.u8(colour >> 16);
            out.u16(colour);
        }
        end(at, out);
        data(bytes, to, out);
    }

    static int bitsPerIndex(int colours) {
        return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;
    }

    private void header(Pixels pixels, int bits, int colourType, RfbBuffer out) {
        out.u32(SIGNATURE >>> 32);
        out.u32(SIGNATURE);
        int at = start("IHDR", out);
        out.u32(pixels.width());
        out.u32(pixels.height());
        out.u8(bits);
        out.u8(colourType);
        out.pad(3); // deflate, the five filters, not interlaced
        end(at, out);
    }

    private void data(byte[] bytes, int length, RfbBuffer out) {
        if (closed) {
            throw new IllegalStateException("The encoder is closed");
        }
        int at = start("IDAT", out);
        deflater.reset();
        deflater.setInput(bytes, 0, length);
        deflater.finish();
        while (!deflater.finished()) {
            int room = 1 << 14;
            int to = out.ensure(room);
            out.advance(deflater.deflate(out.array(), to, room));
        }
        end(at, out);
        end(start("IEND", out), out);
    }

    private static int start(String type, RfbBuffer out) {
        int at = out.length();
        out.u32(0);
        out.bytes(type.getBytes(StandardCharsets.US_ASCII));
        return at;
    }

    /// Writes the chunk's length in front, and its checksum behind.
    private void end(int at, RfbBuffer out) {
        int length = out.length() - at - 8;
        out.setU32(at, length);
        crc.reset();
        crc.update(out.array(), at + 4, length + 4);
        out.u32(crc.getValue());
    }

    @Override
    public void close() {
        closed = true;
        deflater.end();
    }
}
