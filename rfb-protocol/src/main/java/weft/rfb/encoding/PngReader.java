package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads one picture in PNG (ISO/IEC 15948) of a size that is known: all colour types in up to 8
/// bits, not interlaced. Transparency is ignored.
///
/// | bytes  | type | field                                    |
/// |-------:|------|------------------------------------------|
/// |      8 | U8   | signature                                |
/// |      4 | U32  | length of a chunk's data                 |
/// |      4 | U8   | type of the chunk                        |
/// | length | U8   | data                                     |
/// |      4 | U32  | CRC of type and data; then the next chunk |
final class PngReader implements AutoCloseable {

    private static final int HEADER_LENGTH = 13;

    private final Target target;
    private final Inflater inflater = new Inflater();
    private PngRows rows;
    private byte[] palette = {};
    private boolean begun;
    private boolean ended;

    private PngReader(Target target) {
        this.target = target;
        this.rows = new PngRows(target, 8, PngWriter.TRUECOLOUR);
    }

    /// Reads a picture of exactly `length` bytes, which the caller has bounded.
    static void read(RfbInput in, int length, Target target) {
        try (PngReader reader = new PngReader(target)) {
            reader.read(in, length);
        }
    }

    private static RfbProtocolException damaged(String what) {
        return new RfbProtocolException(DATA, what);
    }

    private void read(RfbInput in, int length) {
        if (length < 8 || (in.u32() << 32 | in.u32()) != PngWriter.SIGNATURE) {
            throw damaged("Expected a PNG, got " + length + " bytes of something else");
        }
        int left = length - 8;
        while (!ended) {
            long size = left < 12 ? -1 : in.u32();
            if (size < 0 || size > left - 12) {
                throw damaged(
                        "PNG chunk of %d bytes in the last %d of the picture"
                                .formatted(size, left));
            }
            byte[] chunk = new byte[(int) size + 4];
            in.bytes(chunk, 0, chunk.length);
            CRC32 crc = new CRC32();
            crc.update(chunk);
            if (in.u32() != crc.getValue()) {
                throw damaged("PNG chunk with a wrong CRC");
            }
            chunk(new String(chunk, 0, 4, StandardCharsets.ISO_8859_1), chunk);
            left -= (int) size + 12;
        }
        if (left > 0) {
            throw damaged("PNG with " + left + " bytes behind its end");
        }
    }

    private void chunk(String type, byte[] chunk) {
        if (begun == type.equals("IHDR")) {
            throw damaged(begun ? "PNG with two headers" : "PNG without a header");
        }
        switch (type) {
            case "IHDR" -> header(chunk);
            case "PLTE" -> palette(chunk);
            case "IDAT" -> data(chunk);
            case "IEND" -> end();
            default -> {
                boolean critical = (chunk[0] & 0x20) == 0;
                if (critical) {
                    throw damaged("Unknown PNG chunk that may not be passed over");
                }
            }
        }
    }

    private void header(byte[] chunk) {
        if (chunk.length != 4 + HEADER_LENGTH) {
            throw damaged("PNG header of " + (chunk.length - 4) + " bytes, expected 13");
        }
        long width = u32(chunk, 4);
        long height = u32(chunk, 8);
        if (width != target.width() || height != target.height()) {
            throw damaged(
                    "PNG of %dx%d, expected %dx%d"
                            .formatted(width, height, target.width(), target.height()));
        }
        int bits = chunk[12] & 0xff;
        int colourType = chunk[13] & 0xff;
        boolean interlaced = (chunk[14] | chunk[15] | chunk[16]) != 0;
        if (interlaced || !PngRows.isKnown(bits, colourType)) {
            throw damaged(
                    "PNG of colour type %d with %d bits%s, expected up to 8 bits, not interlaced"
                            .formatted(colourType, bits, interlaced ? ", interlaced" : ""));
        }
        rows = new PngRows(target, bits, colourType);
        begun = true;
    }

    private static long u32(byte[] bytes, int at) {
        return (bytes[at] & 0xffL) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    private void palette(byte[] chunk) {
        int length = chunk.length - 4;
        if (length == 0 || length % 3 != 0 || length > 3 * 256) {
            throw damaged("PNG palette of " + length + " bytes");
        }
        palette = chunk;
    }

    private void data(byte[] chunk) {
        inflater.setInput(chunk, 4, chunk.length - 4);
        try {
            while (!rows.isComplete() || !inflater.finished()) {
                int got =
                        rows.isComplete()
                                ? inflater.inflate(new byte[1])
                                : inflater.inflate(rows.row(), rows.filled(), rows.missing());
                if (got > 0 && rows.isComplete()) {
                    throw damaged("PNG with more pixels than its size");
                }
                if (got == 0) {
                    break;
                }
                rows.filled(got, palette);
            }
        } catch (DataFormatException e) {
            throw damaged("Damaged PNG: " + e.getMessage());
        }
    }

    private void end() {
        if (!rows.isComplete()) {
            throw damaged("PNG with fewer pixels than its size");
        }
        ended = true;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
