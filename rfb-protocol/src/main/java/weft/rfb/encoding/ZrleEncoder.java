package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.DeflateStream;

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
        PixelTranslator cpixel = translator.compact();
        encode(pixels, cpixel, ZrleTiles.RawTiles.asTheyAre(), streams.get(0), out);
        return Encoding.ZRLE;
    }

    static void encode(
            Pixels pixels,
            PixelTranslator cpixel,
            ZrleTiles.RawTiles rawTiles,
            DeflateStream stream,
            RfbBuffer out) {
        int lengthAt = out.length();
        out.u32(0);
        Scratch scratch = Scratch.ofThread();
        RfbBuffer staging = scratch.staging;
        staging.clear();
        ZrleTiles tiles = new ZrleTiles(pixels, cpixel, Zrle.TILE, rawTiles, scratch);
        for (int y = 0; y < pixels.height(); y += Zrle.TILE) {
            for (int x = 0; x < pixels.width(); x += Zrle.TILE) {
                tiles.encode(x, y, staging);
                if (staging.length() >= CHUNK) {
                    deflate(staging, stream, out);
                }
            }
        }
        deflate(staging, stream, out);
        stream.flush(out);
        out.setU32(lengthAt, out.length() - lengthAt - 4L);
    }

    private static void deflate(RfbBuffer staging, DeflateStream stream, RfbBuffer out) {
        stream.write(staging.array(), 0, staging.length(), out);
        staging.clear();
    }
}
