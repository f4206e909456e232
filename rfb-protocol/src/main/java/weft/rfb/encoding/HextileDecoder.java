package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Reads what [HextileEncoder] describes.
final class HextileDecoder implements Decoder {

    private final byte[] raw = new byte[Hextile.TILE * 4];

    @Override
    public Encoding encoding() {
        return Encoding.HEXTILE;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        int background = 0;
        int foreground = 0;
        for (int y = 0; y < target.height(); y += Hextile.TILE) {
            int height = Math.min(Hextile.TILE, target.height() - y);
            for (int x = 0; x < target.width(); x += Hextile.TILE) {
                int width = Math.min(Hextile.TILE, target.width() - x);
                int mask = in.u8();
                if ((mask & Hextile.RAW) != 0) {
                    raw(in, translator, target, x, y, width, height);
                    continue;
                }
                if ((mask & Hextile.BACKGROUND) != 0) {
                    background = translator.toRgb(translator.get(in));
                }
                if ((mask & Hextile.FOREGROUND) != 0) {
                    foreground = translator.toRgb(translator.get(in));
                }
                target.fill(x, y, width, height, background);
                if ((mask & Hextile.ANY_SUBRECTS) != 0) {
                    boolean coloured = (mask & Hextile.SUBRECTS_COLOURED) != 0;
                    for (int left = in.u8(); left > 0; left--) {
                        int colour = coloured ? translator.toRgb(translator.get(in)) : foreground;
                        subrect(in, target, x, y, width, height, colour);
                    }
                }
            }
        }
    }

    private void raw(
            RfbInput in,
            PixelTranslator translator,
            Target target,
            int x,
            int y,
            int width,
            int height) {
        int length = width * translator.bytesPerPixel();
        for (int row = 0; row < height; row++) {
            in.bytes(raw, 0, length);
            translator.read(raw, 0, target.rgb(), target.at(x, y + row), width);
        }
    }

    private static void subrect(
            RfbInput in, Target target, int tileX, int tileY, int width, int height, int colour) {
        int position = in.u8();
        int size = in.u8();
        int x = position >> 4;
        int y = position & 15;
        int columns = (size >> 4) + 1;
        int rows = (size & 15) + 1;
        if (x + columns > width || y + rows > height) {
            throw new RfbProtocolException(
                    DATA,
                    "Hextile subrectangle %dx%d at %d,%d leaves its tile of %dx%d"
                            .formatted(columns, rows, x, y, width, height));
        }
        target.fill(tileX + x, tileY + y, columns, rows, colour);
    }
}
