package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;

/// Reads what [ZrleEncoder] and [ZrleTiles] describe.
final class ZrleDecoder implements Decoder {

    private final InflateInput stream = new InflateInput();
    private final ZrleTileReader tiles = new ZrleTileReader("ZRLE", Zrle.TILE);

    @Override
    public Encoding encoding() {
        return Encoding.ZRLE;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        decode(in, translator.compact(), stream, tiles, target);
    }

    static void decode(
            RfbInput in,
            PixelTranslator cpixel,
            InflateInput stream,
            ZrleTileReader tiles,
            Target target) {
        long length = in.u32();
        stream.begin(in, length, longest(target, cpixel.bytesPerPixel()));
        tiles.read(stream, cpixel, target);
        stream.end();
    }

    /// The most bytes that the tiles can take: runs of one pixel, or a palette of any size.
    private static long longest(Target target, int size) {
        long tiles = (target.width() / Zrle.TILE + 1L) * (target.height() / Zrle.TILE + 1L);
        return tiles * (1 + Zrle.LARGEST_PALETTE * size) + target.area() * (size + 1L);
    }

    @Override
    public void close() {
        stream.close();
    }
}
