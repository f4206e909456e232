package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Pixels.PackedPixels;

/// TightPNG: one colour, a JPEG, or a PNG (rfbproto, Tight PNG Encoding). The PNG has the colours
/// of the framebuffer, whatever the pixel format is; a viewer makes it coarser, as it does a JPEG.
///
/// | bytes | type   | field                                     |
/// |------:|--------|-------------------------------------------|
/// |     1 | U8     | compression-control: 80 fill, 90 JPEG, a0 PNG |
/// |     * | TPIXEL | the colour of a fill                      |
/// |   1-3 |        | [CompactLength], if JPEG or PNG           |
/// |     * | U8     | jpeg-data or png-data                     |
final class TightPngEncoder implements Encoder {

    private final PngWriter png = new PngWriter();

    @Override
    public Encoding encoding() {
        return Encoding.TIGHT_PNG;
    }

    @Override
    public int maxWidth() {
        return Tight.MAX_WIDTH;
    }

    /// So that even incompressible data keeps to the 22 bits of the compact length.
    @Override
    public int maxArea() {
        return Tight.MAX_AREA;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        Tight.checkSize(pixels);
        PackedPixels packed = pixels.toPacked();
        ColourTable colours = Scratch.ofThread().colours;
        boolean few = count(packed, colours);
        if (few && colours.count() == 1) {
            PixelTranslator tpixel = translator.tight();
            out.u8(Tight.FILL << 4);
            tpixel.put(tpixel.toWire(colours.colour(0)), out);
            return Encoding.TIGHT_PNG;
        }
        out.u8(Tight.PNG << 4);
        int lengthAt = CompactLength.start(out);
        if (few) {
            png.indexed(packed, colours, out);
        } else {
            png.truecolour(packed, out);
        }
        CompactLength.end(lengthAt, out);
        return Encoding.TIGHT_PNG;
    }

    private static boolean count(PackedPixels pixels, ColourTable colours) {
        colours.clear(ColourTable.LARGEST);
        int last = ~pixels.rgb()[pixels.offset()];
        for (int y = 0; y < pixels.height(); y++) {
            int from = pixels.offset() + y * pixels.stride();
            for (int end = from + pixels.width(); from < end; from++) {
                int colour = pixels.rgb()[from];
                if (colour != last) {
                    last = colour;
                    if (colours.add(colour, 1) == ColourTable.NONE) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Override
    public boolean hasJpeg(PixelTranslator translator) {
        return Jpeg.isUsable(translator);
    }

    @Override
    public Encoding encodeJpeg(PackedPixels pixels, JpegQuality quality, RfbBuffer out) {
        Tight.encodeJpeg(pixels, quality, out);
        return Encoding.TIGHT_PNG;
    }

    @Override
    public void compressionLevel(int level) {
        png.level(level);
    }

    @Override
    public void close() {
        png.close();
    }
}
