package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Reads what [TightPngEncoder] describes. There are no streams, so their resets mean nothing.
final class TightPngDecoder implements Decoder {

    private byte[] line = {};

    @Override
    public Encoding encoding() {
        return Encoding.TIGHT_PNG;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        if (target.width() > Tight.MAX_WIDTH || target.area() > 1 << 24) {
            throw new RfbProtocolException(
                    DATA,
                    "TightPNG rectangle of %dx%d, expected at most 2048 columns and 16777216 pixels"
                            .formatted(target.width(), target.height()));
        }
        PixelTranslator tpixel = translator.tight();
        int control = in.u8();
        switch (control >> 4) {
            case Tight.FILL -> {
                int colour = tpixel.toRgb(tpixel.get(in));
                target.fill(0, 0, target.width(), target.height(), colour);
            }
            case Tight.JPEG -> {
                int length = CompactLength.read(in);
                Jpeg.decode(in.bytes(length), 0, length, target);
            }
            case Tight.PNG -> {
                PngReader.read(in, CompactLength.read(in), target);
                coarsen(tpixel, target);
            }
            default ->
                    throw new RfbProtocolException(
                            ENCODING,
                            "Expected TightPNG fill, JPEG or PNG, got compression-control "
                                    + control);
        }
    }

    /// Takes away what the pixel format cannot hold, so that a colour is the same in every form.
    private void coarsen(PixelTranslator tpixel, Target target) {
        int length = target.width() * tpixel.bytesPerPixel();
        if (line.length < length) {
            line = new byte[length];
        }
        for (int y = 0; y < target.height(); y++) {
            tpixel.write(target.rgb(), target.at(0, y), target.width(), line, 0);
            tpixel.read(line, 0, target.rgb(), target.at(0, y), target.width());
        }
    }
}
