package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;

/// Reads what [TrleEncoder] describes, and tiles that use the palette of one before.
final class TrleDecoder implements Decoder {

    private final ZrleTileReader tiles = new ZrleTileReader("TRLE", Zrle.SMALL_TILE);

    @Override
    public Encoding encoding() {
        return Encoding.TRLE;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        tiles.read(in, translator.compact(), target);
    }
}
