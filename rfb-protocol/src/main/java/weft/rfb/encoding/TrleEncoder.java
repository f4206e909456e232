package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

/// TRLE: tiles of 16x16, as they are (RFC 6143 §7.7.5). See [ZrleTiles] for what a tile is; no tile
/// uses the palette of one before.
final class TrleEncoder implements Encoder {

    @Override
    public Encoding encoding() {
        return Encoding.TRLE;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        ZrleTiles tiles =
                new ZrleTiles(
                        pixels,
                        translator.compact(),
                        Zrle.SMALL_TILE,
                        ZrleTiles.RawTiles.asTheyAre(),
                        Scratch.ofThread());
        for (int y = 0; y < pixels.height(); y += Zrle.SMALL_TILE) {
            for (int x = 0; x < pixels.width(); x += Zrle.SMALL_TILE) {
                tiles.encode(x, y, out);
            }
        }
        return Encoding.TRLE;
    }
}
