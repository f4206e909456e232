package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;

/// Reads what [ZywrleEncoder] describes.
final class ZywrleDecoder implements Decoder {

    private final InflateInput stream = new InflateInput();
    private final ZrleTileReader tiles = new ZrleTileReader("ZYWRLE", Zrle.TILE);
    private final int[][] planes = ZywrleTile.planes();
    private final int level;

    /// @param level of wavelets that the server was asked for, 0 to 3
    ZywrleDecoder(int level) {
        this.level = level;
    }

    @Override
    public Encoding encoding() {
        return Encoding.ZYWRLE;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        boolean wavelets = level > 0 && Zywrle.isUsable(translator.format());
        tiles.wavelets(wavelets ? new ZywrleTile(translator.compact(), level, planes) : null);
        ZrleDecoder.decode(in, translator.compact(), stream, tiles, target);
    }

    @Override
    public void close() {
        stream.close();
    }
}
