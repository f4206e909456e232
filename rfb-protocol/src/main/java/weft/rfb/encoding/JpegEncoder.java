package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.JpegCodec;
import weft.rfb.codec.JpegCodec.Subsampling;
import weft.rfb.encoding.Pixels.PackedPixels;

/// JPEG: a picture with all its tables, up to its end-of-image marker (rfbproto, JPEG Encoding).
/// Where that is not shorter than Raw, and in 8 bits, it writes Raw.
///
/// | bytes | type | field |
/// |------:|------|-------|
/// |     * | U8   | data  |
///
/// It has no exact form: [#encode] writes the finest JPEG that there is.
final class JpegEncoder implements Encoder {

    private static final JpegQuality FINEST = new JpegQuality(JpegCodec.FINEST, Subsampling.S444);

    @Override
    public Encoding encoding() {
        return Encoding.JPEG;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        int start = out.length();
        long raw = (long) pixels.width() * pixels.height() * translator.bytesPerPixel();
        if (Jpeg.isUsable(translator)) {
            Jpeg.encode(pixels.toPacked(), FINEST, out);
            if (out.length() - start < raw) {
                return Encoding.JPEG;
            }
            out.truncate(start);
        }
        RawEncoder.write(
                pixels, WireSource.of(pixels, translator), translator.bytesPerPixel(), out);
        return Encoding.RAW;
    }

    @Override
    public boolean hasJpeg(PixelTranslator translator) {
        return Jpeg.isUsable(translator);
    }

    @Override
    public Encoding encodeJpeg(PackedPixels pixels, JpegQuality quality, RfbBuffer out) {
        Jpeg.encode(pixels, quality, out);
        return Encoding.JPEG;
    }
}
