package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.codec.JpegCodec;
import weft.rfb.encoding.Pixels.PackedPixels;

/// JPEG pictures as the encodings with JPEG use them, and the markers in them (ITU-T T.81, Table
/// B.1).
final class Jpeg {

    static final int MARKER = 0xff;
    static final int START_OF_IMAGE = 0xd8;
    static final int END_OF_IMAGE = 0xd9;
    static final int START_OF_SCAN = 0xda;
    static final int QUANTIZATION_TABLES = 0xdb;
    static final int HUFFMAN_TABLES = 0xc4;

    private Jpeg() {}

    /// Whether pixels can be sent as JPEG in this format: not in 8 bits.
    static boolean isUsable(PixelTranslator translator) {
        return translator.format().bitsPerPixel() > 8 && JpegCodec.find().isPresent();
    }

    static void encode(PackedPixels pixels, JpegQuality quality, RfbBuffer out) {
        JpegCodec.find()
                .orElseThrow()
                .encode(
                        pixels.rgb(),
                        pixels.offset(),
                        pixels.stride(),
                        pixels.width(),
                        pixels.height(),
                        quality.quality(),
                        quality.subsampling(),
                        out);
    }

    static void decode(byte[] jpeg, int off, int length, Target target) {
        if (target.area() == 0) {
            throw new RfbProtocolException(DATA, "JPEG for a rectangle without pixels");
        }
        JpegCodec codec =
                JpegCodec.find()
                        .orElseThrow(() ->
                                new RfbProtocolException(
                                        ENCODING,
                                        "JPEG, and no decoder of it: neither libjpeg-turbo nor"
                                                + " java.desktop"));
        codec.decode(
                jpeg,
                off,
                length,
                target.rgb(),
                target.offset(),
                target.stride(),
                target.width(),
                target.height());
        for (int y = 0; y < target.height(); y++) {
            int start = target.at(0, y);
            for (int x = start; x < start + target.width(); x++) {
                target.rgb()[x] &= 0xffffff;
            }
        }
    }
}
