package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

/// ZRLE: tiles of 64x64, compressed in one stream for all rectangles (RFC 6143 §7.7.6). See
/// [ZrleTiles] for what a tile is.
///
/// | bytes  | type | field    |
/// |-------:|------|----------|
/// |      4 | U32  | length   |
/// | length | U8   | zlibData |
final class ZrleEncoder implements Encoder {

    private static final int CHUNK = 1 << 15;

    private final DeflateStreams streams;

    ZrleEncoder(boolean shared) {
        streams = new DeflateStreams(1, shared);
    }

    @Override
    public DeflateStreams streams() {
        return streams;
    }

    @Override
    public Encoding encoding() {
        return Encoding.ZRLE;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        int lengthAt = out.length();
        out.u32(0);
        Scratch scratch = Scratch.ofThread();
        RfbBuffer staging = scratch.staging;
        staging.clear();
        ZrleTiles tiles = new ZrleTiles(pixels, translator.compact(), Zrle.TILE, scratch);
        for (int y = 0; y < pixels.height(); y += Zrle.TILE) {
            for (int x = 0; x < pixels.width(); x += Zrle.TILE) {
                tiles.encode(x, y, staging);
                if (staging.length() >= CHUNK) {
                    deflate(staging, out);
                }
            }
        }
        deflate(staging, out);
        streams.get(0).flush(out);
        out.setU32(lengthAt, out.length() - lengthAt - 4L);
        return Encoding.ZRLE;
    }

    private void deflate(RfbBuffer staging, RfbBuffer out) {
        streams.get(0).write(staging.array(), 0, staging.length(), out);
        staging.clear();
    }
}
