package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

/// CoRRE: as RRE, with subrectangles of bytes, so rectangles have at most 255 columns and rows
/// (rfbproto, CoRRE Encoding). Where that is longer than Raw, and for larger rectangles, it writes
/// Raw.
///
/// | bytes | type  | field                   |
/// |------:|-------|-------------------------|
/// |     4 | U32   | number-of-subrectangles |
/// |     * | PIXEL | background              |
///
/// and for each subrectangle:
///
/// | bytes | type  | field      |
/// |------:|-------|------------|
/// |     * | PIXEL | colour     |
/// |     1 | U8    | x-position |
/// |     1 | U8    | y-position |
/// |     1 | U8    | width      |
/// |     1 | U8    | height     |
final class CorreEncoder implements Encoder {

    /// The widest and highest rectangle.
    static final int MAX_SIZE = 255;

    @Override
    public Encoding encoding() {
        return Encoding.CORRE;
    }

    @Override
    public int maxWidth() {
        return MAX_SIZE;
    }

    @Override
    public int maxHeight() {
        return MAX_SIZE;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        if (pixels.width() > MAX_SIZE || pixels.height() > MAX_SIZE) {
            WireSource source = WireSource.of(pixels, translator);
            RawEncoder.write(pixels, source, translator.bytesPerPixel(), out);
            return Encoding.RAW;
        }
        return RreEncoder.encode(Encoding.CORRE, CorreEncoder::putBytes, pixels, translator, out);
    }

    private static void putBytes(Subrects subrect, RfbBuffer out) {
        out.u8(subrect.x);
        out.u8(subrect.y);
        out.u8(subrect.width);
        out.u8(subrect.height);
    }
}
