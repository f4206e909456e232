package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

/// Raw: the pixels, row after row (RFC 6143 §7.7.1).
///
/// | bytes                        | type  | field  |
/// |-----------------------------:|-------|--------|
/// | width * height * bytesPerPixel | PIXEL | pixels |
final class RawEncoder implements Encoder {

    @Override
    public Encoding encoding() {
        return Encoding.RAW;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        write(pixels, WireSource.of(pixels, translator), translator.bytesPerPixel(), out);
        return Encoding.RAW;
    }

    /// Appends all pixels of a source.
    static void write(Pixels pixels, WireSource source, int bytesPerPixel, RfbBuffer out) {
        int length =
                Math.multiplyExact(
                        Math.multiplyExact(pixels.width(), pixels.height()), bytesPerPixel);
        int at = out.ensure(length);
        source.write(0, pixels.height(), out.array(), at);
        out.advance(length);
    }
}
