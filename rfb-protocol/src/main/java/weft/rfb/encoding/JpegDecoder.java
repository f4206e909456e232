package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Reads what [JpegEncoder] describes, and pictures that leave out their Huffman or quantization
/// tables and mean those of the picture before.
///
/// The picture has no length, so its segments are followed up to the end-of-image marker.
final class JpegDecoder implements Decoder {

    /// Four quantization tables, or eight Huffman tables, and to spare.
    private static final int LONGEST_TABLES = 4096;

    private static final int LONGEST_SEGMENTS = 1 << 17;

    private final RfbBuffer body = new RfbBuffer();
    private final RfbBuffer picture = new RfbBuffer();
    private final RfbBuffer tables = new RfbBuffer();
    private byte[] lastQuantization = {};
    private byte[] lastHuffman = {};

    @Override
    public Encoding encoding() {
        return Encoding.JPEG;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        body.clear();
        readBody(in, longest(target));
        byte[] quantization = tables(Jpeg.QUANTIZATION_TABLES);
        byte[] huffman = tables(Jpeg.HUFFMAN_TABLES);
        picture.clear();
        picture.u8(Jpeg.MARKER);
        picture.u8(Jpeg.START_OF_IMAGE);
        if (quantization.length == 0) {
            picture.bytes(known(lastQuantization, "quantization"));
        } else {
            lastQuantization = quantization;
        }
        if (huffman.length == 0) {
            picture.bytes(known(lastHuffman, "Huffman"));
        } else {
            lastHuffman = huffman;
        }
        picture.bytes(body.array(), 0, body.length());
        Jpeg.decode(picture.array(), 0, picture.length(), target);
    }

    /// A codec may still hold the tables of another server's picture, so they are never left to it.
    private static byte[] known(byte[] last, String what) {
        if (last.length == 0) {
            throw new RfbProtocolException(
                    DATA, "JPEG without " + what + " tables, and no picture before it");
        }
        return last;
    }

    /// Noise at the finest quality takes less than 8 bytes a pixel, in blocks of 16x16.
    private static long longest(Target target) {
        return 8L * (target.width() + 15) * (target.height() + 15) + LONGEST_SEGMENTS;
    }

    /// Reads everything behind the start-of-image marker.
    private void readBody(RfbInput in, long limit) {
        int first = in.u16();
        if (first != (Jpeg.MARKER << 8 | Jpeg.START_OF_IMAGE)) {
            throw new RfbProtocolException(
                    DATA, "Expected a JPEG, ffd8, got %04x".formatted(first));
        }
        int code = marker(in, in.u8());
        while (code != Jpeg.END_OF_IMAGE) {
            body.u8(Jpeg.MARKER);
            body.u8(code);
            segment(in, limit);
            code = marker(in, code == Jpeg.START_OF_SCAN ? scan(in, limit) : in.u8());
        }
        body.u8(Jpeg.MARKER);
        body.u8(code);
    }

    /// The code of a marker whose first byte was read.
    private int marker(RfbInput in, int first) {
        int code = in.u8();
        for (int fill = 0; code == Jpeg.MARKER && fill < LONGEST_TABLES; fill++) {
            code = in.u8();
        }
        boolean alone = code <= 1 || code == Jpeg.MARKER || isRestart(code);
        if (first != Jpeg.MARKER || alone || code == Jpeg.START_OF_IMAGE) {
            throw new RfbProtocolException(
                    DATA, "Expected a segment of a JPEG, got %02x%02x".formatted(first, code));
        }
        return code;
    }

    private static boolean isRestart(int code) {
        return (code & ~7) == 0xd0;
    }

    private void segment(RfbInput in, long limit) {
        int length = in.u16();
        if (length < 2) {
            throw new RfbProtocolException(
                    DATA, "JPEG segment of " + length + " bytes, expected 2 or more");
        }
        body.u16(length);
        int at = body.ensure(length - 2);
        in.bytes(body.array(), at, length - 2);
        body.advance(length - 2);
        checkLength(limit);
    }

    private void checkLength(long limit) {
        if (body.length() > limit) {
            throw new RfbProtocolException(
                    LIMIT, "JPEG of more than " + limit + " bytes for its rectangle");
        }
    }

    /// Reads the compressed data of a scan and the first byte of the marker behind it.
    private int scan(RfbInput in, long limit) {
        while (true) {
            int value = in.u8();
            if (value == Jpeg.MARKER) {
                int next = in.peekU8();
                if (next != 0 && !isRestart(next)) {
                    return value;
                }
            }
            body.u8(value);
            checkLength(limit);
        }
    }

    /// The segments of one kind of tables in the picture, empty if there are none.
    private byte[] tables(int kind) {
        tables.clear();
        byte[] bytes = body.array();
        int at = 0;
        int code = bytes[1] & 0xff;
        while (code != Jpeg.END_OF_IMAGE && code != Jpeg.START_OF_SCAN) {
            int length = 2 + ((bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff));
            if (code == kind) {
                tables.bytes(bytes, at, length);
            }
            at += length;
            code = bytes[at + 1] & 0xff;
        }
        if (tables.length() > LONGEST_TABLES) {
            throw new RfbProtocolException(
                    LIMIT,
                    "JPEG tables of %d bytes > limit %d"
                            .formatted(tables.length(), LONGEST_TABLES));
        }
        return tables.toByteArray();
    }
}
